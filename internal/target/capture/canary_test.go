package capture_test

import (
	"bytes"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/secrets"
	"github.com/slbconform/slbconform/internal/serve/servetest"
	"github.com/slbconform/slbconform/internal/target/capture"
)

// canary is planted wherever a service may put a secret.
const canary = "cAnArY0secretMaterial0123456789abcdef"

// A capture holds no secret and nothing that tells whose account it was, whatever the service puts into its answers.
func TestNoCanaryIsInACapture(t *testing.T) {
	v := serveMock(t, func(next http.Handler) http.Handler { return servetest.WithSecret(next, canary) })
	v.filter.Rules = []string{weights, "platform.signature.*", "ram.*"}
	dir, _ := v.capture(t)
	forbidden := []string{canary, "Authorization", "Set-Cookie", "Location"}
	forbidden = append(forbidden, v.options.Keys.Secrets()...)
	forbidden = append(forbidden, v.options.Inventory.Allow.Accounts...)
	forbidden = append(forbidden, v.options.Inventory.VPC, v.options.Inventory.VSwitch)
	for _, r := range v.options.Inventory.Roles {
		forbidden = append(append(forbidden, r.ID), r.Addresses...)
	}
	everyFile(t, dir, func(name string, data []byte) {
		for _, secret := range forbidden {
			if at := bytes.Index(data, []byte(secret)); secret != "" && at >= 0 && !within(data, at, len(secret)) {
				t.Errorf("%s holds %q: …%s…", name, secret, data[max(0, at-60):min(len(data), at+60)])
			}
		}
		if err := secrets.Check(data, v.options.Keys.Secrets()...); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	})
	if faults := replay(t, v.s, dir, run.Options{Filter: v.filter}).Faults; len(faults) > 0 {
		t.Errorf("the scrubbed capture does not replay: %+v", faults)
	}
}

// A capture that would tell a secret is not written at all, not even the cassettes that are clean; whoever runs it is
// told where it stood, but not what it was. A pseudonym stands for a whole word; the second look finds part of one.
func TestALeakLeavesNoCapture(t *testing.T) {
	account := ""
	v := serveMock(t, func(next http.Handler) http.Handler {
		return servetest.Changed(next, func(_ *http.Request, _ int, _ http.Header, body string) string {
			return strings.Replace(body, "A specified weight is not valid.", "Seen: x"+account+"x", 1)
		})
	})
	v.filter.Rules, account = []string{weights}, v.site.Account.ID
	w, dir, _ := v.captured(t)
	err := w.Save("")
	var leak *secrets.LeakError
	if !errors.As(err, &leak) || !strings.Contains(err.Error(), "server.weight.range-") || strings.Contains(err.Error(), account) {
		t.Errorf("got %v, want a leak", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is there: %v", err)
	}
	facts := capture.Facts{Limited: "-rules LTAI" + "5tCanaryKeyOfNobody"}
	if err := capture.Wrap(nothing{}).Begin(dir, "run", facts); !errors.As(err, &leak) {
		t.Errorf("a secret among the settings: %v", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is there: %v", err)
	}
}

// Two captures of one account can be told from those of others, whatever else the inventory allows.
func TestTheAccountOfACapture(t *testing.T) {
	accountOf := func(alsoAllowed ...string) string {
		v := serveMock(t, nil)
		v.filter.Rules = []string{"server.weight.default"}
		v.options.Inventory.Allow.Accounts = append(v.options.Inventory.Allow.Accounts, alsoAllowed...)
		dir, _ := v.capture(t)
		c, err := capture.Read(dir)
		if err != nil {
			t.Fatal(err)
		}
		return c.Account
	}
	one, other := accountOf(), accountOf("1234567890123456")
	if one != other || len(one) != 6 {
		t.Errorf("one account is %q and %q", one, other)
	}
}

// within reports whether what was found is part of a longer word: an address of the account inside another address.
func within(data []byte, at, length int) bool {
	letter := func(i int) bool {
		return i >= 0 && i < len(data) && (data[i] >= '0' && data[i] <= '9' || data[i] >= 'a' && data[i] <= 'z')
	}
	return letter(at-1) || letter(at+length)
}

func everyFile(t *testing.T, dir string, look func(name string, data []byte)) {
	t.Helper()
	n := 0
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		data, err := os.ReadFile(filepath.Join(dir, name))
		look(name, data)
		return err
	})
	if err != nil || n < 2 {
		t.Errorf("%d files: %v", n, err)
	}
}

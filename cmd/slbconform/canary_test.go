package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/openapi"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/serve/servetest"
)

// canary stands wherever a service may name a secret; the account's own keys are looked for as well.
const canary = "cAnArY0secretMaterial0123456789abcdef"

// A live run, its replay and their comparison leave no secret anywhere: not in a report, not in a capture or a
// journal, not on the console, not in the server's log.
func TestNoSecretLeavesARun(t *testing.T) {
	t.Chdir(t.TempDir())
	var log, console bytes.Buffer
	secrets := []string{canary} // and, once they are known, those of the account, in forms that no name goes before
	document, err := openapi.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	mock := servetest.Mock(t, serve.Options{Log: serve.NewLog(&log, document)}, func(next http.Handler) http.Handler {
		return servetest.Changed(servetest.WithSecret(next, canary), func(_ *http.Request, _ int, _ http.Header, body string) string {
			return strings.Replace(body, `"Message":"`, `"Message":"Seen: `+strings.Join(secrets[1:], ", ")+`. `, 1)
		})
	})
	for _, profile := range []string{"main", "temporary"} { // those that the run uses: others it cannot know
		c := mock.Account.Profile(profile)
		for _, s := range []string{c.Secret, c.Token} {
			if s != "" {
				secrets = append(secrets, s, strings.ToUpper(s), hex.EncodeToString([]byte(s)), base64.StdEncoding.EncodeToString([]byte(":"+s)))
			}
		}
	}
	for _, to := range []string{"live", "replay"} {
		values := map[string]string{
			"SLBCONFORM_TARGET": to, "SLBCONFORM_INVENTORY": mock.Inventory, "SLBCONFORM_RATE": "10000", "SLBCONFORM_REPORTS": "out/" + to,
			"SLBCONFORM_CAPTURE": "out/capture", "SLBCONFORM_JOURNAL": "out/journal", "SLBCONFORM_RULES": "platform.*,server.weight.range",
		}
		if _, err := conform(t.Context(), settingsOf(values), true, &console, &console); err != nil {
			t.Error(err)
		}
	}
	run([]string{"compare", "out/live/conformance.json", "out/replay/conformance.json"}, &console, &console)
	run([]string{"compare", "-capture", "out/capture"}, &console, &console)
	none(t, "the console", console.Bytes(), secrets)
	none(t, "the server's log", log.Bytes(), secrets)
	if files := noneBelow(t, "out", secrets); files < 30 {
		t.Errorf("%d files were written\n%s", files, console.String())
	}
}

func none(t *testing.T, where string, data []byte, secrets []string) {
	t.Helper()
	for _, s := range secrets {
		if at := bytes.Index(data, []byte(s)); s != "" && at >= 0 {
			t.Errorf("%s holds a secret: %s", where, strings.ReplaceAll(string(data[max(0, at-80):at]), "\n", " "))
		}
	}
}

// noneBelow holds that no file of a folder holds a secret, and returns how many it looked at.
func noneBelow(t *testing.T, dir string, secrets []string) (files int) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files++
			none(t, name, []byte(read(t, filepath.Join(dir, name))), secrets)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return files
}

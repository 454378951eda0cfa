package live_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/target/live"
)

// Credentials come from where the platform's own tools look, and a profile by its name from the profile file.
func TestCredentials(t *testing.T) {
	a := serveAccount(t)
	keys := live.NewKeys()
	main, err := keys.Get("")
	if err != nil || main.AccessKeyID != "slbconform-main" {
		t.Errorf("the main identity: %v, %v", main, err)
	}
	second, err := keys.Get("nobody")
	if err != nil || second.AccessKeyID != "slbconform-nobody" {
		t.Errorf("the second identity: %v, %v", second, err)
	}
	if text := main.String(); strings.Contains(text, main.AccessKeySecret) {
		t.Error("credentials show themselves")
	}
	for _, c := range a.site.Account.Credentials {
		if c.Profile == "main" || c.Profile == "nobody" {
			if !slices.Contains(keys.Secrets(), c.Secret) {
				t.Errorf("the secret of %s is not known", c.Profile)
			}
		}
	}
}

func TestAMissingProfileIsNamed(t *testing.T) {
	serveAccount(t)
	_, err := live.NewKeys().Get("somebody")
	if !errors.Is(err, live.ErrNoCredentials) || !strings.Contains(err.Error(), `"somebody"`) {
		t.Errorf("got %v", err)
	}
}

// A temporary identity of the environment comes with its token.
func TestATokenTravelsAlong(t *testing.T) {
	a := serveAccount(t)
	a.as("temporary")
	l := a.open(a.options())
	got, err := session(t, l).Credentials("")
	if err != nil || got.SecurityToken == "" {
		t.Errorf("got %v, %v", got, err)
	}
}

// A profile that was not there is looked for again: nothing is remembered of a failure.
func TestCredentialsThatComeLater(t *testing.T) {
	clearEnv(t)
	file := filepath.Join(t.TempDir(), "credentials")
	t.Setenv("ALIBABA_CLOUD_CREDENTIALS_FILE", file)
	keys := live.NewKeys()
	if _, err := keys.Get("late"); !errors.Is(err, live.ErrNoCredentials) {
		t.Fatalf("got %v", err)
	}
	if err := os.WriteFile(file, []byte("[late]\ntype = access_key\naccess_key_id = late-key\naccess_key_secret = late-secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := keys.Get("late"); err != nil || got.AccessKeyID != "late-key" {
		t.Errorf("got %v, %v", got, err)
	}
}

// What cannot be read is named and not repeated: secrets stand in it.
func TestNoSecretOfAFileIsRepeated(t *testing.T) {
	const secret = "hunter2hunter2"
	for name, c := range map[string]struct{ variable, text, says string }{
		"a configuration with a comma too many": {"CONFIG_FILE", `{"current":"a","profiles":[{"name":"a","mode":"AK","access_key_id":"i","access_key_secret":"` + secret + `",}]}`, "aliyun cli config"},
		"a configuration without a quote":       {"CONFIG_FILE", `{"current":"a","profiles":[{"name":"a","access_key_secret": ` + secret + `"}]}`, "aliyun cli config"},
		"a credentials file without an =":       {"CREDENTIALS_FILE", "[default]\ntype = access_key\naccess_key_secret " + secret + "\n", "delimiter not found"},
	} {
		for _, profile := range []string{"", "a"} {
			t.Run(name+" for "+profile, func(t *testing.T) {
				clearEnv(t)
				file := filepath.Join(t.TempDir(), "file")
				if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
					t.Fatal(err)
				}
				t.Setenv("ALIBABA_CLOUD_"+c.variable, file)
				_, err := live.NewKeys().Get(profile)
				if !errors.Is(err, live.ErrNoCredentials) || strings.Contains(err.Error(), secret) || !strings.Contains(err.Error(), c.says) {
					t.Errorf("got %v, which should say %q and not the secret", err, c.says)
				}
			})
		}
	}
}

// The libraries beneath can be told to print all they send: then no secret is given to them.
func TestNothingIsSentThatWouldBePrinted(t *testing.T) {
	serveAccount(t)
	for debug, refused := range map[string]bool{"": false, "mine": false, "dara": true, "mine,tea": true, "credential": true} {
		t.Setenv("DEBUG", debug)
		_, err := live.NewKeys().Get("")
		if errors.Is(err, live.ErrNoCredentials) != refused {
			t.Errorf("DEBUG=%s: %v", debug, err)
		}
	}
}

// Scenarios ask at the same time; the providers beneath are not made for that.
func TestCredentialsAreSafeForConcurrentUse(t *testing.T) {
	serveAccount(t)
	keys := live.NewKeys()
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			if _, err := keys.Get(""); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

// issuer hands out temporary identities that are about to expire, so that each call asks for a new one.
type issuer struct {
	*httptest.Server
	asked  int
	answer func(asked int) string // nil for a sound one
}

func issue(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{}
	i.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		i.asked++
		if i.answer != nil {
			io.WriteString(w, i.answer(i.asked))
			return
		}
		fmt.Fprintf(w, `{"Code":"Success","AccessKeyId":"key-%[1]d","AccessKeySecret":"secret-%[1]d","SecurityToken":"the-token-%[1]d","Expiration":%[2]q}`,
			i.asked, time.Now().Add(2*time.Second).UTC().Format(time.RFC3339))
	}))
	t.Cleanup(i.Close)
	clearEnv(t)
	t.Setenv("ALIBABA_CLOUD_CREDENTIALS_URI", i.URL+"?key=in-the-address")
	return i
}

// A temporary identity is renewed in the middle of a run, before its token expires.
func TestATokenIsRenewed(t *testing.T) {
	issue(t)
	keys := live.NewKeys()
	first, err := keys.Get("")
	if err != nil || first.SecurityToken != "the-token-1" {
		t.Fatalf("got %v, %v", first, err)
	}
	second, err := keys.Get("")
	if err != nil || second.SecurityToken != "the-token-2" {
		t.Errorf("got %v, %v after the token was about to expire", second, err)
	}
	if secrets := keys.Secrets(); !slices.Contains(secrets, "the-token-1") || !slices.Contains(secrets, "the-token-2") {
		t.Error("a token that was used is forgotten: it could be written")
	}
}

// A renewal that fails does not end a run, for the last token still lives; and it never makes the run go on as
// somebody else whom the machine knows too.
func TestARenewalThatFails(t *testing.T) {
	i := issue(t)
	keys := live.NewKeys()
	if _, err := keys.Get(""); err != nil {
		t.Fatal(err)
	}
	t.Setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "somebody-else")
	t.Setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "somebody-else")
	i.answer = func(int) string { return "busy" }
	if got, err := keys.Get(""); err != nil || got.SecurityToken != "the-token-1" {
		t.Errorf("while no renewal succeeds: %v, %v", got, err)
	}
	i.answer = nil
	if got, err := keys.Get(""); err != nil || got.SecurityToken != "the-token-3" {
		t.Errorf("after a renewal: %v, %v", got, err)
	}
}

// An answer without what was taken for granted is no credentials, and what it does say is not repeated.
func TestAnIssuerThatSaysTooLittle(t *testing.T) {
	i := issue(t)
	i.answer = func(int) string {
		return `{"Code":"Success","AccessKeyId":"key","AccessKeySecret":"hunter2hunter2","SecurityToken":"tok"}`
	}
	_, err := live.NewKeys().Get("")
	if !errors.Is(err, live.ErrNoCredentials) || strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "in-the-address") {
		t.Errorf("got %v", err)
	}
}

package live_test

import (
	"errors"
	"fmt"
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
				t.Errorf("the secret of %s is not known to the guard", c.Profile)
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

// A temporary identity is renewed in the middle of a run, before its token expires.
func TestATokenIsRenewed(t *testing.T) {
	clearEnv(t)
	asked := 0
	issuer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		fmt.Fprintf(w, `{"Code":"Success","AccessKeyId":"key-%d","AccessKeySecret":"secret-%d","SecurityToken":"token-%d","Expiration":%q}`,
			asked, asked, asked, time.Now().Add(2*time.Second).UTC().Format(time.RFC3339))
	}))
	t.Cleanup(issuer.Close)
	t.Setenv("ALIBABA_CLOUD_CREDENTIALS_URI", issuer.URL)
	keys := live.NewKeys()
	first, err := keys.Get("")
	if err != nil || first.SecurityToken != "token-1" {
		t.Fatalf("got %v, %v", first, err)
	}
	second, err := keys.Get("")
	if err != nil || second.SecurityToken != "token-2" {
		t.Errorf("got %v, %v after the token was about to expire", second, err)
	}
	if secrets := keys.Secrets(); !slices.Contains(secrets, "token-1") || !slices.Contains(secrets, "token-2") {
		t.Error("a token that was used is forgotten: it could be written")
	}
}

package main

import (
	"bytes"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/wire"
)

// A run takes a temporary identity from an OIDC role and from the role of an ECS instance, renews it as it goes, and
// leaves no secret of either anywhere.
func TestRolesOfThePlatform(t *testing.T) {
	tokenFile := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(tokenFile, []byte(idToken), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		asks        string
		environment []string
	}{
		"an OIDC role": {stsHost + "/AssumeRoleWithOIDC", []string{
			"ALIBABA_CLOUD_ROLE_ARN=acs:ram::1098765432101234:role/nightly", "ALIBABA_CLOUD_ECS_METADATA_DISABLED=true",
			"ALIBABA_CLOUD_OIDC_PROVIDER_ARN=acs:ram::1098765432101234:oidc-provider/ci", "ALIBABA_CLOUD_OIDC_TOKEN_FILE=" + tokenFile,
		}},
		"the role of an ECS instance": {metadataHost + "/latest/meta-data/ram/security-credentials/nightly", nil},
	} {
		t.Run(name, func(t *testing.T) {
			used := &usedTokens{}
			site, err := serve.NewSite(serve.Options{See: used.see, Account: accountWithTwoTokens(t)})
			if err != nil {
				t.Fatal(err)
			}
			site.Inventory.Identities = nil // a profile would be found before the role of the instance
			first, second := site.Account.Profile("temporary"), site.Account.Profile("renewed")
			server := httptest.NewServer(site.Handler)
			t.Cleanup(server.Close)
			a := serveAt(t, site, server.URL)
			p, environment := servePlatform(t, first, second)

			run := a.program(a.live("-rules", "server.weight.*", "-v")...)
			run.Env = slices.Concat([]string{"TEST_AS_PROGRAM=1", "HOME=" + a.dir}, environment, c.environment)
			said, err := run.CombinedOutput()
			if err != nil {
				t.Fatalf("%v:\n%s\n%v", err, said, p.asked)
			}
			if !slices.Contains(p.asked, c.asks) || !used.has(first.Token) || !used.has(second.Token) {
				t.Errorf("asked for %v; the service saw %d tokens", p.asked, len(used.tokens))
			}
			secrets := []string{first.Secret, first.Token, second.Secret, second.Token, idToken, metadataToken}
			none(t, "the console", said, secrets)
			noneBelow(t, filepath.Join(a.dir, "reports"), secrets)
			if left := a.left(); len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// accountWithTwoTokens is the built-in account with one more temporary identity.
func accountWithTwoTokens(t *testing.T) string {
	t.Helper()
	text, err := fs.ReadFile(fixtures.Files, "account.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const more = "credentials:\n  - {profile: renewed, access_key_id: STS.slbconform-renewed, access_key_secret: published-secret-of-renewed, security_token: published-token-of-renewed}\n"
	file := filepath.Join(t.TempDir(), "account.yaml")
	if err := os.WriteFile(file, bytes.Replace(text, []byte("credentials:\n"), []byte(more), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// usedTokens are the security tokens that a service was shown.
type usedTokens struct {
	mu     sync.Mutex
	tokens map[string]bool
}

func (u *usedTokens) see(x *wire.Exchange) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.tokens == nil {
		u.tokens = map[string]bool{}
	}
	u.tokens[x.Request.Header.Get("X-Acs-Security-Token")] = true
}

func (u *usedTokens) has(token string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.tokens[token]
}

func noneBelow(t *testing.T, dir string, secrets []string) {
	t.Helper()
	files := 0
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(filepath.Join(dir, name))
		none(t, name, data, secrets)
		return err
	})
	if err != nil || files < 8 {
		t.Errorf("%d files were written: %v", files, err)
	}
}

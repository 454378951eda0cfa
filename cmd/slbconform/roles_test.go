package main

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/wire"
)

// A run takes a temporary identity from an OIDC role and from the role of an ECS instance, renews it as it goes, and
// leaves no secret of either anywhere.
func TestRolesOfThePlatform(t *testing.T) {
	tokenFile := filepath.Join(t.TempDir(), "token")
	put(t, tokenFile, idToken)
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
			a := serveAt(t, site, nil)
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
			if files := noneBelow(t, filepath.Join(a.dir, "reports"), secrets); files < 8 {
				t.Errorf("%d files were written", files)
			}
			if left := a.left(); len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// accountWithTwoTokens is the built-in account with one more temporary identity.
func accountWithTwoTokens(t *testing.T) string {
	t.Helper()
	const more = "credentials:\n  - {profile: renewed, access_key_id: STS.slbconform-renewed, access_key_secret: published-secret-of-renewed, security_token: published-token-of-renewed}\n"
	file := filepath.Join(t.TempDir(), "account.yaml")
	put(t, file, strings.Replace(read(t, "../../fixtures/account.yaml"), "credentials:\n", more, 1))
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

package main

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/slbconform/slbconform/internal/serve"
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
			site, err := serve.NewSite(serve.Options{})
			if err != nil {
				t.Fatal(err)
			}
			site.Inventory.Identities = nil // a profile would be found before the role of the instance
			identity := site.Account.Profile("temporary")
			a := serveAt(t, site, nil)
			p, environment := servePlatform(t, identity)

			run := a.program(a.live("-rules", "server.weight.*", "-v")...)
			run.Env = slices.Concat([]string{"TEST_AS_PROGRAM=1", "HOME=" + a.dir}, environment, c.environment)
			said, err := run.CombinedOutput()
			if err != nil {
				t.Fatalf("%v:\n%s\n%v", err, said, p.asked)
			}
			if !slices.Contains(p.asked, c.asks) || p.given < 2 {
				t.Errorf("%d identities were given to who asked for %v", p.given, p.asked)
			}
			secrets := []string{identity.Secret, identity.Token, idToken, metadataToken}
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

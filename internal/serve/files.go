package serve

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/slbconform/slbconform/fixtures"
)

// WriteInventory writes the inventory that a live run against the served mock needs.
func (s *Site) WriteInventory(name, endpoint string) error {
	inv := *s.Inventory
	inv.Endpoint, inv.STS = endpoint, endpoint
	data, err := yaml.Marshal(inv)
	if err != nil {
		return err
	}
	head := "# The inventory of a served mock, written by slbconform serve: a run against it is rehearsed.\n"
	return os.WriteFile(name, append([]byte(head), data...), 0o644)
}

// WriteEnv writes the environment that a live run against the served mock needs, as lines for a shell, and beside it
// the profiles of the second identities. cert is the file of the server's certificate; empty for plain HTTP.
func (s *Site) WriteEnv(name, cert string) error {
	main, err := s.Main()
	if err != nil {
		return err
	}
	profiles, err := filepath.Abs(name + ".profiles")
	if err != nil {
		return err
	}
	lines := []string{
		"# The test credentials of a served mock, written by slbconform serve. They open nothing else.",
		"unset ALIBABA_CLOUD_PROFILE ALIBABA_CLOUD_ROLE_ARN ALIBABA_CLOUD_OIDC_PROVIDER_ARN ALIBABA_CLOUD_OIDC_TOKEN_FILE ALIBABA_CLOUD_SECURITY_TOKEN",
		export("ALIBABA_CLOUD_ACCESS_KEY_ID", main.ID),
		export("ALIBABA_CLOUD_ACCESS_KEY_SECRET", main.Secret),
		export("ALIBABA_CLOUD_CREDENTIALS_FILE", profiles),
	}
	if main.Token != "" {
		lines = append(lines, export("ALIBABA_CLOUD_SECURITY_TOKEN", main.Token))
	}
	if cert != "" {
		abs, err := filepath.Abs(cert)
		if err != nil {
			return err
		}
		lines = append(lines, export("SSL_CERT_FILE", abs))
	}
	if err := os.WriteFile(profiles, []byte(profilesOf(s.Account)), 0o600); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(strings.Join(lines, "\n")+"\n"), 0o600)
}

func export(name, value string) string {
	return fmt.Sprintf("export %s='%s'", name, strings.ReplaceAll(value, "'", `'\''`))
}

// profilesOf lists the credentials without a token: a profile file cannot hold one.
func profilesOf(a *fixtures.Account) string {
	var b strings.Builder
	for _, c := range a.Credentials {
		if c.Token == "" {
			fmt.Fprintf(&b, "[%s]\ntype = access_key\naccess_key_id = %s\naccess_key_secret = %s\n\n", c.Profile, c.ID, c.Secret)
		}
	}
	return b.String()
}

package serve

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/fixtures"
)

// servedRate is the calls a second of any one action that a live run sends to a served mock. It is higher than the
// service's limits allow, because a mock has none.
const servedRate = 100

// WriteInventory writes the inventory that a live run against the served mock needs.
func (s *Site) WriteInventory(name, endpoint string) error {
	inv := *s.Inventory
	inv.Endpoint, inv.STS, inv.Rate = endpoint, endpoint, s.rate
	data, err := yaml.Marshal(inv)
	if err != nil {
		return err
	}
	head := "# The inventory of a served mock, written by slbconform serve: a run against it is rehearsed.\n"
	return os.WriteFile(name, append([]byte(head), data...), 0o644)
}

// WriteEnv writes the environment that a live run against the served mock needs, as lines for a shell, to name, and the
// credentials of all identities to name.profiles.json. cert is the file of the server's certificate; "" for plain HTTP.
func (s *Site) WriteEnv(name, endpoint, cert string) error {
	main := s.Main()
	profiles, err := filepath.Abs(name + ".profiles.json")
	if err != nil {
		return err
	}
	direct := NoProxy(endpoint)
	lines := []string{
		"# The test credentials of a served mock, written by slbconform serve: for it alone.",
		"unset ALIBABA_CLOUD_PROFILE ALIBABA_CLOUD_CREDENTIALS_FILE ALIBABA_CLOUD_ROLE_ARN ALIBABA_CLOUD_OIDC_PROVIDER_ARN ALIBABA_CLOUD_OIDC_TOKEN_FILE ALIBABA_CLOUD_SECURITY_TOKEN ALIBABA_CLOUD_CLI_PROFILE_DISABLED",
		export("ALIBABA_CLOUD_ACCESS_KEY_ID", main.ID),
		export("ALIBABA_CLOUD_ACCESS_KEY_SECRET", main.Secret),
		export("ALIBABA_CLOUD_CONFIG_FILE", profiles),
		"# A proxy in the environment does not reach the mock.",
		"export NO_PROXY='" + direct + "'${NO_PROXY:+,$NO_PROXY}",
		"export no_proxy='" + direct + "'${no_proxy:+,$no_proxy}",
	}
	if main.Token != "" {
		lines = append(lines, export("ALIBABA_CLOUD_SECURITY_TOKEN", main.Token))
	}
	if cert != "" {
		abs, err := filepath.Abs(cert)
		if err != nil {
			return err
		}
		lines = append(lines, "# From here on this shell's programs trust no other certificate.", export("SSL_CERT_FILE", abs))
	}
	data, err := profilesOf(s.Account)
	if err != nil {
		return err
	}
	if err := os.WriteFile(name, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		return err // it names the file that was asked for
	}
	return os.WriteFile(profiles, data, 0o600)
}

// NoProxy is the value of NO_PROXY for an endpoint: its host, and host:port for programs that compare with both.
func NoProxy(endpoint string) string {
	at, err := url.Parse(endpoint)
	if err != nil {
		return endpoint
	}
	return at.Hostname() + "," + at.Host
}

func export(name, value string) string {
	return fmt.Sprintf("export %s='%s'", name, strings.ReplaceAll(value, "'", `'\''`))
}

// profilesOf lists the credentials as the platform's command line tool configures them.
func profilesOf(a *fixtures.Account) ([]byte, error) {
	type profile struct {
		Name   string `json:"name"`
		Mode   string `json:"mode"` // AK, or StsToken for a temporary identity
		ID     string `json:"access_key_id"`
		Secret string `json:"access_key_secret"`
		Token  string `json:"sts_token,omitempty"`
	}
	var file struct {
		Current  string    `json:"current"`
		Profiles []profile `json:"profiles"`
	}
	file.Current = fixtures.MainProfile
	for _, c := range a.Credentials {
		mode := "AK"
		if c.Token != "" {
			mode = "StsToken"
		}
		file.Profiles = append(file.Profiles, profile{c.Profile, mode, c.ID, c.Secret, c.Token})
	}
	return json.MarshalIndent(file, "", "  ")
}

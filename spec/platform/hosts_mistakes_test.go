package platform

import (
	"strings"
	"testing"
)

// A slip in the list of hosts would let the service be taken for somebody else, and no run on the mock asks for it.
func TestMistakesInTheListOfHosts(t *testing.T) {
	data, err := files.ReadFile("hosts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []struct{ old, with, says string }{
		{"slb.*.aliyuncs.com ", "slb.*.aliyumcs.com ", `spec/platform/hosts.yaml:7: "slb.*.aliyumcs.com" is of none of the networks under public; did you mean "aliyuncs.com"?`},
		{"sts.*.aliyuncs.com", "sts.*.aliyuncs.con", `spec/platform/hosts.yaml:11: "sts.*.aliyuncs.con" is of none of the networks under public; did you mean "aliyuncs.com"?`},
		{"token_service:", "token_srvice:", `spec/platform/hosts.yaml:11: unknown field "token_srvice"; did you mean "token_service"?`},
		{"token_service_vpc: sts-vpc.*.aliyuncs.com\n", "", `spec/platform/hosts.yaml: token_service_vpc is missing`},
	} {
		if !strings.Contains(string(data), m.old) {
			t.Fatalf("hosts.yaml does not hold %q any more", m.old)
		}
		_, err := parseHosts([]byte(strings.Replace(string(data), m.old, m.with, 1)))
		if err == nil || err.Error() != m.says {
			t.Errorf("%v\nwant %s", err, m.says)
		}
	}
}

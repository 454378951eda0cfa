package platform_test

import (
	"testing"

	"github.com/slbconform/slbconform/spec/platform"
)

func TestHosts(t *testing.T) {
	hosts, err := platform.LoadHosts()
	if err != nil {
		t.Fatal(err)
	}
	for host, c := range map[string]struct {
		region          string
		service, public bool
	}{
		"slb.aliyuncs.com":                  {"", true, true},
		"SLB.aliyuncs.com.:443":             {"", true, true},
		"slb.eu-central-1.aliyuncs.com":     {"eu-central-1", true, true},
		"slb-vpc.cn-hangzhou.aliyuncs.com":  {"cn-hangzhou", true, true},
		"sts.aliyuncs.com":                  {"", false, true},
		"mine.oss-cn-hangzhou.aliyuncs.com": {"", false, true},
		"slb.a.b.aliyuncs.com":              {"", false, true},
		"slb..aliyuncs.com":                 {"", false, true},
		"slb.aliyuncs.com.example.com":      {"", false, false},
		"xaliyuncs.com":                     {"", false, false},
		"127.0.0.1:8080":                    {"", false, false},
		"[::1]:8080":                        {"", false, false},
		"localhost":                         {"", false, false},
		"":                                  {"", false, false},
	} {
		region, service := hosts.Service(host)
		if region != c.region || service != c.service || hosts.Public(host) != c.public {
			t.Errorf("%q: region %q, service %v, public %v; want %+v", host, region, service, hosts.Public(host), c)
		}
	}
	for endpoint, want := range map[string]string{
		"slb.aliyuncs.com":                 "sts.cn-hangzhou.aliyuncs.com",
		"slb-vpc.cn-hangzhou.aliyuncs.com": "sts-vpc.cn-hangzhou.aliyuncs.com",
	} {
		if got := hosts.TokenServiceOf(endpoint, "cn-hangzhou"); got != want {
			t.Errorf("beside %s: %s, want %s", endpoint, got, want)
		}
	}
}

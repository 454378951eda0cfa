package main

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/reports"
)

// What keeps a run or a sweep from beginning is said once, with the exit code that says whose it is to mend, and
// nothing is created.
func TestWhatIsNotBegun(t *testing.T) {
	runtest.Sequential(t)
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	guarded := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, `{"RequestId":"1","Code":"Down"}`, http.StatusProxyAuthRequired)
	}))
	t.Cleanup(guarded.Close)
	at := func(endpoint string) func(*target.Inventory) {
		return func(inv *target.Inventory) { inv.Endpoint = endpoint }
	}
	for name, c := range map[string]struct {
		offers      func(*target.Inventory)
		environment []string
		says        string
		code        int
	}{
		"an endpoint of another region":        {at("slb.cn-beijing.aliyuncs.com"), nil, "serves cn-beijing, and the region is cn-hangzhou", harness.ExitUsage},
		"an account that is not allowed":       {func(inv *target.Inventory) { inv.Allow.Accounts = []string{"1"} }, nil, "not allowed by the inventory: the credentials belong to account 1098765432101234", harness.ExitUsage},
		"a region that is not allowed":         {func(inv *target.Inventory) { inv.Allow.Regions = nil }, nil, "not allowed by the inventory: region cn-hangzhou", harness.ExitUsage},
		"credentials of nobody":                {nil, []string{"ALIBABA_CLOUD_ACCESS_KEY_ID=nobody", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=nothing-at-all"}, "InvalidAccessKeyId.NotFound", harness.ExitInconclusive},
		"a service that is not there":          {at(closed.URL), nil, "connection refused", harness.ExitInconclusive},
		"a service that refuses every call":    {at(guarded.URL), nil, "407 Down", harness.ExitInconclusive},
		"a proxy that is not there":            {at("http://mock.example:8080"), []string{"HTTP_PROXY=" + closed.URL}, "by way of the proxy in HTTP_PROXY or http_proxy (NO_PROXY=mock.example leads past it): ", harness.ExitInconclusive},
		"a proxy that asks who calls":          {at("http://mock.example:8080"), []string{"http_proxy=" + guarded.URL}, "the proxy in HTTP_PROXY or http_proxy (NO_PROXY=mock.example leads past it): Proxy Authentication Required", harness.ExitInconclusive},
		"a proxy that asks who calls over TLS": {at("https://mock.example:8080"), []string{"HTTPS_PROXY=" + guarded.URL}, "the proxy in HTTPS_PROXY or https_proxy (NO_PROXY=mock.example leads past it): Proxy Authentication Required", harness.ExitInconclusive},
		"a proxy without an address":           {nil, []string{"https_proxy=::8080"}, "environment variable https_proxy is no address of a proxy, such as http://", harness.ExitUsage},
	} {
		t.Run(name, func(t *testing.T) {
			var m *machine
			if c.code == harness.ExitUsage && c.environment == nil { // else it waits, or has an environment of its own
				m = newMachineHere(t)
			} else {
				t.Parallel()
				m = newMachine(t, nil)
				m.environment = c.environment
			}
			if c.offers != nil {
				m.offer(c.offers)
			}
			for command, args := range map[string][]string{"run": m.live("-rules", "server.weight.range"), "sweep": {"sweep", "-inventory", m.Inventory, "-delete"}} {
				if code, said := m.run(args...); code != c.code || strings.Count(said, c.says) != 1 {
					t.Errorf("%s: exit code %d, want %d with %q, once:\n%s", command, code, c.code, c.says, said)
				}
			}
			if _, created := m.calls(); created["CreateLoadBalancer"] != 0 {
				t.Errorf("%d load balancers were created", created["CreateLoadBalancer"])
			}
		})
	}
}

// A vpc, a vswitch, a region or a server that is not there or another one is one mistake in the inventory, in whatever words it is
// refused, which is named with its line and is no news of the service.
func TestAWrongPlaceInTheInventory(t *testing.T) {
	runtest.Sequential(t)
	server := func(role string, change func(*target.Resource)) func(*target.Inventory) {
		return func(inv *target.Inventory) {
			is := inv.Roles[role]
			change(&is)
			inv.Roles[role] = is
		}
	}
	for _, c := range []struct {
		offers     func(*target.Inventory)
		rule, says string // INV is the file, N a line of it
	}{
		{func(inv *target.Inventory) { inv.VPC = "vpc-none" }, "server.weight.range", "INV:N has vpc: vpc-none, which is refused: write there"},
		{func(inv *target.Inventory) { inv.VSwitch = "vsw-none" }, "server.weight.range", "INV:N has vswitch: vsw-none, which is refused: write there"},
		{func(inv *target.Inventory) { inv.VSwitch = "vsw-bp1mockoldzone" }, "error.IncorrectStatus.CenNotAssociated", "; the run's load balancer stands where INV:N has vswitch: vsw-bp1mockoldzone"},
		{server("on-premises server", func(s *target.Resource) { s.Region = "us-west-1" }), "error.MissingParameter.VbrId", `"on-premises server" (line N, region: us-west-1) of the inventory INV is refused`},
		{server("backend server", func(s *target.Resource) { s.ID = "eni-none" }), "server.weight.*", `"backend server"`},
	} {
		t.Run(c.says, func(t *testing.T) {
			m := newMachineHere(t)
			m.offer(c.offers)
			code, said := m.run(m.live("-rules", c.rule)...)
			says := regexp.MustCompile(`\bN\b`).ReplaceAllString(regexp.QuoteMeta(c.says), `[1-9]\d*`)
			place, noNews := regexp.MustCompile(strings.ReplaceAll(says, "INV", regexp.QuoteMeta(m.Inventory))), regexp.MustCompile(`findings +(none|0 new)`)
			if code != harness.ExitInconclusive || !place.MatchString(said) || !noNews.MatchString(said) {
				t.Errorf("exit code %d:\n%s", code, said)
			}
			report, err := readReport(filepath.Join(m.dir, "reports/out/conformance.json"))
			if err != nil {
				t.Fatal(err)
			}
			if reasons := report.Reasons(reports.Inconclusive); len(reasons) != 1 {
				t.Errorf("%d reasons: %v\n%s", len(reasons), reasons, said)
			}
		})
	}
}

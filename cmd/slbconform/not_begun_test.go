package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/reports"
)

// What keeps a run or a sweep from beginning is said once, with the exit code that says whose it is to mend, and
// nothing is created.
func TestWhatIsNotBegun(t *testing.T) {
	t.Parallel() // it is mostly waiting
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	guarded := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusProxyAuthRequired) }))
	t.Cleanup(guarded.Close)
	for name, c := range map[string]struct {
		misconfigure func(*testing.T, *account)
		says         string
		code         int
	}{
		"an endpoint of another region": {func(t *testing.T, a *account) {
			offer(t, a, func(inv *target.Inventory) { inv.Endpoint = "slb.cn-beijing.aliyuncs.com" })
		}, "serves cn-beijing, and the region is cn-hangzhou", harness.ExitUsage},
		"an account that is not allowed": {func(t *testing.T, a *account) {
			offer(t, a, func(inv *target.Inventory) { inv.Allow.Accounts = []string{"1"} })
		}, "not allowed by the inventory: the credentials belong to account 1098765432101234", harness.ExitUsage},
		"a region that is not allowed": {func(t *testing.T, a *account) {
			offer(t, a, func(inv *target.Inventory) { inv.Allow.Regions = nil })
		}, "not allowed by the inventory: region cn-hangzhou", harness.ExitUsage},
		"credentials of nobody": {func(_ *testing.T, a *account) {
			a.environment = []string{"ALIBABA_CLOUD_ACCESS_KEY_ID=nobody", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=nothing-at-all"}
		}, "InvalidAccessKeyId.NotFound", harness.ExitInconclusive},
		"a service that is not there": {func(t *testing.T, a *account) {
			offer(t, a, func(inv *target.Inventory) { inv.Endpoint, inv.STS = closed.URL, closed.URL })
		}, "connection refused", harness.ExitInconclusive},
		"a proxy that is not there": {func(t *testing.T, a *account) {
			offer(t, a, func(inv *target.Inventory) { inv.Endpoint = "http://mock.example:8080" })
			a.environment = []string{"HTTP_PROXY=" + closed.URL}
		}, "by way of the proxy in HTTP_PROXY or http_proxy (NO_PROXY=mock.example leads past it): ", harness.ExitInconclusive},
		"a proxy that asks who calls": {func(t *testing.T, a *account) {
			offer(t, a, func(inv *target.Inventory) { inv.Endpoint = "http://mock.example:8080" })
			a.environment = []string{"http_proxy=" + guarded.URL}
		}, "the proxy in HTTP_PROXY or http_proxy (NO_PROXY=mock.example leads past it): Proxy Authentication Required", harness.ExitInconclusive},
		"a proxy that asks who calls over TLS": {func(t *testing.T, a *account) {
			offer(t, a, func(inv *target.Inventory) { inv.Endpoint = "https://mock.example:8080" })
			a.environment = []string{"HTTPS_PROXY=" + guarded.URL}
		}, "the proxy in HTTPS_PROXY or https_proxy (NO_PROXY=mock.example leads past it): Proxy Authentication Required", harness.ExitInconclusive},
		"a proxy without an address": {func(_ *testing.T, a *account) {
			a.environment = []string{"https_proxy=::8080"}
		}, "environment variable https_proxy is no address of a proxy, such as http://", harness.ExitUsage},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			called := &calls{}
			a := serveAccount(t, serve.Options{See: called.see})
			c.misconfigure(t, a)
			run := a.program(a.live("-rules", "server.weight.range")...)
			said, _ := run.CombinedOutput()
			if code := run.ProcessState.ExitCode(); code != c.code || bytes.Count(said, []byte(c.says)) != 1 {
				t.Errorf("run: exit code %d, want %d with %q, once:\n%s", code, c.code, c.says, said)
			}
			sweep := a.program("sweep", "-inventory", a.inventory, "-delete")
			said, _ = sweep.CombinedOutput()
			if code := sweep.ProcessState.ExitCode(); code != c.code || !bytes.Contains(said, []byte(c.says)) {
				t.Errorf("sweep: exit code %d, want %d with %q:\n%s", code, c.code, c.says, said)
			}
			if n := called.made()["CreateLoadBalancer"]; n != 0 {
				t.Errorf("%d load balancers were created", n)
			}
		})
	}
}

// A vpc, a vswitch or a region that is not there or another one is a mistake in the inventory, which is named with its line and
// is no news of the service.
func TestAWrongPlaceInTheInventory(t *testing.T) {
	t.Parallel() // it is mostly waiting
	for _, c := range []struct {
		put        func(*target.Inventory)
		rule, says string // INV is the file, N a line of it
		code       int
	}{
		{func(inv *target.Inventory) { inv.VPC = "vpc-none" }, "server.weight.range", "INV:N has vpc: vpc-none, which is refused: write there", harness.ExitInconclusive},
		{func(inv *target.Inventory) { inv.VSwitch = "vsw-none" }, "server.weight.range", "INV:N has vswitch: vsw-none, which is refused: write there", harness.ExitInconclusive},
		{func(inv *target.Inventory) { inv.VSwitch = "vsw-bp1mockoldzone" }, "error.IncorrectStatus.CenNotAssociated", "; the run's load balancer stands where INV:N has vswitch: vsw-bp1mockoldzone", harness.ExitInconclusive},
		{func(inv *target.Inventory) {
			server := inv.Roles["on-premises server"]
			server.Region = "us-west-1"
			inv.Roles["on-premises server"] = server
		}, "error.MissingParameter.VbrId", `"on-premises server" (line N, region: us-west-1) of the inventory INV is refused`, harness.ExitInconclusive},
	} {
		a := serveAccount(t, serve.Options{})
		offer(t, a, c.put)
		run := a.program(a.live("-rules", c.rule)...)
		said, _ := run.CombinedOutput()
		place, noNews := regexp.MustCompile(strings.NewReplacer("INV", regexp.QuoteMeta(a.inventory), "N ", `[1-9]\d* `, "N,", `[1-9]\d*,`).Replace(regexp.QuoteMeta(c.says))), regexp.MustCompile(`findings +(none|0 new)`)
		if code := run.ProcessState.ExitCode(); code != c.code || !place.Match(said) || !noNews.Match(said) {
			t.Errorf("%s: exit code %d:\n%s", c.says, code, said)
		}
	}
}

// A server that is not there is one mistake, and one reason, whichever call names it and in whatever words it is refused.
func TestAWrongServerIsOneReason(t *testing.T) {
	t.Parallel() // it is mostly waiting
	a := serveAccount(t, serve.Options{})
	offer(t, a, func(inv *target.Inventory) {
		server := inv.Roles["backend server"]
		server.ID = "eni-none"
		inv.Roles["backend server"] = server
	})
	said, _ := a.program(a.live("-rules", "server.weight.*")...).CombinedOutput()
	report, err := reports.Read([]byte(read(t, filepath.Join(a.dir, "reports/out/conformance.json"))))
	if err != nil {
		t.Fatal(err)
	}
	if reasons := report.Reasons(reports.Inconclusive); len(reasons) != 1 {
		t.Errorf("%d reasons: %v\n%s", len(reasons), reasons, said)
	}
}

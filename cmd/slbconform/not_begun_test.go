package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/target"
)

// A role that is not what the inventory says ends no run: its scenarios are inconclusive, and say why.
func TestAWrongRoleIsNamed(t *testing.T) {
	a := serveAccount(t, serve.Options{})
	offer(t, a, func(inv *target.Inventory) {
		inv.Roles["shared-performance load balancer"] = target.Resource{ID: "lb-bp1mockram"}
	})
	if code, said := a.run(a.live("-rules", "server.type.high-performance,server.weight.default", "-v")...); code != harness.ExitInconclusive || !bytes.Contains(said, []byte("a shared-performance one is meant")) || !bytes.Contains(said, []byte("AddVServerGroupBackendServers/server.weight.default/")) || bytes.Contains(said, []byte("violates")) {
		t.Errorf("exit code %d:\n%s", code, said)
	}
}

// What keeps a run or a sweep from beginning is said once, with the exit code that says whose it is to mend, and
// nothing is created.
func TestWhatIsNotBegun(t *testing.T) {
	t.Parallel() // it is mostly waiting
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	for name, c := range map[string]struct {
		spoil func(*testing.T, *account)
		says  string
		code  int
	}{
		"a typing error": {func(t *testing.T, a *account) { appendTo(t, a.inventory, "regoin: cn-hangzhou\n") }, `did you mean "region"?`, harness.ExitUsage},
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
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			called := &calls{}
			a := serveAccount(t, serve.Options{See: called.see})
			c.spoil(t, a)
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

func appendTo(t *testing.T, name, text string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, append(data, text...), 0o644); err != nil {
		t.Fatal(err)
	}
}

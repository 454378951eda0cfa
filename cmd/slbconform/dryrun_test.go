package main

import (
	"maps"
	"os"
	"regexp"
	"strconv"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// A dry run says truly what a run then does: every call of it, by action, whatever the inventory offers. Of a whole run
// TestALiveRunAgainstTheServedMock shows it.
func TestADryRunIsTrue(t *testing.T) {
	for name, c := range map[string]struct {
		offers func(*target.Inventory)
		args   []string
	}{
		"one network interface": {func(inv *target.Inventory) {
			inv.Roles, inv.Identities = map[string]target.Resource{"backend server": inv.Roles["backend server"]}, nil
		}, []string{"-rules", "AddVServerGroupBackendServers/server.*,AddVServerGroupBackendServers/error.*"}},
		"some rules":      {func(*target.Inventory) {}, []string{"-rules", "ram.*,error.InvalidBackendServers.ServerIpConflict,server.type.*"}},
		"generated lists": {func(*target.Inventory) {}, []string{"-rules", "field.port.required", "-generate", "5", "-order", "7"}},
		"a missing role":  {func(inv *target.Inventory) { inv.Roles = nil }, []string{"-rules", "error.InvalidBackendServers.ServerIpConflict"}},
	} {
		t.Run(name, func(t *testing.T) {
			called := &calls{}
			a := serveAccount(t, serve.Options{See: called.see})
			offer(t, a, c.offers)
			a.asTold(called, name != "a missing role", append(c.args, "-inconclusive", "300")...)
		})
	}
}

// asTold runs dry and then live, and holds that the calls are those that were told. It returns what the live run said,
// which succeeds where it judges something.
func (a *account) asTold(called *calls, judges bool, args ...string) []byte {
	a.t.Helper()
	code, dry := a.run(a.live(append(args, "-dry-run")...)...)
	if made := called.made(); code != harness.ExitOK || len(made) != 0 {
		a.t.Fatalf("exit code %d, and %v were called:\n%s", code, made, dry)
	}
	code, out := a.run(a.live(args...)...)
	if (code == harness.ExitOK) != judges {
		runtest.SkipIfBroken(a.t)
		a.t.Fatalf("exit code %d:\n%s", code, out)
	}
	made := called.made()
	said := toldIn(a.t, dry)
	allowReadsAgain(made, said)
	if !maps.Equal(said, made) {
		runtest.SkipIfBroken(a.t)
		a.t.Errorf("said  %v\nmade  %v", said, made)
	}
	total := 0
	for _, n := range made {
		total += n
	}
	if !regexp.MustCompile(`(?m)^ *` + strconv.Itoa(total) + `  in all$`).Match(dry) {
		a.t.Errorf("%d calls were made, and said was\n%s", total, dry)
	}
	for _, of := range []struct{ action, kind string }{{"CreateLoadBalancer", "load balancer"}, {"CreateVServerGroup", "vServer group"}, {"CreateRules", "forwarding rule list"}} {
		if n := called.created(of.action); !regexp.MustCompile(`(?m)^  creates    .*\b` + strconv.Itoa(n) + " " + of.kind).Match(dry) {
			a.t.Errorf("%d of %s were accepted, and said was\n%s", n, of.action, dry)
		}
	}
	return out
}

// allowReadsAgain takes out of what was made the few readings of a group that a run repeats while it waits for a change
// that no listing shows.
func allowReadsAgain(made, said map[string]int) {
	const reads = "DescribeVServerGroupAttribute"
	if more := made[reads] - said[reads]; more > 0 && more <= said[reads]/100+1 {
		made[reads] = said[reads]
	}
}

// offer changes what the inventory of an account offers.
func offer(t *testing.T, a *account, change func(*target.Inventory)) {
	t.Helper()
	inv, err := target.LoadInventory(os.DirFS(a.dir), "inv.yaml", "inv.yaml")
	if err != nil {
		t.Fatal(err)
	}
	change(inv)
	a.site.Inventory = inv
	if err := a.site.WriteInventory(a.inventory, inv.Endpoint); err != nil {
		t.Fatal(err)
	}
}

// calls counts what a service was asked, by action.
type calls struct {
	mu sync.Mutex
	by map[string]int

	accepted map[string]int // those of by that were not refused
}

func (c *calls) see(x *wire.Exchange) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.by == nil {
		c.by, c.accepted = map[string]int{}, map[string]int{}
	}
	c.by[x.Action]++
	if x.Succeeded() {
		c.accepted[x.Action]++
	}
}

// created is how many calls of an action were accepted.
func (c *calls) created(action string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.accepted[action]
}

// made are the calls so far.
func (c *calls) made() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.by)
}

var toldLine = regexp.MustCompile(`(?m)^ *(\d+)  (\w+)$`)

func toldIn(t *testing.T, out []byte) map[string]int {
	t.Helper()
	said := map[string]int{}
	for _, m := range toldLine.FindAllSubmatch(out, -1) {
		n, err := strconv.Atoi(string(m[1]))
		if err != nil {
			t.Fatal(err)
		}
		said[string(m[2])] = n
	}
	return said
}

package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target"
)

// The two commands of the documentation: serve, then a live run against it. Nothing is left, nothing is confirmed; the
// calls are those that the dry run told, and that the policy of the guide grants; its capture is replayed. It is a run of all rules
// under TEST_WHOLE=1, as .ci/run has it, as a temporary identity, which every nightly run is; and else of those that provoke every
// code and call every action.
func TestALiveRunAgainstTheServedMock(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("a whole run is left to the run without -short")
	}
	m, rules := newMachine(t, nil), "error.*,platform.*,DescribeVServerGroups/*"
	if os.Getenv("TEST_WHOLE") != "" {
		rules = "*"
		temporary := m.Account.Profile("temporary")
		m.environment = []string{"ALIBABA_CLOUD_ACCESS_KEY_ID=" + temporary.ID, "ALIBABA_CLOUD_ACCESS_KEY_SECRET=" + temporary.Secret, "ALIBABA_CLOUD_SECURITY_TOKEN=" + temporary.Token}
	}
	said := m.asTold(true, "-rules", rules)
	of := regexp.MustCompile(`against a served mock at http://127.0.0.1(?s:.*) 0 confirmed by the service(?s:.*) (\d+) of (\d+) provoked`).FindStringSubmatch(said)
	if of == nil || of[1] != of[2] {
		t.Errorf("something is confirmed, or not every code is provoked:\n%s", said)
	}
	if left := m.left(); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	for _, args := range []string{"sweep -inventory " + m.Inventory, "compare -capture reports/out/capture"} {
		if code, said := m.run(strings.Fields(args)...); code != harness.ExitOK {
			t.Errorf("%s: exit code %d\n%s", args, code, said)
		}
	}
	m.isReplayed(harness.ExitOK, "-rules", rules)
	m.isGranted(read(t, "../../docs/live.md"))
}

// A dry run says truly what a run then does: every call of it, by action, whatever the inventory offers. Of a whole run
// TestALiveRunAgainstTheServedMock shows it.
func TestADryRunIsTrue(t *testing.T) {
	for name, c := range map[string]struct {
		offers func(*target.Inventory)
		args   string
	}{
		"one network interface": {func(inv *target.Inventory) {
			inv.Roles, inv.Identities = map[string]target.Resource{"backend server": inv.Roles["backend server"]}, nil
		}, "-rules AddVServerGroupBackendServers/server.*,AddVServerGroupBackendServers/error.*"},
		"some rules":      {func(*target.Inventory) {}, "-rules ram.*,error.InvalidBackendServers.ServerIpConflict,server.type.*"},
		"generated lists": {func(*target.Inventory) {}, "-rules field.port.required -generate 5 -order 7"},
		"a missing role":  {func(inv *target.Inventory) { inv.Roles = nil }, "-rules error.InvalidBackendServers.ServerIpConflict"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachineHere(t)
			m.offer(c.offers)
			m.asTold(name != "a missing role", append(strings.Fields(c.args), "-inconclusive", "300", "-reports", "-", "-capture", "-")...)
		})
	}
}

// asTold runs dry and then live, and holds that the calls are those that were told. It returns what the live run said,
// which succeeds where it judges something.
func (m *machine) asTold(judges bool, args ...string) string {
	m.t.Helper()
	code, dry := m.run(m.live(append(args, "-dry-run")...)...)
	if made, _ := m.calls(); code != harness.ExitOK || len(made) != 0 {
		m.t.Fatalf("exit code %d, and %v were called:\n%s", code, made, dry)
	}
	code, out := m.run(m.live(args...)...)
	made, done := m.calls()
	told, total := map[string]int{}, 0
	for _, of := range regexp.MustCompile(`(?m)^ *(\d+)  (\w+)$`).FindAllStringSubmatch(dry, -1) {
		told[of[2]], _ = strconv.Atoi(of[1])
		total += told[of[2]]
	}
	says := []string{fmt.Sprintf(`(?m)^ *%d  in all$`, total)}
	for action, kind := range map[string]string{"CreateLoadBalancer": "load balancer", "CreateVServerGroup": "vServer group", "CreateRules": "forwarding rule list"} {
		says = append(says, fmt.Sprintf(`(?m)^  creates    .*\b%d %s`, done[action], kind))
	}
	// While it waits for a change that no listing shows, a run repeats a few readings of a group.
	const reads = "DescribeVServerGroupAttribute"
	if more := made[reads] - told[reads]; more > 0 && more <= told[reads]/100+1 {
		made[reads] = told[reads]
	}
	if (code == harness.ExitOK) != judges || !maps.Equal(told, made) {
		runtest.SkipIfBroken(m.t)
		m.t.Errorf("exit code %d\ntold  %v\nmade  %v\n%s", code, told, made, out)
	}
	for _, want := range says {
		if !regexp.MustCompile(want).MatchString(dry) {
			m.t.Errorf("%s is not in what was told:\n%s", want, dry)
		}
	}
	return out
}

// isReplayed holds that the replay of a run ends as it did, and comes to its verdicts.
func (m *machine) isReplayed(ended int, more ...string) {
	m.t.Helper()
	code, said := m.inProcess(append([]string{"run", "-target", "replay", "-capture", m.in("reports/out/capture"), "-reports", m.in("replayed")}, more...)...)
	live, err := readReport(m.in("reports/out/conformance.json"))
	replayed, missing := readReport(m.in("replayed/conformance.json"))
	if err = errors.Join(err, missing); err != nil || code != ended {
		m.t.Fatalf("%v: its replay ends with %d, the run with %d:\n%s", err, code, ended, said)
	}
	for i := range live.Scenarios {
		if was, is := live.Scenarios[i], replayed.Scenarios[i]; was.ID != is.ID || was.Verdict != is.Verdict {
			m.t.Errorf("%s: %s; replayed, %s: %s", was.ID, was.Verdict, is.ID, is.Verdict)
		}
	}
}

// isGranted holds that the policy of the guide names what a run and a sweep call, and nothing else. The main identity's
// calls are what count: those of second identities have policies of their own.
func (m *machine) isGranted(guide string) {
	m.t.Helper()
	calls, _ := m.calls()
	calls["DescribeRules"]++                      // of a listener that a killed run left, as the sweep's own tests show
	delete(calls, "GetCallerIdentity")            // needs no right
	delete(calls, "AddVServerGroupBackendServer") // no operation has this name: a scenario calls it
	var granted []string
	for _, action := range regexp.MustCompile(`"slb:(\w+)"`).FindAllStringSubmatch(guide, -1) {
		granted = append(granted, action[1])
	}
	slices.Sort(granted)
	if called := slices.Sorted(maps.Keys(calls)); !slices.Equal(granted, called) {
		m.t.Errorf("the policy grants\n%v\nand called is\n%v", granted, called)
	}
}

// Killed at random moments again and again, then swept: nothing of ours is left. TEST_KILLS says how often.
func TestKilledAtRandomMoments(t *testing.T) {
	runtest.Sequential(t)
	t.Parallel() // it is mostly waiting
	kills, _ := strconv.Atoi(os.Getenv("TEST_KILLS"))
	kills = cmp.Or(kills, 5)
	m := newMachine(t, nil)
	run := func() *exec.Cmd {
		return m.program(m.live("-rate", "30", "-rules", "server.weight.*,error.InvalidBackendServers.*,error.OperationFailed.*")...)
	}
	for range kills {
		c := run()
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(300*time.Millisecond + time.Duration(rand.Int64N(int64(time.Second)))) // of a run of some seconds
		_ = c.Process.Kill()
		_ = c.Wait()
	}
	for len(m.left()) < 2 { // on a slow machine none of them may have created anything
		m.killed(run())
	}
	left, sweep := len(m.left()), []string{"sweep", "-inventory", m.Inventory, "-older-than", "0s", "-delete", "-max"}
	if code, said := m.run(sweep[:5]...); code != harness.ExitOK || !strings.Contains(said, "nothing was removed: -delete was not given") || len(m.left()) < left { // a call of a killed run may still arrive
		t.Errorf("looking: exit code %d\n%s", code, said)
	}
	if code, said := m.run(append(sweep[:3:3], "-run", "20260304t050607-abcdef")...); code != harness.ExitOK || said != "nothing carries the mark of a run\n" {
		t.Errorf("of a run that there was not: exit code %d\n%s", code, said)
	}
	if code, said := m.run(append(sweep, "1")...); code != harness.ExitLeaked || !strings.Contains(said, "no more than 1 are removed at once") {
		t.Errorf("beyond -max 1: exit code %d\n%s", code, said)
	}
	code, said := m.run(append(sweep, fmt.Sprint(100*kills))...)
	if left := m.left(); code != harness.ExitOK || len(left) != 0 {
		t.Errorf("left after a sweep: %v, exit code %d\n%s", left, code, said)
	}
}

// killed starts a run and kills it once it has created something.
func (m *machine) killed(c *exec.Cmd) {
	m.t.Helper()
	m.start(c)
	_ = c.Process.Kill()
	_ = c.Wait()
}

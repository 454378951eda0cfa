package proof_test

import (
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/slbconform/slbconform/internal/proof"
	"github.com/slbconform/slbconform/internal/proof/figures"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/reports"
)

// brokenServers runs the suite against servers that are wrong as a whole, and against the same where only the
// operation under test is wrong. None may be taken for a server that holds.
func brokenServers(t *testing.T, c *proof.Campaign, found *figures.Figures) {
	var caught atomic.Int32
	t.Cleanup(func() { found.Caught = int(caught.Load()) })
	servers := proof.BrokenServers()
	if testing.Short() {
		servers = oneIn(4, servers)
	}
	for _, b := range servers {
		found.BrokenServers++
		t.Run(b.Name, func(t *testing.T) {
			t.Parallel()
			t.Run("every operation", func(t *testing.T) { brokenServer(t, c, b, false) })
			if b.Below != "" {
				t.Run("the operation under test", func(t *testing.T) { brokenServer(t, c, b, true) })
			}
			if !t.Failed() {
				caught.Add(1)
			}
		})
	}
}

func brokenServer(t *testing.T, c *proof.Campaign, b proof.BrokenServer, only bool) {
	expect := b.Expect
	if only {
		expect = b.Below
	}
	result, err := proof.RunBroken(t.Context(), c.Suite, c.Whole(), b, only)
	if err != nil {
		t.Fatal(err)
	}
	if got := verdictOf(result); got != expect {
		t.Errorf("the run is %s, not %s. %s", got, expect, b.Says)
	}
	hasRoster(t, c.Suite, result)
	hasNoFault(t, result)
	holdsOnlyWhatItMay(t, b, result, only)
}

// verdictOf is the verdict of a whole run: the first, in their order, of any rule that was judged.
func verdictOf(result *run.Result) reports.Verdict {
	worst := reports.NotRun
	for _, r := range result.Rules {
		if r.Verdict.Rank() < worst.Rank() {
			worst = r.Verdict
		}
	}
	return worst
}

// hasRoster fails the test unless exactly the rules of the ledger have a verdict.
func hasRoster(t *testing.T, s *run.Suite, result *run.Result) {
	t.Helper()
	var ids []string
	for _, r := range result.Rules {
		ids = append(ids, r.ID)
		if r.Verdict == "" || (r.Reason == "") == !r.Verdict.Held() {
			t.Errorf("rule %s is %q, with the reason %q", r.ID, r.Verdict, r.Reason)
		}
	}
	if !slices.Equal(ids, s.Ledger.IDs()) {
		t.Errorf("the rules with a verdict are %v, those of the ledger %v", ids, s.Ledger.IDs())
	}
}

func hasNoFault(t *testing.T, result *run.Result) {
	t.Helper()
	for _, f := range result.Faults {
		if f.Kind == "broken" {
			t.Errorf("a broken server makes the run broken: %s", f.Says)
			return
		}
	}
}

func holdsOnlyWhatItMay(t *testing.T, b proof.BrokenServer, result *run.Result, only bool) {
	t.Helper()
	var held, violated []string
	for _, r := range result.Rules {
		switch {
		case r.Verdict.Held():
			held = append(held, short(r.ID))
		case r.Verdict == reports.Violates:
			violated = append(violated, short(r.ID))
		}
	}
	for _, rule := range b.Blames {
		if !slices.Contains(violated, rule) {
			t.Errorf("%s is not violated. %s", rule, b.Says)
		}
	}
	may := slices.Sorted(slices.Values(b.Stand))
	slices.Sort(held)
	switch {
	case b.Alone && !slices.Equal(violated, b.Blames):
		t.Errorf("violated are %v, not %v alone. %s", violated, b.Blames, b.Says)
	case b.Blames != nil:
	case only && !slices.Equal(held, may):
		t.Errorf("these rules hold: %v; these may: %v. %s", held, may, b.Says)
	case !only && len(held) > 0:
		t.Errorf("these rules hold against a server that gets everything wrong: %v. %s", held, b.Says)
	}
}

// short is the id of a rule within its operation.
func short(id string) string { return id[strings.LastIndex(id, "/")+1:] }

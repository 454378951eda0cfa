package mutation_test

import (
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/slbconform/slbconform/internal/mutation"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/reports"
)

// brokenServers runs the suite against servers that are wrong as a whole, the scenarios of one operation after the other
// or, with -variants.all, of all; and against the same where only the operation under test is wrong. None may be taken for a
// server that holds.
func brokenServers(t *testing.T, c *mutation.Run, found *reports.Proof) {
	var caught atomic.Int32
	t.Cleanup(func() { found.Caught = int(caught.Load()) })
	servers := mutation.BrokenServers()
	if testing.Short() {
		servers = oneIn(4, servers)
	}
	for i, b := range servers {
		found.BrokenServers++
		operation := c.Suite.Ledger.Names()[i%len(c.Suite.Ledger.Operations)]
		if effects()[b.Name].blames != nil {
			operation = underTest // it has all the rules that are blamed
		}
		if asked("variants.all") || b.Expect == reports.Unexpected { // by rules of some operations
			operation = "*"
		}
		t.Run(b.Name, func(t *testing.T) {
			t.Parallel()
			t.Run("every operation", func(t *testing.T) { brokenServer(t, c, b, "", operation) })
			if b.Below != "" {
				t.Run(underTest, func(t *testing.T) { brokenServer(t, c, b, underTest, underTest) })
			}
			if !t.Failed() {
				caught.Add(1)
			}
		})
	}
}

func brokenServer(t *testing.T, c *mutation.Run, b mutation.BrokenServer, action, operation string) {
	expect := b.Expect
	if action != "" {
		expect = b.Below
	}
	result, err := mutation.RunBroken(t.Context(), c.Suite, c.Intact(), b, action, operation+"/*", "platform/*")
	if err != nil {
		t.Fatal(err)
	}
	if got := verdictOf(result); got != expect {
		t.Errorf("the run is %s, not %s. %s", got, expect, b.Says)
	}
	hasEveryRule(t, c.Suite, result)
	hasNoFault(t, result)
	holdsOnlyWhatItMay(t, b, result, action != "")
}

// underTest is the operation that broken servers alone get wrong.
const underTest = "AddVServerGroupBackendServers"

// effect is what a broken server must be blamed for, and which rules it keeps though it gets the operation wrong.
type effect struct {
	blames []string // short ids of rules that are violated whatever else is
	alone  bool     // no other rule than those is violated
	stand  []string // the rules that hold all the same, where only the operation under test is served by it
	falls  []string // in place of stand: rules that must not hold; a refusal is one by its status, whatever its body, so that many do
}

func effects() map[string]effect {
	formOfRefusals := []string{"platform.request-id.unique", "platform.content-type"} // kept by who refuses every call in due form
	return map[string]effect{
		"always 200": {stand: []string{
			"platform.content-type", "response.object", "field.sdk-reports-answers", "assumed.backend-servers.empty", "request.region-id.meaning",
		}},
		"always 400":                {stand: formOfRefusals},
		"one code for all":          {stand: formOfRefusals},
		"empty body":                {stand: []string{"platform.content-type"}},
		"truncated JSON":            {falls: []string{"response.object", "sample.ecs", "sample.response", "server.weight.default", "platform.error-envelope"}},
		"trailing bytes":            {falls: []string{"response.object", "sample.ecs", "sample.response", "server.weight.default", "platform.error-envelope"}},
		"wrong content type":        {blames: []string{"platform.content-type"}, alone: true},
		"200 with an error":         {stand: []string{"platform.content-type", "platform.request-id.unique"}},
		"another request's id":      {blames: []string{"platform.request-id.unique"}, alone: true},
		"another scenario's answer": {blames: []string{"platform.request-id.unique", "response.vserver-group-id", "response.server-id"}},
	}
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

// hasEveryRule fails the test unless exactly the rules of the ledger have a verdict.
func hasEveryRule(t *testing.T, s *run.Suite, result *run.Result) {
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

func holdsOnlyWhatItMay(t *testing.T, b mutation.BrokenServer, result *run.Result, only bool) {
	t.Helper()
	var held, violated []string
	for _, r := range result.Rules {
		switch {
		case strings.HasPrefix(short(r.ID), "family.") && only: // a life cycle without the operation holds
		case r.Verdict.Held() && !slices.Contains(held, short(r.ID)):
			held = append(held, short(r.ID))
		case r.Verdict == reports.Violates || r.Verdict == reports.Unexpected:
			violated = append(violated, short(r.ID))
		}
	}
	of := effects()[b.Name]
	for _, rule := range of.blames {
		if !slices.Contains(violated, rule) {
			t.Errorf("%s is not violated. %s", rule, b.Says)
		}
	}
	may := slices.Sorted(slices.Values(of.stand))
	slices.Sort(held)
	switch {
	case of.alone && !slices.Equal(violated, of.blames):
		t.Errorf("violated are %v, not %v alone. %s", violated, of.blames, b.Says)
	case of.falls != nil:
		for _, rule := range of.falls {
			if only && slices.Contains(held, rule) {
				t.Errorf("%s holds. %s", rule, b.Says)
			}
		}
	case of.blames != nil:
	case only && !slices.Equal(held, may):
		t.Errorf("these rules hold and may not: %v; these may and do not: %v. %s", less(held, may), less(may, held), b.Says)
	case !only && len(held) > 0:
		t.Errorf("these rules hold against a server that gets everything wrong: %v. %s", held, b.Says)
	}
}

// short is the id of a rule within its operation.
func short(id string) string { return id[strings.LastIndex(id, "/")+1:] }

// less are the elements of one list that the other has not.
func less(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

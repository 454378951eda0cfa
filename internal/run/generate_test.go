package run_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/cases"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// What a list was drawn to break is what the document and the mock say that it breaks, for each rule that lists may break.
func TestGeneratedListsHoldAgainstTheMock(t *testing.T) {
	const lists = 700
	var all []string
	for _, o := range steps.Operations() {
		all = append(all, o.Name)
	}
	s, err := load(t).WithGenerated(lists, 7, all)
	if err != nil {
		t.Fatal(err)
	}
	result := mustRun(t, s, run.Options{Target: mocktarget.New(mockConfig(t)), Audit: true, Brief: true, Concurrency: 4, Filter: plan.Filter{Run: "///^generated"}})
	if len(result.Generated) != lists || len(result.Outcomes) != 0 || result.Incomplete != "" {
		differs(t, "%d generated scenarios and %d others came to their end: %s", len(result.Generated), len(result.Outcomes), result.Incomplete)
	}
	drawn := map[string]bool{}
	for _, o := range result.Generated {
		drawn[o.Scenario.Rule] = true
		if o.Verdict != reports.Rehearsed {
			runtest.SkipIfBroken(t)
			differs(t, "%s: %s: %s, %+v", o.Scenario.ID(), o.Verdict, o.Reason, o.Violations)
		} else if o.Calls < 3 || len(o.Exchanges) > 0 { // a load balancer, a group and the list at least
			differs(t, "%s took %d calls, of which %d are kept", o.Scenario.ID(), o.Calls, len(o.Exchanges))
		}
	}
	for _, r := range s.Ledger.Checking(spec.AnyLawfulList) {
		op, err := steps.OperationNamed(r.Operation)
		if err != nil {
			t.Fatal(err)
		}
		list := cmp.Or(r.Fact.Name, op.List)
		for _, rule := range append(cases.NewMaker(s.Ledger.RulesOf(r.Operation), list, list != op.List).Rules(), r.ID) {
			if !drawn[rule] {
				differs(t, "of %d lists none was drawn for %s", lists, rule)
			}
		}
	}
}

// A service may take characters in a description that no scenario asks about. Generated lists ask about them all.
func TestAnUnexpectedAnswerToAGeneratedListIsAFinding(t *testing.T) {
	config := mockConfig(t)
	config.Table = mock.Rules()
	config.Table.Rules[config.Table.Entries("AddVServerGroupBackendServers/server.description.alphabet")[0]].Limits.Characters += "\t–"
	generatedFinds(t, config, 600, "AddVServerGroupBackendServers", plan.Filter{Rules: []string{"server.description.*"}})
}

// A mock that answers and does nothing, or takes a list of any length, is found by each list of each operation.
func TestGeneratedListsFindWhatIsNotDone(t *testing.T) {
	runtest.Sequential(t)
	ledger := load(t).Ledger
	for _, r := range ledger.Checking(spec.AnyLawfulList) {
		config := mockConfig(t)
		config.Table = mock.Rules()
		config.Table.Around = func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			before := c.Held(c.Group())
			reply := handle()
			if c.Action() == r.Operation && !reply.Refused() {
				c.Hold(c.Group(), before)
			}
			return reply
		}
		generatedFinds(t, config, 20, r.Operation, plan.Filter{Run: "//" + r.Name + "/^generated"})

		config.Table = mock.Rules()
		rules := ledger.RulesOf(r.Operation)
		limit := rules[slices.IndexFunc(rules, func(l *spec.Rule) bool {
			return strings.HasSuffix(l.Name, "backend-servers.limit") && (r.Fact.Name == "" || l.Fact.Name == r.Fact.Name)
		})]
		for _, i := range config.Table.Entries(limit.ID) {
			config.Table.Rules[i].Limits.Max = 1000
		}
		generatedFinds(t, config, 300, r.Operation, plan.Filter{Run: "//" + limit.Name + "/^generated"})
	}
}

// generatedFinds holds that generated lists of an operation are findings of a run, and violate nothing.
func generatedFinds(t *testing.T, config mocktarget.Config, lists int, operation string, filter plan.Filter) {
	t.Helper()
	s, err := load(t).WithGenerated(lists, 7, []string{operation})
	if err != nil {
		t.Fatal(err)
	}
	result := mustRun(t, s, run.Options{Target: mocktarget.New(config), Concurrency: 4, Filter: filter})
	for _, r := range result.Rules {
		if r.Verdict == reports.Violates {
			differs(t, "rule %s is violated: %s", r.ID, r.Reason)
		}
	}
	report := result.Report(reports.Identity{}, reports.Proof{})
	if told := len(slices.DeleteFunc(slices.Clone(report.Findings), func(f reports.Finding) bool { return f.What != "generated" })); report.Generated.Otherwise != told {
		differs(t, "%s: %d lists are said to be answered otherwise, and %d told", operation, report.Generated.Otherwise, told)
	}
	if !slices.ContainsFunc(report.Findings, func(f reports.Finding) bool {
		return f.What == "generated" && strings.HasPrefix(f.Scenario, operation+"/") && strings.Contains(f.Says, "the list was [")
	}) {
		differs(t, "%s: no finding speaks of a generated list: %+v", operation, report.Findings)
	}
}

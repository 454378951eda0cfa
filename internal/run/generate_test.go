package run_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/reports"
)

func TestGeneratedListsHoldAgainstTheMock(t *testing.T) {
	s, err := load(t).WithGenerated(200, 7)
	if err != nil {
		t.Fatal(err)
	}
	result := mustRun(t, s, run.Options{Target: target.NewMock(mockConfig(t)), Audit: true, Concurrency: 4, Filter: plan.Filter{Run: "///^generated"}})
	if len(result.Generated) != 200 || len(result.Outcomes) != 0 || result.Incomplete != "" {
		t.Errorf("%d generated scenarios and %d others came to their end: %s", len(result.Generated), len(result.Outcomes), result.Incomplete)
	}
	for _, o := range result.Generated {
		if o.Verdict != reports.Rehearsed {
			runtest.SkipIfBroken(t)
			t.Errorf("%s: %s: %+v", o.Scenario.ID(), o.Verdict, o.Violations)
		}
	}
}

// A service may take characters in a description that no scenario asks about. Generated lists ask about them all.
func TestAnUnexpectedAnswerToAGeneratedListIsAFinding(t *testing.T) {
	s, err := load(t).WithGenerated(300, 7)
	if err != nil {
		t.Fatal(err)
	}
	config := mockConfig(t)
	config.Table = mock.Rules()
	config.Table.Rules[config.Table.Entries("AddVServerGroupBackendServers/server.description.alphabet")[0]].Limits.Characters += "\tß中"
	result := mustRun(t, s, run.Options{Target: target.NewMock(config), Concurrency: 4, Filter: plan.Filter{Rules: []string{"server.description.*"}}})
	for _, r := range result.Rules {
		if r.Verdict == reports.Violates {
			t.Errorf("rule %s is violated: %s", r.ID, r.Reason)
		}
	}
	report := result.Report(reports.Identity{}, reports.Proof{})
	if !slices.ContainsFunc(report.Findings, func(f reports.Finding) bool {
		return f.What == "generated" && strings.Contains(f.Says, "the list was [")
	}) {
		t.Errorf("no finding speaks of a generated list: %+v", report.Findings)
	}
}

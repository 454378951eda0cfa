package harness

import (
	"testing"

	"github.com/slbconform/slbconform/reports"
)

// subtests shows every scenario as a subtest, TestConformance/Operation/rule/scenario, after the run: what a scenario took
// stands in its output, -failfast and -parallel leave the run as it is, and -concurrency says how many scenarios run at
// once.
func (h *Harness) subtests(t *testing.T) {
	r := h.done.Report
	scenarios := map[string]*reports.Scenario{}
	for i := range r.Scenarios {
		scenarios[r.Scenarios[i].ID] = &r.Scenarios[i]
	}
	failed := r.Failed()
	for from := 0; from < len(r.Rules); {
		to := from
		for to < len(r.Rules) && r.Rules[to].Operation == r.Rules[from].Operation {
			to++
		}
		if shown := withScenarios(r.Rules[from:to]); len(shown) > 0 {
			t.Run(r.Rules[from].Operation, func(t *testing.T) {
				for _, rule := range shown {
					t.Run(rule.Name, func(t *testing.T) {
						for _, id := range rule.Scenarios {
							s := scenarios[id]
							t.Run(s.Name, func(t *testing.T) { subtest(t, s, failed[id]) })
						}
					})
				}
			})
		}
		from = to
	}
}

func withScenarios(rules []reports.Rule) []*reports.Rule {
	var out []*reports.Rule
	for i := range rules {
		if len(rules[i].Scenarios) > 0 {
			out = append(out, &rules[i])
		}
	}
	return out
}

func subtest(t *testing.T, s *reports.Scenario, failed bool) {
	t.Logf("took %v", s.Duration)
	switch {
	case failed:
		t.Errorf("%s:%d: %s: %s", s.File, s.Line, s.Verdict, s.Reason)
	case !s.Verdict.Held() && s.Verdict != reports.Diverges:
		t.Skipf("%s: %s", s.Verdict, s.Reason)
	}
}

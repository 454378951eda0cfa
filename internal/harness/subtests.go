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
	for _, of := range r.Totals.Operations {
		if of.Scenarios.Sum() == 0 {
			continue
		}
		t.Run(of.Operation, func(t *testing.T) {
			for _, rule := range r.Rules {
				if rule.Operation != of.Operation || len(rule.Scenarios) == 0 {
					continue
				}
				t.Run(rule.Name, func(t *testing.T) {
					for _, id := range rule.Scenarios {
						s := scenarios[id]
						t.Run(s.Name, func(t *testing.T) { subtest(t, s, failed[id]) })
					}
				})
			}
		})
	}
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

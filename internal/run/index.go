package run

import (
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
)

// Index lists the rules with their scenarios for the index of the features (features/README.md).
func (s *Suite) Index() []reports.IndexRule {
	blocks := s.Plan.Blocks()
	var out []reports.IndexRule
	for _, r := range s.Ledger.Rules {
		b := blocks[r.ID]
		rule := reports.IndexRule{ID: r.ID, Says: r.Says, Section: section(r), Feature: b.Feature, File: b.File, Line: b.Line}
		if r.Kind == "error" {
			rule.Code, rule.Status, rule.Cause, rule.Inferred = r.Fact.Code, r.Fact.Status, r.Cause.Says, r.Cause.Basis != spec.Stated
		}
		if ok, why := r.Testable(); !ok {
			rule.Why = why
		}
		for _, sc := range b.Scenarios {
			rule.Scenarios = append(rule.Scenarios, reports.IndexScenario{Name: sc.Name, Line: sc.Line, Rows: sc.Rows})
		}
		out = append(out, rule)
	}
	return out
}

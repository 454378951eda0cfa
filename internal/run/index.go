package run

import "github.com/slbconform/slbconform/reports"

// Index lists the rules with their scenarios for the index of the features (features/README.md).
func (s *Suite) Index() []reports.IndexRule {
	blocks := s.Plan.Blocks()
	var out []reports.IndexRule
	for _, r := range s.Ledger.Rules {
		b := blocks[r.ID]
		rule := reports.IndexRule{Operation: r.Operation, Name: r.Name, Says: r.Says, Basis: reports.Basis(r.Basis), CauseBasis: reports.Basis(r.Cause.Basis), Section: section(r), Feature: b.Feature, File: b.File, Line: b.Line}
		if r.Kind == "error" {
			rule.Code, rule.Status, rule.Cause = r.Fact.Code, r.Fact.Status, r.Cause.Says
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

package suite

import (
	"strings"

	"github.com/slbconform/slbconform/reports"
)

// Index lists the rules with their scenarios for the index of the features (features/README.md).
func (s *Suite) Index() []reports.IndexRule {
	at := s.Plan.index()
	var out []reports.IndexRule
	for i := range s.Ledger.Rules {
		r := &s.Ledger.Rules[i]
		rule := at[r.ID]
		rule.ID, rule.Says, rule.Section = r.ID, r.Says, section(r)
		if r.Kind == "error" {
			rule.Code, rule.Status, rule.Cause, rule.Inferred = r.Fact.Code, r.Fact.Status, r.Cause.Says, r.Cause.Inferred
		}
		if ok, why := r.Testable(); !ok {
			rule.Why = why
		}
		out = append(out, rule)
	}
	return out
}

// index finds where each rule stands in the feature files.
func (p *Plan) index() map[string]reports.IndexRule {
	at := map[string]reports.IndexRule{}
	for _, f := range p.files {
		for _, r := range f.rules {
			at[r.id] = reports.IndexRule{File: strings.TrimPrefix(f.name, "features/"), Line: r.line}
		}
	}
	rows := map[string]int{}
	for i := range p.Scenarios {
		s := &p.Scenarios[i]
		rule := at[s.Rule]
		rule.Feature = s.Feature
		name := s.Name
		if s.Outline != "" {
			name = s.Outline
			rows[s.Rule+"/"+name]++
		}
		if n := len(rule.Scenarios); n == 0 || rule.Scenarios[n-1].Name != name {
			rule.Scenarios = append(rule.Scenarios, reports.IndexScenario{Name: name, Line: s.start})
		}
		if s.Outline != "" {
			rule.Scenarios[len(rule.Scenarios)-1].Rows = rows[s.Rule+"/"+name]
		}
		at[s.Rule] = rule
	}
	return at
}

package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
)

// readOld reads a report of format 1.0, which knew one operation and no bases. Its ids get the operation in front.
func readOld(data []byte) (*Report, error) {
	var r Report
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return nil, fmt.Errorf("it is no report of format 1.0: %w", err)
	}
	claimed := r.Totals
	r.upgrade()
	r.Tally()
	if !maps.Equal(claimed.Rules.nonZero(), r.Totals.Rules.nonZero()) || !maps.Equal(claimed.Scenarios.nonZero(), r.Totals.Scenarios.nonZero()) {
		return nil, fmt.Errorf("%w: its totals are not those of its rules and scenarios", ErrContradiction)
	}
	return &r, nil
}

// upgrade fills what the older format did not have.
func (r *Report) upgrade() {
	u := upgrader{operation: r.Identity.Operation, scenarios: map[string]string{}}
	r.From, r.Version = r.Version, Version
	r.Identity.Operations = []Operation{{Name: u.operation, Documents: []Document{{Name: "page", Form: "text", Title: u.operation, Date: r.Identity.PageDate}}}}
	for i := range r.Scenarios {
		u.scenario(&r.Scenarios[i])
	}
	for i := range r.Rules {
		u.rule(&r.Rules[i])
	}
	for i := range r.Exchanges {
		r.Exchanges[i].Scenario = u.of(r.Exchanges[i].Scenario)
	}
	for i := range r.Findings {
		r.Findings[i].Rule, r.Findings[i].Scenario = u.full(r.Findings[i].Rule), u.of(r.Findings[i].Scenario)
	}
	for i := range r.Divergences {
		r.Divergences[i].Rule = u.full(r.Divergences[i].Rule)
	}
	for i := range r.Defects {
		r.Defects[i].Rule = u.full(r.Defects[i].Rule)
	}
	for i := range r.Faults {
		r.Faults[i].Scenario = u.of(r.Faults[i].Scenario)
	}
	r.GroupByRule()
}

type upgrader struct {
	operation string
	scenarios map[string]string // old id → new id
}

func (u *upgrader) full(rule string) string {
	if rule == "" {
		return ""
	}
	return u.operation + "/" + rule
}

func (u *upgrader) of(scenario string) string {
	if id, known := u.scenarios[scenario]; known {
		return id
	}
	return scenario
}

func (u *upgrader) scenario(s *Scenario) {
	old := s.ID
	s.Operation, s.Rule = u.operation, u.full(s.Rule)
	s.ID = s.Rule + "/" + s.Name
	u.scenarios[old] = s.ID
	u.violations(s.Violations, s.Verdict)
}

func (u *upgrader) rule(rule *Rule) {
	rule.Name, rule.Operation = rule.ID, u.operation
	rule.ID = u.full(rule.ID)
	rule.Basis = Stated
	if rule.Origin != "page" {
		rule.Basis = Known
	}
	if rule.Error != nil {
		rule.CauseBasis = Stated
		if rule.Error.Inferred {
			rule.CauseBasis = Inferred
		}
	}
	for i := range rule.Scenarios {
		rule.Scenarios[i] = u.of(rule.Scenarios[i])
	}
	u.violations(rule.Violations, rule.Verdict)
}

// violations get the verdict that they had: a contradiction was a violation, unless it was listed.
func (u *upgrader) violations(list []Violation, of Verdict) {
	for i := range list {
		v := &list[i]
		v.Rule, v.Scenario, v.Verdict, v.Basis = u.full(v.Rule), u.of(v.Scenario), Violates, Stated
		if of == Diverges {
			v.Verdict = Diverges
		}
	}
}

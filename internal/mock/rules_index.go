package mock

import (
	"errors"
	"maps"
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

// stages are the rules that a call is held against, by stage, in the order of the table.
type stages [StageState + 1][]*Rule

// rulesFor are the rules that a call of an action is held against. They are picked once for each action, by
// whichever of the services with this table is called first.
func (s *Service) rulesFor(action string) stages {
	if _, played := s.table.Operations[action]; !played {
		action = "" // whatever it is, the platform alone speaks
	}
	if rules, ok := s.picked.Load(action); ok {
		return rules.(stages)
	}
	var rules stages
	for i := range s.table.Rules {
		r := &s.table.Rules[i]
		if r.Action == action || r.Action == "" && !slices.Contains(r.Except, action) {
			rules[r.Stage] = append(rules[r.Stage], r)
		}
	}
	s.picked.Store(action, rules)
	return rules
}

// Recorded names the answers that the table needs and nobody recorded, each once.
func Recorded(t Table, answers *fixtures.Answers) error {
	var errs []error
	missed := map[string]bool{}
	need := func(action, outcome string) {
		if err := answers.Has(action, outcome); err != nil && !missed[outcome] {
			missed[outcome] = true
			errs = append(errs, err)
		}
	}
	for _, r := range t.Rules {
		need(r.Action, r.Outcome)
	}
	for _, action := range slices.Sorted(maps.Keys(t.Operations)) {
		need(action, success)
	}
	return errors.Join(errs...)
}

package mock

import (
	"errors"
	"fmt"
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

// rulesFor are the rules that a call of an action is held against, in the order of the table. They are picked once for each
// action; the caller holds the lock.
func (s *Service) rulesFor(action string) []*Rule {
	if _, played := s.table.Operations[action]; !played {
		action = "" // whatever it is, the platform alone speaks
	}
	if rules, ok := s.byAction[action]; ok {
		return rules
	}
	rules := make([]*Rule, 0, 96)
	for i := range s.table.Rules {
		r := &s.table.Rules[i]
		if r.Action == action || r.Action == "" && !slices.Contains(r.Except, action) {
			rules = append(rules, r)
		}
	}
	s.byAction[action] = rules
	return rules
}

// recorded names the answers that the table needs and nobody recorded.
func recorded(t Table, answers *fixtures.Answers) error {
	var errs []error
	for _, r := range t.Rules {
		if _, err := answers.Find(r.Action, r.Outcome); err != nil {
			errs = append(errs, fmt.Errorf("rule %s: %w", r.ID, err))
		}
	}
	for action := range t.Operations {
		if _, err := answers.Find(action, success); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

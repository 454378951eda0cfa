package mock

import (
	"errors"
	"fmt"
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

// index sorts the rules by action once, so that a call looks at its own alone.
func (s *Service) index() {
	s.byAction = map[string][]*Rule{"": nil}
	for action := range s.table.Operations {
		s.byAction[action] = make([]*Rule, 0, 64)
	}
	for i := range s.table.Rules {
		r := &s.table.Rules[i]
		if r.Action != "" {
			s.byAction[r.Action] = append(s.byAction[r.Action], r)
			continue
		}
		for action := range s.byAction {
			if !slices.Contains(r.Except, action) {
				s.byAction[action] = append(s.byAction[action], r)
			}
		}
	}
}

// rulesFor are the rules that a call of an action is held against.
func (s *Service) rulesFor(action string) []*Rule {
	if rules, ok := s.byAction[action]; ok {
		return rules
	}
	return s.byAction[""]
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

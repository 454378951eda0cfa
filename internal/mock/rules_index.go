package mock

import (
	"errors"
	"maps"
	"slices"
	"sync"

	"github.com/slbconform/slbconform/fixtures"
)

// stages are the rules that a call is held against, by stage, in the order of the table.
type stages [StageState + 1][]*Rule

// indexed is a table from which the rules of an action are picked once, for all services that share it.
type indexed struct {
	Table
	picked sync.Map // stages, by action
}

// rulesFor are the rules that a call of an action is held against.
func (t *indexed) rulesFor(action string) stages {
	if _, played := t.Operations[action]; !played {
		action = "" // whatever it is, the platform alone speaks
	}
	if rules, ok := t.picked.Load(action); ok {
		return rules.(stages)
	}
	var rules stages
	for i := range t.Rules {
		r := &t.Rules[i]
		if r.Action == action || r.Action == "" && !slices.Contains(r.Except, action) {
			rules[r.Stage] = append(rules[r.Stage], r)
		}
	}
	t.picked.Store(action, rules)
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

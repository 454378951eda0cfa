package mock

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"sync"

	"github.com/slbconform/slbconform/fixtures"
)

// stages are the rules of an action's calls by stage, in the order of the table.
type stages [StageState + 1][]*Rule

// indexed is a table that picks the rules of an action once, for all services that share it.
type indexed struct {
	Table
	picked sync.Map // stages, by action
}

// rulesFor are the rules that a call of an action is held against.
func (t *indexed) rulesFor(action string) stages {
	if _, played := t.Operations[action]; !played {
		action = "" // only the platform's rules apply
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

// Recorded returns an error for the answers that the table needs and that are not recorded, one line for each action. Where a
// folder of common answers is empty, the error names only the folder.
func Recorded(t Table, answers *fixtures.Answers) error {
	for _, folder := range []string{fixtures.Common, fixtures.Gateway} {
		if answers.Empty(folder) {
			return fmt.Errorf("fixtures/platform/answers/%s: %w: every action gives those that stand there", folder, fixtures.ErrNoAnswer)
		}
	}
	var errs []error
	at := map[string]int{}      // action → which of the errors, from 1
	missed := map[string]bool{} // an outcome, or all of an action
	need := func(action, outcome, of string) {
		err := answers.Has(action, outcome)
		if err == nil || missed[outcome] || missed[action] {
			return
		}
		missed[outcome] = true
		underTest := t.Operations[action].Ledger
		file := fixtures.AnswerPath(cmp.Or(action, fixtures.Common), outcome, underTest)
		if underTest && answers.Empty(action) {
			err, file, missed[action] = fixtures.ErrNoAnswer, path.Dir(file), true
		}
		if i := at[action]; i > 0 {
			errs[i-1] = fmt.Errorf("%w; so is fixtures/%s", errs[i-1], file)
			return
		}
		errs = append(errs, fmt.Errorf("fixtures/%s is missing, and %s: %w", file, of, err))
		at[action] = len(errs)
	}
	for _, r := range t.Rules {
		need(r.Action, r.Outcome, "internal/mock refuses with it what breaks "+cmp.Or(r.ID, r.Says, r.Action))
	}
	for _, action := range slices.Sorted(maps.Keys(t.Operations)) {
		need(action, success, "internal/mock plays the action")
	}
	return errors.Join(errs...)
}

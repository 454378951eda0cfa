// Package mock is a small stateful implementation of what the documents say of the vServer group operations, and of
// the operations that clients need around them. It plays the account of package fixtures and answers with the answers
// recorded there.
//
// What it refuses is a table of rules in stages (Rules); where the documents are silent, Options say what it does. An
// operation stands in a file of its own, as a method of catalogue. The mock knows nothing of the ledgers but the ids,
// and nothing of the features at all.
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

// Stage is when a rule is evaluated. All rules of a stage are; the first broken one, in the order of the table, gives the
// answer, and later stages are not reached.
type Stage int

// The stages, in order.
const (
	StageGateway Stage = iota // who calls, what and how
	StageParse                // the parameters
	StageElement              // each backend server by itself
	StageLookup               // what the ids lead to
	StageState                // whether the state allows the change
)

// Rule is one entry of the table. A rule of the ledger may have several entries.
type Rule struct {
	ID      string   // of the ledger's rule, such as Operation/rule or platform/rule; "" where no ledger states it
	Says    string   // what breaks it, where ID is ""
	Also    string   // another rule of the ledger that makes the same promise; "" for none
	Action  string   // the action that it is for; "" for all
	Except  []string // actions that have a rule of their own instead, where Action is ""
	Stage   Stage
	Outcome string // the recorded answer to a call that breaks the rule
	Limits  Limits
	// Breaks reports whether a call breaks the rule, and what fills {{detail}} in the answer. It changes nothing, and
	// copes with a call whose earlier checks were switched off.
	Breaks func(*Call, Limits) (detail string, broken bool)
}

// unstated says why the rule refuses a call though no ledger has it; "" of one that a ledger has.
func (r Rule) unstated() string {
	switch {
	case r.ID != "":
		return ""
	case r.Says != "":
		return "no rule of the documents: " + r.Says
	}
	return "no rule of the documents: none that is read here is about " + r.Action + "; it is refused as is published elsewhere"
}

// Limits are the numbers and sets of a rule. Only those that its predicate reads are set.
type Limits struct {
	Name       string   // of the parameter or member
	Required   bool     // it must be given; a mutant makes it optional by false
	Min, Max   int      // inclusive
	Values     []string // what is allowed
	Classes    []string // of characters: letters, digits, Chinese characters
	Characters string   // allowed besides the classes
}

// Table is what the mock refuses and does. It is data, so that a mutant is a copy with one change: in an entry of Rules, in
// the Serve of an Operation, or in Around.
type Table struct {
	Rules      []Rule
	Operations map[string]Operation // by action
	Defaults   Defaults
	// Around, if not nil, is called instead of handle for every call. It is for mutants that no change of a rule or an
	// option can make.
	Around func(c *Call, handle func() Reply) Reply
	// RequestID makes the id of the next answer; nil makes random ones.
	RequestID func() string
}

// Defaults are the values of members that a backend server is added without.
type Defaults struct {
	Weight int
	Type   string
}

// Rules is a new copy of the table that follows the documents.
func Rules() Table {
	t := Table{Operations: operations(), Defaults: Defaults{Weight: 100, Type: "ecs"}}
	t.Rules = append(make([]Rule, 0, 1000), platformRules()...)
	platform := len(t.Rules)
	for _, action := range slices.Sorted(maps.Keys(t.Operations)) {
		o := t.Operations[action]
		t.Rules = append(t.Rules, o.rows(t.Rules[:platform])...)
		t.Rules = o.addRules(t.Rules)
	}
	return t
}

// Entries are the positions in Rules of the entries of a rule, by its full id.
func (t Table) Entries(id string) []int {
	var at []int
	for i, r := range t.Rules {
		if id != "" && (r.ID == id || r.Also == id) {
			at = append(at, i)
		}
	}
	return at
}

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
	by := map[string]string{}   // an outcome → the one action that needs it; "" for several, which have it in common
	for _, r := range t.Rules {
		if one, known := by[r.Outcome]; known && one != r.Action {
			by[r.Outcome] = ""
		} else if !known {
			by[r.Outcome] = r.Action
		}
	}
	need := func(action, outcome, of string) {
		err := answers.Has(action, outcome)
		if err == nil || missed[outcome] || missed[action] {
			return
		}
		missed[outcome] = true
		if common, known := by[outcome]; known && !answers.Empty(action) {
			action = common
			err = answers.Has(action, outcome)
		}
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

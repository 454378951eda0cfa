package proof

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/spec"
)

// Workshop is what generators work from: the suite, the table of the mock, and the schemas of the document.
type Workshop struct {
	suite   *run.Suite
	table   mock.Table
	whole   target.MockConfig
	members []member            // of all answers
	codes   map[string][]string // declared, by status
}

func newWorkshop(s *run.Suite, whole target.MockConfig) (*Workshop, error) {
	w := &Workshop{suite: s, whole: whole, table: whole.Table}
	_, err := mock.New(whole.Account, whole.Answers, whole.Table, whole.Options)
	if err != nil {
		return nil, err
	}
	if w.members, w.codes, err = readSchemas(s.Document); err != nil {
		return nil, err
	}
	return w, nil
}

// mutants makes the mutants of every rule that an exchange can show.
func (w *Workshop) mutants(generators []Generator) ([]*Mutant, error) {
	var all []*Mutant
	var errs []error
	for _, r := range w.suite.Ledger.Rules {
		if ok, _ := r.Testable(); !ok {
			continue
		}
		made := map[string]int{}
		for _, g := range generators {
			for _, m := range g.Make(w, r) {
				m.Rule, m.By = r.Name, g.Name
				all = append(all, m)
				made[g.Name]++
			}
		}
		errs = append(errs, w.unproven(r, made)...)
	}
	return all, errors.Join(errs...)
}

// unproven says which mutants a rule lacks.
func (w *Workshop) unproven(r *spec.Rule, made map[string]int) []error {
	if len(made) == 0 && len(w.needs(r)) == 0 {
		return []error{fmt.Errorf("%s:%d: rule %s has no mutant: no generator knows how to break it", r.File, r.Line, r.Name)}
	}
	var errs []error
	for _, name := range w.needs(r) {
		if made[name] == 0 {
			errs = append(errs, fmt.Errorf("%s:%d: rule %s, of kind %s, has no mutant of the sort %q", r.File, r.Line, r.Name, r.Kind, name))
		}
	}
	return errs
}

// entries are the positions of a rule's entries in the table, as far as they concern the operation under test.
func (w *Workshop) entries(r *spec.Rule) []int {
	return slices.DeleteFunc(w.table.Entries(r.ID), func(i int) bool {
		action := w.table.Rules[i].Action
		return action != "" && action != underTest
	})
}

// rule is the rule with a short id, of the operation under test or of the platform; nil when there is none.
func (w *Workshop) rule(short string) *spec.Rule { return w.suite.Ledger.Find(underTest, short) }

// short is the id of a rule within its operation.
func short(id string) string { return id[strings.LastIndex(id, "/")+1:] }

// permits says whether an entry refuses nothing as it stands: the rule says what may be left out, or is tolerated.
func permits(r *spec.Rule, e mock.Rule) bool {
	optional := r.Fact.Required != nil && !*r.Fact.Required
	any := r.Kind == "values" && len(r.Fact.Values) > 0 && len(e.Limits.Values) > len(r.Fact.Values) // whatever exists
	nothingNeeded := r.Fact.Conditions != nil && len(r.Fact.Conditions) == 0 || r.Fact.Dependent != nil && len(r.Fact.Dependent) == 0
	return e.Limits.Tolerated || optional || any || nothingNeeded
}

// refusing are the entries of a rule that refuse what breaks it.
func (w *Workshop) refusing(r *spec.Rule) []int {
	return slices.DeleteFunc(w.entries(r), func(i int) bool { return permits(r, w.table.Rules[i]) })
}

// permitting are the others.
func (w *Workshop) permitting(r *spec.Rule) []int {
	return slices.DeleteFunc(w.entries(r), func(i int) bool { return !permits(r, w.table.Rules[i]) })
}

// label tells the entries of a rule apart.
func (w *Workshop) label(r *spec.Rule, i int) string {
	if len(w.entries(r)) < 2 {
		return ""
	}
	e := w.table.Rules[i]
	if e.Limits.Name == "" || e.Limits.Name == r.Fact.Name {
		return " (" + e.Outcome + ")"
	}
	return fmt.Sprintf(" (%s, %s)", e.Outcome, e.Limits.Name)
}

// scenarios are those of a rule.
func (w *Workshop) scenarios(r *spec.Rule) []*plan.Scenario {
	var out []*plan.Scenario
	for i := range w.suite.Plan.Scenarios {
		if s := &w.suite.Plan.Scenarios[i]; s.Rule == r.ID {
			out = append(out, s)
		}
	}
	return out
}

// called are the operations around the one under test that a rule's scenarios call on the whole mock, with the
// longest answer of each.
func (w *Workshop) called(rule string) map[string][]byte {
	bodies := map[string][]byte{}
	result, err := w.suite.Run(context.Background(), run.Options{Target: target.NewMock(w.whole), Filter: plan.Filter{Rules: []string{rule}}})
	if err != nil {
		return bodies // the rule has no scenario; whoever looks for them says so
	}
	for _, o := range result.Outcomes {
		for _, x := range o.Exchanges {
			if x.Action != underTest && x.Answer != nil && len(x.Answer.Body) > len(bodies[x.Action]) {
				bodies[x.Action] = x.Answer.Body
			}
		}
	}
	return bodies
}

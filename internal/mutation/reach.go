package mutation

import (
	"context"
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
)

// reach finds the scenarios that reach each mutant: the suite runs once against the intact mock, and beside each entry of
// the table stands what the mutants would have made of it.
func (g *Generator) reach(mutants []*Mutant) error {
	w := &watch{intact: g.intact}
	w.intact.Table.Rules = slices.Clone(g.intact.Table.Rules)
	for _, m := range mutants {
		m.reaches = map[string]bool{}
		s := newMutated(g.intact, g.tests(g.suite.Ledger.Rule(m.Rule)))
		m.alter(s)
		for _, t := range s.touches {
			if t.answers != nil {
				g.reachedBy(m, t)
				continue
			}
			w.row(m, t)
		}
	}
	_, err := g.suite.Run(context.Background(), run.Options{Target: w.target(), Filter: plan.Filter{Rules: g.only}})
	return err
}

// reachedBy finds the scenarios in which an answer may be another one.
func (g *Generator) reachedBy(m *Mutant, t touch) {
	for scenario, calls := range g.baseline.calls {
		if slices.ContainsFunc(calls, func(x exchange) bool { return t.answers(x.action, x.succeeded) }) {
			m.reaches[scenario] = true
		}
	}
}

// watch is the intact mock, with an ear at its table.
type watch struct {
	target.Target
	intact  target.MockConfig
	current string // the scenario that runs
}

// row notes the scenarios in which an entry of the table would fire otherwise.
func (w *watch) row(m *Mutant, t touch) {
	note := func(c *mock.Call) {
		if !m.reaches[w.current] && t.fires(c) {
			m.reaches[w.current] = true
		}
	}
	rules := &w.intact.Table.Rules
	if t.row < 0 || t.row >= len(*rules) {
		*rules = append(*rules, mock.Rule{Stage: t.stage, Outcome: (*rules)[0].Outcome, Breaks: func(c *mock.Call, _ mock.Limits) (string, bool) {
			note(c)
			return "", false
		}})
		return
	}
	breaks := (*rules)[t.row].Breaks
	(*rules)[t.row].Breaks = func(c *mock.Call, l mock.Limits) (string, bool) {
		note(c)
		return breaks(c, l)
	}
}

func (w *watch) target() target.Target {
	w.Target = target.NewMock(w.intact)
	return w
}

// Open notes which scenario runs: one does at a time.
func (w *watch) Open(ctx context.Context, scenario string) (*target.Session, error) {
	w.current = scenario
	return w.Target.Open(ctx, scenario)
}

// moved gives mutants that their own rule's scenarios never meet to a rule that borrows theirs, and whose scenarios do:
// such a case is the other rule's.
func (g *Generator) moved(all []*Mutant) []*Mutant {
	known := map[string]bool{}
	for _, m := range all {
		known[m.String()] = true
	}
	var out []*Mutant
	for _, m := range all {
		to := g.borrower(m)
		if to == "" {
			out = append(out, m)
			continue
		}
		m.Rule = to
		if !known[m.String()] {
			known[m.String()] = true
			out = append(out, m)
		}
	}
	return out
}

// borrower is the rule that a mutant belongs to in place of its own; "" is none.
func (g *Generator) borrower(m *Mutant) string {
	if g.meets(m.Rule, m) {
		return ""
	}
	for _, r := range g.testable() {
		if slices.Contains(r.Borrows, m.Rule) && len(g.entriesOf(r, r.ID)) == 0 && !g.ofAnswers(r) && g.meets(r.ID, m) {
			return r.ID
		}
	}
	return ""
}

// meets reports whether a scenario of the rule reaches a mutant.
func (g *Generator) meets(rule string, m *Mutant) bool {
	return slices.ContainsFunc(g.scenarios(g.suite.Ledger.Rule(rule)), func(s *plan.Scenario) bool { return m.reaches[s.ID()] })
}

package mutation

import (
	"context"
	"net/http"
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// reach finds the scenarios that reach each mutant: the suite runs once against the intact mock, and beside each entry of
// the table stands what the mutants would have made of it.
func (g *Generator) reach(mutants []*Mutant) error {
	w := g.watching()
	for _, m := range mutants {
		m.reaches = map[string]bool{}
		s := newMutated(g.intact, g.tests(g.suite.Ledger.Rule(m.Rule)))
		m.alter(s)
		exact := slices.ContainsFunc(s.touches, func(t touch) bool { return t.fires != nil })
		for _, t := range s.touches {
			switch {
			case t.fires != nil:
				w.row(m.reaches, t)
			case !exact: // else it stands around the calls that another touch finds
				g.reachedBy(m.reaches, t)
			}
		}
	}
	return w.run(g)
}

// see finds the scenarios that see each variant, answer by answer.
func (g *Generator) see(variants []*Variant) error {
	w := g.watching()
	for _, v := range variants {
		v.reaches = map[string]bool{}
		s := newMutated(g.intact, g.ofVariants)
		v.alter(s)
		exact := slices.ContainsFunc(s.touches, func(t touch) bool { return t.fires != nil })
		for _, t := range s.touches {
			switch {
			case t.edit != nil:
				w.edits = append(w.edits, listener{t.edit, v.reaches})
			case t.fires == nil && exact: // what stands around the calls that another touch finds
			case t.fires == nil:
				g.reachedBy(v.reaches, t)
			default:
				w.row(v.reaches, t)
			}
		}
	}
	return w.run(g)
}

// reachedBy finds the scenarios in which an answer may be another one.
func (g *Generator) reachedBy(into map[string]bool, t touch) {
	for scenario, calls := range g.baseline.calls {
		if slices.ContainsFunc(calls, func(x exchange) bool { return t.answers(x.action, x.succeeded) }) {
			into[scenario] = true
		}
	}
}

// watch is the intact mock, with an ear at its table and at its answers.
type watch struct {
	target.Target
	intact  target.MockConfig
	edits   []listener
	current string // the scenario that runs
}

// listener is what a variant would make of an answer.
type listener struct {
	edit func(*wire.Answer)
	into map[string]bool
}

func (g *Generator) watching() *watch {
	w := &watch{intact: g.intact}
	w.intact.Table.Rules = slices.Clone(g.intact.Table.Rules)
	return w
}

// row notes the scenarios in which an entry of the table would fire otherwise.
func (w *watch) row(into map[string]bool, t touch) {
	note := func(c *mock.Call) {
		if !into[w.current] && t.fires(c) {
			into[w.current] = true
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

// run lets the suite run, one scenario after the other.
func (w *watch) run(g *Generator) error {
	w.intact.Wrap = func(next http.RoundTripper) http.RoundTripper {
		return overhearing{editing{next: next, edit: w.listen}, g.baseline, w}
	}
	w.Target = target.NewMock(w.intact)
	_, err := g.suite.Run(context.Background(), run.Options{Target: w, Filter: plan.Filter{Rules: g.only}})
	return err
}

// overhearing notes who signs the calls of each scenario: a run itself forgets it.
type overhearing struct {
	next http.RoundTripper
	b    *baseline
	w    *watch
}

// RoundTrip sends a request on.
func (t overhearing) RoundTrip(r *http.Request) (*http.Response, error) {
	t.b.signed[t.w.current] += " " + r.Header.Get("Authorization")
	return t.next.RoundTrip(r)
}

// listen notes the scenarios in which an answer would be another one.
func (w *watch) listen(a *wire.Answer) {
	for _, l := range w.edits {
		if l.into[w.current] {
			continue
		}
		other := *a
		other.Header, other.Body = a.Header.Clone(), slices.Clone(a.Body)
		if alters(&other, l.edit) {
			l.into[w.current] = true
		}
	}
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
	met, sorts := map[string]bool{}, map[string]bool{}
	for _, m := range all {
		if g.meets(m.Rule, m) {
			met[m.String()], sorts[m.Rule+m.Sort] = true, true
		}
	}
	var out []*Mutant
	for _, m := range all {
		to := g.borrower(m)
		switch {
		case to != "":
		case g.meets(m.Rule, m):
			out = append(out, m)
			continue
		case met[m.String()] || g.elsewhere(m) && (sorts[m.Rule+m.Sort] || m.Sort == notApplied):
			continue // another like it is met; only the first operation tries every row of what all state alike
		default:
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

// elsewhere reports whether a mutant's rule is of another operation than the first.
func (g *Generator) elsewhere(m *Mutant) bool {
	return g.suite.Ledger.Rule(m.Rule).Operation != g.suite.Ledger.Operations[0].Name
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

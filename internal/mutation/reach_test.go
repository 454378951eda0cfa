package mutation

import "slices"

// reach finds the scenarios that reach each mutant: the suite runs once against the intact mock, and beside each entry of
// the table stands what the mutants would have made of it. Of an answer that is altered on its way, its action decides.
// byAnswer looks at each answer instead, as variants need.
func (g *Generator) reach(mutants []*Mutant, byAnswer bool) error {
	w := g.watching()
	for _, m := range mutants {
		m.reaches = w.reaches(g.altered(m), byAnswer)
	}
	return w.run()
}

// altered is the mock that a mutant alters, in the calls that its rule is about; a variant without a rule alters it in the
// calls of all operations.
func (g *Generator) altered(m *Mutant) *mutated {
	tests := g.ofVariants
	if m.Rule != "" {
		tests = g.tests(g.suite.Ledger.Rule(m.Rule))
	}
	s := newMutated(g.intact, tests)
	m.alter(s)
	return s
}

// reaches are the scenarios in which a mock that is altered so would do otherwise; the set is filled while the suite runs.
func (w *watch) reaches(s *mutated, byAnswer bool) map[string]bool {
	into := map[string]bool{}
	exact := slices.ContainsFunc(s.touches, func(t touch) bool { return t.fires != nil || t.shows != nil })
	for _, t := range s.touches {
		switch {
		case t.fires != nil:
			w.row(into, t)
		case t.shows != nil:
			w.calls = append(w.calls, watchedCall{t.shows, into})
		case byAnswer && t.edit != nil:
			w.edits = append(w.edits, watchedAnswer{t.edit, into})
		case !exact: // else it stands around the calls that another touch finds
			w.g.called(into, t)
		}
	}
	return into
}

// called finds the scenarios that call an action whose answer may be another one.
func (g *Generator) called(into map[string]bool, t touch) {
	for scenario, calls := range g.baseline.calls {
		if slices.ContainsFunc(calls, func(x exchange) bool { return t.answers(x.action, x.succeeded) }) {
			into[scenario] = true
		}
	}
}

package mutation

import (
	"slices"

	"github.com/slbconform/slbconform/internal/plan"
)

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

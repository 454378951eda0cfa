package mutation

import (
	"bytes"
	"net/http"
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// variants are all of them: those of the tables, and those that follow from rules which no document states.
func (g *Generator) variants(mutants []*Mutant) []*Mutant {
	all := slices.Concat(listVariants(), operationVariants(), answerVariants(g), refusalVariants(g), serviceVariants(g), g.otherCodes(), g.unstated(mutants))
	names := map[string]bool{}
	return slices.DeleteFunc(all, func(v *Mutant) bool {
		twice := names[v.How]
		names[v.How] = true
		return twice
	})
}

// operationVariants are those of one operation.
func operationVariants() []*Mutant {
	var all []*Mutant
	for _, o := range operations() {
		all = append(all, o.Variants...)
	}
	return all
}

// inCallsOf leaves the calls of other operations as they are.
func (s *mutated) inCallsOf(operation string) {
	tests := s.tests
	s.tests = func(action string) bool { return action == operation && tests(action) }
}

// accepting is a variant that answers with a success what the mock refuses because something is not there.
func accepting(name, action, what, body string) *Mutant {
	return &Mutant{How: name, alter: func(s *mutated) {
		s.editsRefusals(action, func(a *wire.Answer) {
			if a.Status == http.StatusNotFound && bytes.Contains(a.Body, []byte(what)) {
				a.Status, a.Body = http.StatusOK, []byte(body)
			}
		})
	}}
}

// unstated are the mutants of rules that no document states, one of a rule and a sort: such a service does the other
// lawful thing. What it stores or lists otherwise than it was asked for is not among them: that is stated.
func (g *Generator) unstated(mutants []*Mutant) []*Mutant {
	var lawful []string
	for _, s := range Sorts() {
		if s.Lawful {
			lawful = append(lawful, s.Name)
		}
	}
	seen := map[string]bool{}
	var all []*Mutant
	for _, m := range mutants {
		r := g.suite.Ledger.Rule(m.Rule)
		key := m.Rule + m.Sort
		if seen[key] || !slices.Contains(lawful, m.Sort) || g.stated(r) || g.needed(m) || r.Kind == "required" && permissive(r) {
			continue
		}
		seen[key] = true
		all = append(all, &Mutant{How: m.How + ": " + m.Rule, Rule: m.Rule, alter: m.alter})
	}
	return all
}

// stated reports whether a document states what a service does where the rule is broken: of a code, what provokes it; of a
// rule without an entry of its own, what the entries that it borrows are for.
func (g *Generator) stated(r *spec.Rule) bool {
	states := func(id string) bool {
		rule := g.suite.Ledger.Rule(id)
		return rule != nil && rule.Kind != "error" && rule.Basis == spec.Stated
	}
	if r.Kind == "error" && r.Cause.Basis == spec.Stated || states(r.ID) {
		return true
	}
	return slices.ContainsFunc(g.entries(r), func(i int) bool { return states(g.table.Rules[i].ID) || states(g.table.Rules[i].Also) })
}

// needed reports whether a mutant cannot but break a stated rule too.
func (g *Generator) needed(m *Mutant) bool {
	return slices.ContainsFunc(m.Also, func(id string) bool {
		also := g.suite.Ledger.Rule(id)
		return also != nil && also.Basis == spec.Stated
	})
}

// otherCodes refuse with a documented code of something else where no document names one.
func (g *Generator) otherCodes() []*Mutant {
	var all []*Mutant
	for _, r := range g.testable() {
		if r.Kind == "error" || r.Operation == spec.Platform {
			continue
		}
		for _, i := range g.refusing(r) {
			answer, code := g.answered(r, i)
			other := g.otherCode(r, answer.Status, code)
			rows := g.suite.Ledger.RulesOfCode(r.Operation, other)
			if len(rows) == 0 || g.expectsCode(r, code) || !g.judged(r) || g.ofCode(i) {
				continue
			}
			m := g.answering(r, i, "refuses with "+other, wordFor(g.suite.Ledger.Rule(rows[0])))
			m.How += " what breaks " + r.ID
			all = append(all, m)
			break
		}
	}
	return all
}

// ofCode reports whether an entry is that of a documented code too.
func (g *Generator) ofCode(i int) bool {
	return slices.ContainsFunc([]string{g.table.Rules[i].ID, g.table.Rules[i].Also}, func(id string) bool {
		r := g.suite.Ledger.Rule(id)
		return r != nil && r.Kind == "error"
	})
}

// judged reports whether a scenario of the rule expects a refusal, whatever its code.
func (g *Generator) judged(r *spec.Rule) bool { return g.refuses(r) && !g.ofAnswers(r) }

package mutation

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
)

// neverFires switches an entry of the table off.
func (g *Generator) neverFires(r *spec.Rule) []*Mutant {
	var all []*Mutant
	for _, i := range g.refusing(r) {
		all = append(all, &Mutant{How: "never refuses" + g.label(r, i), Also: g.echoed(r), alter: func(s *mutated) {
			s.fallsBackToNewestGroup()
			s.accepts(i)
		}})
	}
	return all
}

// oneStepOff moves each boundary of a range, a length or a limit by one, either way.
func (g *Generator) oneStepOff(r *spec.Rule) []*Mutant {
	if !slices.Contains([]spec.Kind{"range", "length", "limit"}, r.Kind) {
		return nil
	}
	var all []*Mutant
	for _, i := range g.refusing(r) {
		l := g.table.Rules[i].Limits
		if l.Min == l.Max {
			continue
		}
		for _, by := range []int{-step(r), step(r)} {
			if r.Fact.Min != nil && (r.Kind != "length" || l.Min+by > 0) { // that nothing is too short is a rule of its own
				all = append(all, g.moves(r, i, fmt.Sprintf("begins at %d, not at %d", l.Min+by, l.Min), func(l *mock.Limits) { l.Min += by }))
			}
			all = append(all, g.moves(r, i, fmt.Sprintf("ends at %d, not at %d", l.Max+by, l.Max), func(l *mock.Limits) { l.Max += by }))
		}
	}
	return all
}

// moves is a mutant with other limits in one entry.
func (g *Generator) moves(r *spec.Rule, i int, how string, by func(*mock.Limits)) *Mutant {
	return &Mutant{How: how, Also: g.echoed(r), alter: func(s *mutated) { s.limits(i, by) }}
}

// step is 1. Of minutes it is 2: scenarios keep a minute away from the boundary, for clocks differ.
func step(r *spec.Rule) int {
	if strings.HasSuffix(r.Fact.Name, "-date") {
		return 2
	}
	return 1
}

// oneElementOff makes a set smaller by each of its elements, and larger by each that lies next to it.
func (g *Generator) oneElementOff(r *spec.Rule) []*Mutant {
	if !slices.Contains([]spec.Kind{"values", "tolerance", "alphabet"}, r.Kind) {
		return nil
	}
	var all []*Mutant
	for _, i := range g.entries(r) {
		l := g.table.Rules[i].Limits
		for _, v := range g.lost(r, elements(r, l)) {
			m := g.moves(r, i, "does without "+v+g.label(r, i), func(l *mock.Limits) { l.Values = without(l.Values, v) })
			m.without = v
			all = append(all, m)
		}
		for _, v := range g.neighbours(r, l) {
			all = append(all, g.moves(r, i, fmt.Sprintf("takes %q as well%s", v, g.label(r, i)), func(l *mock.Limits) { l.Values = append(slices.Clone(l.Values), v) }))
		}
		if len(l.Classes) > 0 {
			all = append(all, g.alphabet(r, i, l)...)
		}
	}
	return all
}

func without(values []string, v string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(o string) bool { return o == v })
}

// lost are the elements that a set may lack so that a scenario shows it: set-up by the same action needs them all.
func (g *Generator) lost(r *spec.Rule, elements []string) []string {
	if g.setsUp(r) {
		return nil
	}
	return elements
}

// setsUp reports whether a rule is about a parameter that set-up needs too, because it uses the action under test.
func (g *Generator) setsUp(r *spec.Rule) bool {
	return g.parameter(r) && g.accepts(r) && !g.acceptsFirst(r) && operationOf(g.underTest(r)).RefusesIt != nil
}

// elements are those of a set that the rule itself lists. A tolerance lists none and means all.
func elements(r *spec.Rule, l mock.Limits) []string {
	return slices.DeleteFunc(slices.Clone(l.Values), func(v string) bool {
		return r.Kind != "tolerance" && !slices.Contains(r.Fact.Values, v)
	})
}

// echoed are the rules of the answer that break along with a rule of the request when what it should have refused is
// accepted and answered as it came.
func (g *Generator) echoed(r *spec.Rule) []string {
	var also []string
	of := slices.Clone(r.Borrows)
	for _, i := range g.entries(r) {
		of = append(of, g.table.Rules[i].ID, g.table.Rules[i].Also)
	}
	for _, id := range of {
		rule := g.suite.Ledger.Rule(id)
		if rule == nil || rule.Fact.Name == "" {
			continue
		}
		for _, n := range g.contract.nodes {
			shows := n.answers(rule.Operation) || n.status == http.StatusOK && readsGroup(n.action)
			if !shows || n.name() != rule.Fact.Name {
				continue
			}
			for keyword := range n.rules {
				also = append(also, g.ruleOf(n, keyword))
			}
		}
	}
	if !g.changesServers(r) { // it answers what it should not have looked up
		also = append(also, g.answerRules()...)
	}
	return also
}

// neighbours are values that a set does not have and that the rule's own scenarios send.
func (g *Generator) neighbours(r *spec.Rule, l mock.Limits) []string {
	var out []string
	for _, s := range g.scenarios(r) {
		for _, v := range s.Values {
			text := strings.Trim(v.Value, `"`)
			if len(l.Values) > 0 && strings.HasPrefix(v.Value, `"`) && !slices.Contains(slices.Concat(l.Values, out), text) {
				out = append(out, text)
			}
		}
	}
	return out
}

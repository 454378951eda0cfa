package mutation

import (
	"fmt"
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
)

// entries are the positions of a rule's entries in the table; of a rule that has none, those of the rules that it borrows,
// or whose code it names: it speaks of a case that they leave open.
func (g *Generator) entries(r *spec.Rule) []int {
	if own := g.entriesOf(r, r.ID); len(own) > 0 {
		return own
	}
	if g.ofAnswers(r) {
		return nil
	}
	others := slices.Clone(r.Borrows)
	for _, code := range r.Codes {
		others = append(others, g.suite.Ledger.RulesOfCode(g.underTest(r), code)...)
	}
	var borrowed []int
	for _, id := range others {
		for _, i := range g.entriesOf(r, id) {
			if !slices.Contains(borrowed, i) {
				borrowed = append(borrowed, i)
			}
		}
	}
	return borrowed
}

// entriesOf are the entries of a rule that concern the calls under test of another.
func (g *Generator) entriesOf(r *spec.Rule, id string) []int {
	return slices.DeleteFunc(g.table.Entries(id), func(i int) bool {
		action := g.table.Rules[i].Action
		return action != "" && action != g.underTest(r)
	})
}

// permissive reports whether a rule says what may be left out.
func permissive(r *spec.Rule) bool {
	f := r.Fact
	return f.Required != nil && !*f.Required || f.Conditions != nil && len(f.Conditions) == 0 || f.Dependent != nil && len(f.Dependent) == 0
}

// permits reports whether an entry refuses nothing as it stands.
func permits(r *spec.Rule, e mock.Rule) bool {
	whateverExists := r.Kind == "values" && len(r.Fact.Values) > 0 && len(e.Limits.Values) > len(r.Fact.Values)
	return permissive(r) || whateverExists
}

// refusing are the entries of a rule that refuse what breaks it.
func (g *Generator) refusing(r *spec.Rule) []int {
	return slices.DeleteFunc(g.entries(r), func(i int) bool { return permits(r, g.table.Rules[i]) })
}

// label tells the entries of a rule apart.
func (g *Generator) label(r *spec.Rule, i int) string {
	if len(g.entries(r)) < 2 {
		return ""
	}
	e := g.table.Rules[i]
	if e.Limits.Name == "" || e.Limits.Name == r.Fact.Name {
		return " (" + e.Outcome + ")"
	}
	return fmt.Sprintf(" (%s, %s)", e.Outcome, e.Limits.Name)
}

package run

import (
	"slices"

	"github.com/slbconform/slbconform/spec"
)

// candidates are all ways to explain the claims: each contradicted rule by itself, with what the scenarios that borrow it
// show, and every mutant that fits the run.
func candidates(claims []claim, outcomes []*Outcome, l *spec.Ledger, matrices []*Matrix) []candidate {
	own := map[string][]int{}
	direct := map[string]bool{}
	at := map[Symptom][]int{}
	var order []string
	for i, c := range claims {
		if own[c.v.Rule] == nil {
			order = append(order, c.v.Rule)
		}
		own[c.v.Rule] = append(own[c.v.Rule], i)
		direct[c.v.Rule] = direct[c.v.Rule] || c.own()
		at[c.symptom()] = append(at[c.symptom()], i)
	}
	var all []candidate
	for _, rule := range order {
		all = append(all, candidate{rule: rule, claims: borrowing(own[rule], rule, claims, l), direct: direct[rule]})
	}
	held := heldPlaces(outcomes)
	for _, m := range matrices {
		for _, mutant := range m.Mutants {
			if broke := mutant.explains(at, held); len(broke) > 0 {
				all = append(all, candidate{rule: mutant.Rule, claims: union(broke, own[mutant.Rule]), direct: direct[mutant.Rule]})
			}
		}
	}
	return all
}

// borrowing adds to a rule's own claims those of the rules that borrow it, in their own scenarios. What such a scenario
// shows of a third rule speaks of that one alone.
func borrowing(own []int, rule string, claims []claim, l *spec.Ledger) []int {
	all := slices.Clone(own)
	for i, c := range claims {
		tested := l.Rule(c.outcome.Scenario.Rule)
		if tested != nil && c.own() && slices.Contains(tested.Borrows, rule) && !slices.Contains(all, i) {
			all = append(all, i)
		}
	}
	return all
}

// explains are the claims that the mutant shows too; none when anything that it breaks held in this run.
func (m *MutantSeen) explains(at map[Symptom][]int, held func(Symptom) bool) []int {
	var broke []int
	for _, s := range m.Symptoms {
		if !s.Undecided && held(s) {
			return nil
		}
		broke = append(broke, at[s]...)
	}
	return broke
}

// heldPlaces tells whether something held in this run: a sentence that passed wherever the scenario says it, or any place
// of a scenario in which everything held.
func heldPlaces(outcomes []*Outcome) func(Symptom) bool {
	type sentence struct{ scenario, text string }
	whole, passed, failed := map[string]bool{}, map[sentence]bool{}, map[sentence]bool{}
	for _, o := range outcomes {
		id := o.Scenario.ID()
		whole[id] = o.Own.Held() && len(o.Violations) == 0
		for i, step := range o.Steps {
			said := sentence{id, o.Scenario.Steps[i].Text}
			passed[said] = passed[said] || step.Status == "passed"
			failed[said] = failed[said] || step.Status == "failed"
		}
	}
	return func(s Symptom) bool {
		said := sentence{s.Scenario, s.At}
		return whole[s.Scenario] || passed[said] && !failed[said]
	}
}

func union(a, b []int) []int {
	for _, i := range b {
		if !slices.Contains(a, i) {
			a = append(a, i)
		}
	}
	return a
}

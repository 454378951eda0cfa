package run

import (
	"slices"

	"github.com/slbconform/slbconform/spec"
)

// candidates are all ways to explain the claims: each contradicted rule by itself, with what the scenarios that borrow it
// show, and every mutant that fits the run.
func candidates(claims []claim, outcomes []*Outcome, l *spec.Ledger, matrices []*Matrix) []candidate {
	own := map[string][]int{}
	direct := map[string][]int{}
	at := map[Symptom][]int{}
	var order []string
	for i, c := range claims {
		if own[c.v.Rule] == nil {
			order = append(order, c.v.Rule)
		}
		own[c.v.Rule] = append(own[c.v.Rule], i)
		if c.own() {
			direct[c.v.Rule] = append(direct[c.v.Rule], i)
		}
		at[c.symptom()] = append(at[c.symptom()], i)
	}
	var all []candidate
	ran := map[string]bool{}
	for _, o := range outcomes {
		ran[o.Scenario.Rule] = true
	}
	with := map[string][]int{} // what a rule's own claims bring with them
	for _, rule := range order {
		with[rule] = slices.Clone(own[rule])
		if ran[rule] { // else it takes nothing from a rule that was asked
			with[rule] = union(with[rule], shownBy(own[rule], claims))
		}
		explains := borrowing(with[rule], rule, claims, l)
		with[rule] = append(with[rule], followers(rule, own[rule], direct[rule], claims, l)...)
		all = append(all, candidate{rule: rule, claims: union(explains, with[rule]), shown: len(explains)})
	}
	seen := lookedAt(outcomes)
	for _, m := range matrices {
		for _, mutant := range m.Mutants {
			if own[mutant.Rule] == nil && ran[mutant.Rule] {
				continue // it would have contradicted its own rule too
			}
			if broke := mutant.explains(at, seen); len(broke) > 0 {
				all = append(all, candidate{rule: mutant.Rule, claims: union(slices.Clone(broke), with[mutant.Rule]), shown: len(broke)})
			}
		}
	}
	for i := range all {
		rule := l.Rule(all[i].rule)
		all[i].direct, all[i].stated, all[i].composed = direct[all[i].rule], rule != nil && rule.Basis == spec.Stated, composed(rule)
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

// composed reports whether a rule says what several operations are together.
func composed(rule *spec.Rule) bool {
	return rule != nil && rule.Operation == spec.Platform && rule.Kind == spec.Kind("effect")
}

// followers are the claims that may follow from a stated rule which its own scenarios contradict: those of rules that say
// what several operations are together, where one of them is the rule's; and where the rule answers for a member, what
// readings show of the samples of its operation, or all that they show where the operation is the one that reads.
func followers(id string, own, direct []int, claims []claim, l *spec.Ledger) []int {
	rule := l.Rule(id)
	if rule == nil || rule.Basis != spec.Stated || len(direct) == 0 {
		return nil
	}
	reads := slices.ContainsFunc(own, func(i int) bool { return claims[i].v.echo != nil && claims[i].v.echo.Reader == rule.Operation })
	var all []int
	for i, c := range claims {
		of := l.Rule(c.v.Rule)
		if of == nil || !c.own() {
			continue
		}
		reading := rule.Echo != nil && c.v.Step >= 0 && c.v.Exchange != nil && c.v.Exchange.Succeeded()
		sample := of.Kind == "sample" && of.Operation == rule.Operation && c.v.Exchange != nil && c.v.Exchange.Action != of.Operation
		if composed(of) && c.outcome.called(rule.Operation) || reading && (sample || reads && c.v.Exchange.Action == rule.Operation) {
			all = append(all, i)
		}
	}
	return all
}

// lenient is the part of what a mutant breaks that may hold in a run all the same: one place in so many. Where the
// documents are silent, a service does another thing than the mock that the mutant was made of.
const lenient = 20

// explains are the claims that the mutant shows too; none when more of what it breaks held in this run than may.
func (m *MutantSeen) explains(at map[Symptom][]int, seen func(Symptom) (ran, held bool)) []int {
	var broke []int
	places, holding := 0, 0
	for _, s := range m.Symptoms {
		broke = append(broke, at[s]...)
		if s.Undecided {
			continue
		}
		ran, held := seen(s)
		if ran {
			places++
		}
		if held {
			holding++
		}
	}
	if holding*lenient > places {
		return nil
	}
	slices.Sort(broke)
	return slices.Compact(broke)
}

// lookedAt tells whether a scenario ran, and whether something held in it: a sentence that passed wherever the scenario
// says it, or any place of a scenario in which everything held.
func lookedAt(outcomes []*Outcome) func(Symptom) (ran, held bool) {
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
	return func(s Symptom) (ran, held bool) {
		said := sentence{s.Scenario, s.At}
		held, ran = whole[s.Scenario]
		return ran, held || passed[said] && !failed[said]
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

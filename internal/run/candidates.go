package run

import (
	"slices"

	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/steps"
)

// candidate is one way to explain claims: a rule, as one of its mutants breaks it or as the judge blames it.
type candidate struct {
	*possibleCause
	speaks []int // the claims that speak for it: what the mutant shows, or what contradicts the rule
	claims []int // all that it explains: what the judge lays to the rule besides
	mutant bool  // a mutant shows most of them
}

// candidates are all ways to explain the claims: each contradicted rule by itself, with what the scenarios that borrow it
// show, and every mutant that fits the run.
func (c *contradictions) candidates(matrices []*Matrix) []candidate {
	var all []candidate
	with := map[string][]int{} // what a rule's own claims bring with them
	for _, s := range c.possibleCauses {
		if len(s.own) == 0 {
			continue
		}
		with[s.rule] = slices.Clone(s.own)
		if s.ran { // else it takes nothing from a rule that was asked
			with[s.rule] = union(with[s.rule], shownBy(s.own, c.claims))
		}
		explains := union(c.borrowing(with[s.rule], s.rule), c.undone(s))
		if s.stated() {
			explains = union(explains, c.readAfter(explains))
		}
		all = append(all, candidate{s, c.alike(s, explains), explains, false})
	}
	at := map[Symptom][]int{}
	for i, claim := range c.claims {
		at[claim.symptom()] = append(at[claim.symptom()], i)
	}
	seen := lookedAt(c.outcomes)
	for _, m := range matrices {
		for _, mutant := range m.Mutants {
			s := c.possibleCause(mutant.Rule)
			if s.ran && len(s.own) == 0 {
				continue // it would have contradicted its own rule too
			}
			broke, fits := mutant.explains(at, seen)
			for _, i := range broke {
				s.may[i] = true
			}
			if fits && len(broke) > 0 {
				speaks := c.alike(s, broke)
				shows := 2*len(broke) > len(speaks) // else most of it is refused with its words alone, which it would accept
				all = append(all, candidate{s, speaks, union(slices.Clone(broke), with[mutant.Rule]), shows})
			}
		}
	}
	return all
}

// undone are the claims of calls that were to be refused for their list, and of which nothing was carried out: where a rule says
// what an operation makes of its list, and that does not come of one, nobody looks at what is wrong with it.
func (c *contradictions) undone(s *possibleCause) []int {
	var all []int
	for i, claim := range c.claims {
		if said := claim.v.said; (said.Done == steps.Nothing || said.Listless) && s.carriesOut(claim.outcome.Scenario.Operation) {
			all = append(all, i)
		}
	}
	return all
}

// carriesOut reports whether the rule says what becomes of an operation's list.
func (s *possibleCause) carriesOut(operation string) bool {
	return s.known != nil && s.known.Operation == operation && s.known.Echo[string(steps.Stored)] == steps.Itself
}

// borrowing adds to a rule's own claims those of the rules that borrow it, in their own scenarios, where an answer of the same
// kind shows them. What such a scenario shows of a third rule speaks of that one alone.
func (c *contradictions) borrowing(own []int, rule string) []int {
	all := slices.Clone(own)
	for i, claim := range c.claims {
		tested := c.ledger.Rule(claim.outcome.Scenario.Rule)
		if tested != nil && claim.own() && slices.Contains(tested.Borrows, rule) && !slices.Contains(all, i) && c.sameKind(own, i) {
			all = append(all, i)
		}
	}
	return all
}

// readAfter are the claims of the form of what is read once a call was accepted that was to be refused: what is read is what it put
// there.
func (c *contradictions) readAfter(some []int) []int {
	var all []int
	for i, read := range c.claims {
		calls := read.outcome.Exchanges
		if read.v.inAnswer && slices.ContainsFunc(some, func(k int) bool {
			by := c.claims[k]
			return by.accepted && by.outcome == read.outcome && slices.Index(calls, by.v.Exchange) < slices.Index(calls, read.v.Exchange)
		}) {
			all = append(all, i)
		}
	}
	return all
}

// sameKind reports whether an answer of the same kind shows one of some claims: a refusal of what is to be accepted is another
// thing than one that comes otherwise than it should.
func (c *contradictions) sameKind(some []int, i int) bool {
	return slices.ContainsFunc(some, func(k int) bool {
		return c.claims[k].symptom().Kind == c.claims[i].symptom().Kind && c.claims[k].refuses == c.claims[i].refuses
	})
}

// alike adds to what contradicts a rule all calls that are refused with the same words as one that should be accepted, whatever
// else they were to be answered. From what no document states follow nothing that one does, and no list that is narrowed otherwise.
func (c *contradictions) alike(s *possibleCause, some []int) []int {
	all, in, said, asked := slices.Clone(some), map[int]bool{}, map[string]bool{}, map[string]bool{}
	for _, i := range some {
		of := c.claims[i]
		in[i], asked[narrows(of.v)], said[of.answer] = true, true, said[of.answer] || of.refuses
	}
	for i, of := range c.claims {
		if said[of.answer] && !in[i] && (s.stated() || of.v.Verdict != reports.Violates && asked[narrows(of.v)]) {
			all = append(all, i)
		}
	}
	return all
}

// lenient is the part of what a mutant breaks that may hold in a run all the same: one place in so many. Where the
// documents are silent, a service does another thing than the mock that the mutant was made of.
const lenient = 20

// explains are the claims that the mutant shows too. It fits no run in which more of what it breaks held than may.
func (m *MutantSeen) explains(at map[Symptom][]int, seen func(Symptom) (ran, held bool)) (broke []int, fits bool) {
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
	slices.Sort(broke)
	return slices.Compact(broke), holding*lenient <= places
}

// lookedAt tells whether a scenario ran, and whether something held in it: a sentence that passed wherever the scenario
// says it, or any place of a scenario in which everything held.
func lookedAt(outcomes []*Outcome) func(Symptom) (ran, held bool) {
	type sentence struct{ scenario, text string }
	whole, passed, failed := map[string]bool{}, map[sentence]bool{}, map[sentence]bool{}
	for _, o := range outcomes {
		id := o.Scenario.ID()
		whole[id] = o.holds()
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

// holds reports whether everything held in the scenario.
func (o *Outcome) holds() bool { return o.Own.Held() && len(o.Violations) == 0 }

func union(a, b []int) []int {
	for _, i := range b {
		if !slices.Contains(a, i) {
			a = append(a, i)
		}
	}
	return a
}

package run

import (
	"slices"

	"github.com/slbconform/slbconform/reports"
)

// claim is one contradiction that wants to be explained.
type claim struct {
	outcome *Outcome
	v       *Violation
}

// symptom is the claim as a matrix names it.
func (c claim) symptom() Symptom { return c.outcome.symptomOf(c.v) }

// own reports whether a scenario of the contradicted rule shows the claim.
func (c claim) own() bool { return c.v.Rule == c.outcome.Scenario.Rule }

// candidate is one way to explain claims: a rule, as one of its mutants breaks it or as the judge blames it.
type candidate struct {
	rule   string
	claims []int // indexes into the claims of the run
	direct bool  // a scenario of the rule itself shows it
}

// explain finds the fewest rules that explain all claims: the rule that explains most comes first, and of those that
// explain alike the one that its own scenarios show.
func explain(claims []claim, candidates []candidate) []explanation {
	left := slices.Repeat([]bool{true}, len(claims))
	var found []explanation
	for slices.Contains(left, true) {
		best, most := -1, 0
		for i := range candidates {
			n := candidates[i].covers(left)
			if n > most || n > 0 && n == most && candidates[i].direct && !candidates[best].direct {
				best, most = i, n
			}
		}
		if best < 0 {
			break
		}
		e := explanation{rule: candidates[best].rule}
		for _, c := range candidates {
			alike := c.rule != e.rule && c.covers(left) == most && sameCover(left, c.claims, candidates[best].claims)
			if alike && !slices.Contains(e.beside, c.rule) {
				e.beside = append(e.beside, c.rule)
			}
		}
		for _, i := range candidates[best].claims {
			if left[i] {
				e.claims = append(e.claims, i)
				left[i] = false
			}
		}
		found = addTo(found, e)
	}
	return found
}

// explanation is one rule with the claims it explains and the rules that would explain them alike.
type explanation struct {
	rule   string
	claims []int
	beside []string
}

// addTo joins explanations by one rule: it is one cause, however many of its mutants it took.
func addTo(all []explanation, e explanation) []explanation {
	for i := range all {
		if all[i].rule == e.rule {
			all[i].claims = append(all[i].claims, e.claims...)
			return all
		}
	}
	return append(all, e)
}

func (c *candidate) covers(left []bool) int {
	n := 0
	for _, i := range c.claims {
		if left[i] {
			n++
		}
	}
	return n
}

func sameCover(left []bool, a, b []int) bool {
	for _, i := range a {
		if left[i] && !slices.Contains(b, i) {
			return false
		}
	}
	return true
}

// claimsOf are the contradictions of all outcomes that say something.
func claimsOf(outcomes []*Outcome) []claim {
	var all []claim
	for _, o := range outcomes {
		for i := range o.Violations {
			if v := &o.Violations[i]; v.Verdict != reports.Inconclusive {
				all = append(all, claim{o, v})
			}
		}
	}
	return all
}

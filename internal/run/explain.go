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
	shown  int   // how many of them, from the first, speak for it: what the mutant shows, not what the judge lays to its rule besides
	direct []int // those that a scenario of the rule itself shows
	stated bool  // a document states the rule

	composed bool // the rule says what several operations are together: it is a cause of what nothing else explains
}

// explain finds the fewest rules that explain all claims: the rule that explains most comes first, and of those that
// explain alike the one that its own scenarios show, a stated one before others. What else any of its ways explains is
// not asked of another rule.
func explain(claims []claim, candidates []candidate) []explanation {
	left := slices.Repeat([]bool{true}, len(claims))
	var found []explanation
	for slices.Contains(left, true) {
		best := slices.MaxFunc(candidates, func(a, b candidate) int { return slices.Compare(a.strength(left), b.strength(left)) })
		if best.covers(left) == 0 {
			break
		}
		e := explanation{rule: best.rule}
		for _, c := range candidates {
			alike := c.rule != e.rule && c.covers(left) == best.covers(left) && sameCover(left, c.claims, best.claims)
			if alike && !slices.Contains(e.beside, c.rule) {
				e.beside = append(e.beside, c.rule)
			}
		}
		for _, c := range candidates {
			if c.rule == e.rule {
				e.take(left, c.claims)
			}
		}
		found = append(found, e)
	}
	return byViolated(claims, found)
}

// byViolated sees to it that what is violated has the name of a rule that is: where a rule explains the violation of another and
// none of its own, the other is the cause, and it stands beside it.
func byViolated(claims []claim, found []explanation) []explanation {
	var all []explanation
	for _, e := range found {
		if rule := e.violated(claims); rule != "" && rule != e.rule {
			e.beside = append([]string{e.rule}, slices.DeleteFunc(e.beside, func(b string) bool { return b == rule })...)
			e.rule = rule
		}
		at := slices.IndexFunc(all, func(o explanation) bool { return o.rule == e.rule })
		if at < 0 {
			all = append(all, e)
			continue
		}
		all[at].claims = append(all[at].claims, e.claims...)
	}
	return all
}

// violated is the rule of the explanation's first violation, its own before others; "" where nothing is violated.
func (e *explanation) violated(claims []claim) string {
	rule := ""
	for _, i := range e.claims {
		v := claims[i].v
		switch {
		case v.Verdict != reports.Violates:
		case v.Rule == e.rule:
			return e.rule
		case rule == "":
			rule = v.Rule
		}
	}
	return rule
}

// strength orders candidates by what is left to explain: those of one operation come first, then how much of it speaks for the rule, whether its own scenarios do,
// and how much there is in all.
func (c *candidate) strength(left []bool) []int {
	all, rank := c.covers(left), 0
	if all == 0 {
		return nil
	}
	single := 1
	if c.composed {
		single = 0
	}
	if count(left, c.direct) > 0 {
		rank++
		if c.stated {
			rank++
		}
	}
	return []int{single, count(left, c.claims[:c.shown]), rank, all}
}

// explanation is one rule with the claims it explains and the rules that would explain them alike.
type explanation struct {
	rule   string
	claims []int
	beside []string
}

// take lays to the explanation what is left of some claims.
func (e *explanation) take(left []bool, claims []int) {
	for _, i := range claims {
		if left[i] {
			e.claims = append(e.claims, i)
			left[i] = false
		}
	}
}

func (c *candidate) covers(left []bool) int { return count(left, c.claims) }

// count is how many of some claims are left.
func count(left []bool, claims []int) int {
	n := 0
	for _, i := range claims {
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

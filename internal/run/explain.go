package run

import (
	"slices"

	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
)

// explanation is one rule with the claims it explains and the rules that would explain them alike.
type explanation struct {
	*possibleCause
	claims []int
	beside []string
}

// explain finds the fewest rules that explain all claims: the rule that explains most comes first, and of those that
// explain alike the one that its own scenarios show, a stated one before others. What else any of its ways explains is
// not asked of another rule. A rule that is no likely cause is one of what nothing else explains.
func (c *contradictions) explain(candidates []candidate) []explanation {
	left := slices.Repeat([]bool{true}, len(c.claims))
	found := c.explainBy(candidates, likely, left)
	c.follow(found, left)
	return c.byViolated(append(found, c.explainBy(candidates, unlikely, left)...))
}

// explainBy explains what is left by candidates that are at least so likely, as long as they explain some of it.
func (c *contradictions) explainBy(candidates []candidate, least int, left []bool) []explanation {
	var found []explanation
	for len(candidates) > 0 {
		best := slices.MaxFunc(candidates, func(a, b candidate) int { return slices.Compare(c.strength(a, left), c.strength(b, left)) })
		if c.strength(best, left) == nil || best.likelihood() < least {
			break
		}
		e := explanation{possibleCause: best.possibleCause}
		for _, one := range candidates {
			alike := one.rule != e.rule && c.count(left, one.claims) == c.count(left, best.claims) && sameCover(left, one.claims, best.claims)
			if alike && !slices.Contains(e.beside, one.rule) {
				e.beside = append(e.beside, one.rule)
			}
		}
		for _, one := range candidates {
			if one.rule == e.rule {
				e.take(left, one.speaks)
				e.take(left, one.claims)
			}
		}
		found = append(found, e)
	}
	return found
}

// follow lays to a stated rule what may follow from it, and nothing explains: what contradicts no document, or a rule that is
// no cause where there is another. What merely came after a call of its operation follows only from one that is violated.
func (c *contradictions) follow(found []explanation, left []bool) {
	for i, claim := range c.claims {
		if !left[i] || claim.v.Basis == spec.Stated && c.by[claim.v.Rule].likelihood() > unlikely {
			continue
		}
		at := slices.IndexFunc(found, func(e explanation) bool {
			worse := slices.ContainsFunc(e.claims, func(k int) bool { return c.claims[k].v.Verdict.Rank() <= claim.v.Verdict.Rank() })
			there := slices.ContainsFunc(e.claims, func(k int) bool { return c.claims[k].outcome == claim.outcome })
			return worse && (e.may[i] && c.sameKind(e.claims, i) || e.stated() && (there || e.violated(c.claims) != "" && e.mayCause(i, c)))
		})
		if at >= 0 {
			found[at].take(left, []int{i})
		}
	}
}

// byViolated sees to it that what is violated has the name of a rule that is: where a rule explains the violation of another and
// none of its own, the other is the cause, and it stands beside it.
func (c *contradictions) byViolated(found []explanation) []explanation {
	var all []explanation
	for _, e := range found {
		if rule := e.violated(c.claims); rule != "" && rule != e.rule {
			e.beside = append([]string{e.rule}, slices.DeleteFunc(e.beside, func(b string) bool { return b == rule })...)
			e.possibleCause = c.by[rule]
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
		case rule == "" && e.weighs(v):
			rule = v.Rule
		}
	}
	return rule
}

// weighs reports whether a contradiction that the rule explains counts for how bad it is: that an array has no items is a matter of
// what should be in it.
func (e *explanation) weighs(v *Violation) bool { return !v.said.Itemless || v.Rule == e.rule }

// strength orders candidates by what is left to explain: how likely a cause their rule is, how much of it speaks for the
// rule, whether a mutant shows most of that, whether its own scenarios do, whether it is the one that says what every lawful
// list comes to, and how much there is in all.
func (c *contradictions) strength(of candidate, left []bool) []int {
	all, rank := c.count(left, of.claims), 0
	if all == 0 || len(of.own) > 0 && c.count(left, of.own) == 0 {
		return nil
	}
	if c.count(left, of.direct) > 0 {
		rank++
		if of.varied && !of.unlisted {
			rank++
		}
		if of.apt {
			rank += 2
		}
		if of.stated() {
			rank += 4
		}
	}
	mutant, lawful := 0, 0
	if of.mutant {
		mutant = 1
	}
	if of.known != nil && of.known.Checks == spec.AnyLawfulList {
		lawful = 1
	}
	return []int{of.likelihood(), c.count(left, of.speaks), mutant, rank, lawful, all}
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

// count is at how many spots some claims are left.
func (c *contradictions) count(left []bool, claims []int) int {
	spots := map[int]bool{}
	for _, i := range claims {
		if left[i] {
			spots[c.claims[i].spot] = true
		}
	}
	return len(spots)
}

func sameCover(left []bool, a, b []int) bool {
	return !slices.ContainsFunc(a, func(i int) bool { return left[i] && !slices.Contains(b, i) })
}

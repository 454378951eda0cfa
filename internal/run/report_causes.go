package run

import (
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
)

// causes are what explains the contradictions, for every reader who would otherwise count followers.
func (b *builder) causes() {
	b.report.Grouped = b.res.Stale
	for _, f := range b.res.Causes {
		out := reports.Cause{
			Rule: f.Rule, Basis: reports.Basis(f.Basis), Verdict: f.Verdict, Reason: b.masker.Text(f.Reason), Beside: f.Beside,
			Scenarios: ids(f.Shows), Followers: ids(f.Followers), Exchange: b.at(f.Exchange), MockRule: f.MockRule, AnswerFile: f.AnswerFile,
		}
		for _, o := range f.Shows {
			if o.Verdict.Held() {
				out.Held++
			}
		}
		for _, o := range f.Followers {
			if rule := o.Scenario.Rule; rule != f.Rule && !slices.Contains(out.FollowerRules, rule) {
				out.FollowerRules = append(out.FollowerRules, rule)
			}
		}
		for _, rr := range b.res.Rules {
			if rr.Verdict == reports.Violates || rr.Verdict == reports.Unexpected || rr.Verdict == reports.Inconclusive {
				if f.explains(rr) && rr.ID != f.Rule && !slices.Contains(out.FollowerRules, rr.ID) {
					out.FollowerRules = append(out.FollowerRules, rr.ID)
				}
			}
		}
		b.report.Causes = append(b.report.Causes, out)
	}
}

// explains reports whether a contradiction of the rule stands in the cause.
func (f *Found) explains(rr RuleResult) bool {
	return slices.ContainsFunc(rr.Violations, func(v *Violation) bool { return v.cause == f })
}

func ids(outcomes []*Outcome) []string {
	var out []string
	for _, o := range outcomes {
		out = append(out, o.Scenario.ID())
	}
	return out
}

// at is where an exchange stands in the report; -1 for none.
func (b *builder) at(x *wire.Exchange) int {
	if i, ok := b.index[x]; ok {
		return i
	}
	return -1
}

// premises are the calls that showed whether the inventory is right.
func (b *builder) premises() {
	for _, p := range b.res.Premises {
		b.report.Premises = append(b.report.Premises, reports.Premise{Role: p.Role, Shown: p.Shown, Says: b.masker.Text(p.Says), Exchange: b.at(p.Exchange)})
	}
}

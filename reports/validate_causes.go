package reports

import (
	"cmp"
	"reflect"
	"slices"
)

// basis checks that only what a document states, and whose premise the run has shown, is called a violation.
func (c *checker) basis(v Violation) {
	if v.Verdict != Violates {
		return
	}
	c.refuseIf(v.Basis != Stated, "a violation of %s rests on what is %s; only what a document states is violated", v.Rule, cmp.Or(v.Basis, "missing"))
	c.refuseIf(v.Vouched != "", "a violation of %s rests on the %s, for which only the inventory vouches", v.Rule, v.Vouched)
}

// causes checks that every contradiction has a cause, and that causes refer to what is in the report.
func (c *checker) causes() {
	explained := map[string]bool{}
	for _, cause := range c.report.Causes {
		explained[cause.Rule] = true
		for _, id := range cause.FollowerRules {
			explained[id] = true
		}
		c.refers(cause.Exchange, "the cause "+cause.Rule)
		c.refuseIf(cause.Rule != "" && cause.Verdict == Violates && cause.Basis != Stated, "the cause %s is violated and rests on what is %s; only what a document states is violated", cause.Rule, cmp.Or(cause.Basis, "missing"))
		c.refuseIf(cause.Rule != "" && c.rules[cause.Rule] == nil, "a cause is the rule %s, which is not in the report", cause.Rule)
		for _, id := range slices.Concat(cause.Scenarios, cause.Followers) {
			c.refuseIf(c.scenarios[id] == nil, "the cause %s names the scenario %q, which is not in the report", cause.Rule, id)
		}
	}
	for _, r := range c.report.Rules {
		c.refuseIf((r.Verdict == Violates || r.Verdict == Unexpected) && !explained[r.ID], "rule %s is %s and stands in no cause", r.ID, r.Verdict)
	}
	for _, p := range c.report.Premises {
		c.refers(p.Exchange, "the premise "+p.Role)
	}
}

func (c *checker) totals() {
	want := c.report.count()
	fill(reflect.ValueOf(&want))
	c.refuseIf(!reflect.DeepEqual(c.report.Totals, want), "its totals are %+v; its rules and scenarios make %+v", c.report.Totals, want)
	c.refuseIf(c.report.Headline != want.headline(), "its headline is %q; its figures say %q", c.report.Headline, want.headline())
}

package reports

import (
	"cmp"
	"slices"
)

// Cause is one rule that explains contradictions, with all that follow from it.
type Cause struct {
	Rule          string   `json:"rule"`                  // the rule that is broken
	Basis         Basis    `json:"basis,omitempty"`       // why the rule is believed; absent where no rule is at fault
	Verdict       Verdict  `json:"verdict"`               // the worst of the contradictions that stand in it
	Reason        string   `json:"reason"`                // what was expected and what was seen, and both readings where there are two
	Scenarios     []string `json:"scenarios"`             // ids of those that show it, its own first
	Followers     []string `json:"followers"`             // ids of those that were not judged because of it
	FollowerRules []string `json:"follower_rules"`        // ids of the rules of those
	Beside        []string `json:"beside,omitempty"`      // rules that would explain it alike
	Exchange      int      `json:"exchange"`              // that shows it: index into exchanges; -1 for none
	MockRule      string   `json:"mock_rule,omitempty"`   // the rule of the mock that spoke
	AnswerFile    string   `json:"answer_file,omitempty"` // the recorded answer that the mock gave
}

// Premise is a call that shows whether the inventory is right. It is no test case.
type Premise struct {
	Role     string `json:"role"`     // what the call was made to show
	Shown    bool   `json:"shown"`    // the role is what the inventory says
	Says     string `json:"says"`     // what was answered, and what that means
	Exchange int    `json:"exchange"` // index into exchanges; -1 when the role was shown by calls of the run
}

// GroupByRule makes a cause of each rule that something contradicts, for a run that knows no better: what a rule's
// scenarios show is then never more than one entry. It does nothing where causes are given.
func (r *Report) GroupByRule() {
	if len(r.Causes) > 0 {
		return
	}
	for i := range r.Rules {
		if c, ok := causeOf(&r.Rules[i]); ok {
			r.Causes = append(r.Causes, c)
		}
	}
	slices.SortStableFunc(r.Causes, func(a, b Cause) int { return cmp.Compare(a.Verdict.Rank(), b.Verdict.Rank()) })
}

func causeOf(rule *Rule) (Cause, bool) {
	c := Cause{Rule: rule.ID, Basis: rule.Basis, Verdict: NotRun, Exchange: -1, Followers: []string{}, FollowerRules: []string{}}
	for _, v := range rule.Violations {
		if v.Verdict.Rank() < c.Verdict.Rank() {
			c.Verdict, c.Basis, c.Exchange = v.Verdict, v.Basis, v.Exchange
			c.Reason = "expected " + v.Expected + ", got " + v.Got
		}
		switch {
		case slices.Contains(c.Scenarios, v.Scenario):
		case slices.Contains(rule.Scenarios, v.Scenario):
			c.Scenarios = slices.Insert(c.Scenarios, c.own(rule), v.Scenario)
		default:
			c.Scenarios = append(c.Scenarios, v.Scenario)
		}
	}
	return c, len(c.Scenarios) > 0
}

// own is how many of the scenarios that show the cause are the rule's own; those stand first.
func (c *Cause) own(rule *Rule) int {
	n := 0
	for n < len(c.Scenarios) && slices.Contains(rule.Scenarios, c.Scenarios[n]) {
		n++
	}
	return n
}

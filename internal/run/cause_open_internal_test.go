package run

import (
	"testing"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
)

// What follows from a rule that is itself not decided has the cause of that. From outside it depends on which call of two
// scenarios comes first.
func TestWhatFollowsFromARuleThatIsNotDecidedHasItsCause(t *testing.T) {
	not := func(rule string, made *Premise) *Outcome {
		return &Outcome{Scenario: &plan.Scenario{Rule: rule}, Judgement: Judgement{Violations: []*Violation{{Rule: rule, Step: -1, Premise: made, Verdict: reports.Inconclusive}}}}
	}
	group := not("Adds/group", &Premise{Says: "what was accepted before is refused by now"})
	other := not("Adds/list", &Premise{Says: "another call changed the group", Blames: "Adds/group"})
	r := &run{suite: &Suite{Ledger: &spec.Ledger{}}}
	r.causes([]*Outcome{other, group})
	if cause := other.Violations[0].cause; cause == nil || cause != group.Violations[0].cause {
		t.Errorf("the cause is %+v, and that of the rule it follows from %+v", cause, group.Violations[0].cause)
	}
}

package run

import (
	"testing"

	"github.com/slbconform/slbconform/spec"
)

// A rule explains what else its mutants show as long as something contradicts the rule itself that has no other cause.
func TestARuleOfWhichEverythingHasAnotherCauseIsNone(t *testing.T) {
	claims := []claim{{outcome: &Outcome{}, v: &Violation{}}, {outcome: &Outcome{}, v: &Violation{}, spot: 1}}
	c := &contradictions{ledger: &spec.Ledger{}, claims: claims, by: map[string]*possibleCause{}}
	c.possibleCause("") // the contradicted rule
	of := candidate{possibleCause: &possibleCause{rule: "a", own: []int{0}}, speaks: []int{0, 1}, claims: []int{0, 1}}
	for own, left := range map[string][]bool{"left": {true, true}, "taken": {false, true}} {
		if strength := c.strength(of, left); (strength == nil) != (own == "taken") {
			t.Errorf("what contradicts the rule itself is %s: %v", own, strength)
		}
	}
}

package proof

import (
	"github.com/slbconform/slbconform/spec"
)

// Generator makes mutants of one sort.
type Generator struct {
	Name string
	Make func(w *Workshop, r *spec.Rule) []*Mutant // none for a rule it has nothing to say of
}

// Generators are all of them.
func Generators() []Generator {
	return []Generator{
		{neverFires, (*Workshop).neverFires},
		{oneStepOff, (*Workshop).oneStepOff},
		{oneElementOff, (*Workshop).oneElementOff},
		{stricter, (*Workshop).stricter},
		{refuses, (*Workshop).refusesIt},
		{anotherCode, (*Workshop).anotherCode},
		{anotherStatus, (*Workshop).anotherStatus},
		{anotherMessage, (*Workshop).anotherMessage},
		{refusedApplied, (*Workshop).refusedApplied},
		{notApplied, (*Workshop).notApplied},
		{storedOtherwise, (*Workshop).storedOtherwise},
		{anotherDefault, (*Workshop).anotherDefault},
		{wrongAnswer, (*Workshop).wrongAnswer},
		{ofItsOwn, (*Workshop).ofItsOwn},
	}
}

// The names of the generators.
const (
	neverFires      = "never fires"
	oneStepOff      = "one step off"
	oneElementOff   = "one element off"
	stricter        = "stricter"
	refuses         = "refuses it"
	anotherCode     = "another code"
	anotherStatus   = "another status"
	anotherMessage  = "another message"
	refusedApplied  = "refused but applied"
	notApplied      = "accepted but not applied"
	storedOtherwise = "stored otherwise"
	anotherDefault  = "another default"
	wrongAnswer     = "wrong answer"
	ofItsOwn        = "a fault of its own"
)

package proof

import (
	"slices"

	"github.com/slbconform/slbconform/spec"
)

// needs are the sorts of mutants that a rule must have, by what it is. This is the other half of the generators: a
// generator that is taken away, or a rule of the mock, is missed here.
func (w *Workshop) needs(r *spec.Rule) []string {
	if slices.Contains(unlikeTheirKind(), r.Name) {
		return []string{ofItsOwn}
	}
	if w.inAnswer(r.Name) {
		return []string{wrongAnswer}
	}
	needs := byKind()[r.Kind]
	if r.Fact.Required != nil && !*r.Fact.Required || r.Fact.Conditions != nil || r.Fact.Dependent != nil {
		needs = byKind()["tolerance"]
	}
	if r.Kind == "values" && len(r.Fact.Values) == 0 {
		return []string{neverFires, refusedApplied}
	}
	return needs
}

func byKind() map[spec.Kind][]string {
	return map[spec.Kind][]string{
		"required":      {neverFires, refusedApplied},
		"type":          {neverFires, refusedApplied},
		"range":         {neverFires, oneStepOff, refusedApplied, notApplied},
		"length":        {neverFires, oneStepOff, refusedApplied, notApplied, storedOtherwise},
		"limit":         {neverFires, oneStepOff, refusedApplied, notApplied},
		"alphabet":      {neverFires, oneElementOff, refusedApplied, notApplied, storedOtherwise},
		"values":        {oneElementOff, notApplied},
		"default":       {anotherDefault},
		"precondition":  {neverFires, refusedApplied},
		"error":         {neverFires, anotherCode, anotherStatus, anotherMessage, refusedApplied},
		"authorization": {neverFires, refusedApplied},
		"signature":     {neverFires, refusedApplied},
		"tolerance":     {stricter, notApplied},
		"sample":        {refuses, notApplied, storedOtherwise},
		"effect":        {notApplied},
		"member":        {ofItsOwn},
	}
}

// unlikeTheirKind are rules that speak of answers, of refusals or of the client as a whole, so that their kind says
// little of how they break.
func unlikeTheirKind() []string {
	return []string{
		"platform.error-envelope", "platform.error-listed", "platform.content-type", "platform.sibling-answers",
		"platform.request-id.unique", "platform.request-id.format", "field.description-absent",
		"field.sdk-reports-refusals", "field.sdk-reports-answers", "field.refusal-changes-nothing",
	}
}

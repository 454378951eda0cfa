package run

import "github.com/slbconform/slbconform/internal/wire"

// Symptom is one thing that failed in a scenario: where, and by what kind of answer.
type Symptom struct {
	Scenario  string    // full id
	At        string    // the sentence, or the place in the exchange that the document speaks of
	Kind      wire.Kind // of the answer that showed it; empty without one
	Undecided bool      // nothing could be said there; else it was contradicted
}

// Symptoms are all that failed in the scenario.
func (o *Outcome) Symptoms() []Symptom {
	var all []Symptom
	for _, v := range o.Violations {
		all = append(all, o.symptomOf(v))
	}
	if len(all) > 0 {
		return all
	}
	for i, step := range o.Steps {
		if step.Status == "undecided" {
			all = append(all, Symptom{Scenario: o.Scenario.ID(), At: o.Scenario.Steps[i].Text, Kind: o.lastKind(), Undecided: true})
		}
	}
	return all
}

func (o *Outcome) symptomOf(v *Violation) Symptom {
	s := Symptom{Scenario: o.Scenario.ID(), At: v.Where}
	if v.Step >= 0 {
		s.At = o.Scenario.Steps[v.Step].Text
	}
	if v.Exchange != nil {
		s.Kind = v.Exchange.Kind()
	}
	return s
}

func (o *Outcome) lastKind() wire.Kind {
	if n := len(o.Exchanges); n > 0 {
		return o.Exchanges[n-1].Kind()
	}
	return ""
}

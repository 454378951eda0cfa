package proof

import (
	"fmt"
	"time"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/steps"
)

// Trial is what became of one mutant. It does not keep the run itself: a night's worth of them would fill the memory.
type Trial struct {
	Mutant  *Mutant
	Took    time.Duration
	Killers []Killer // all that blamed the mutant's rule, sentences first
	Others  []string // rules blamed besides, which the mutant leaves intact
	Err     error    // *Unreached, *Survived, *Blamed or *Broken; nil when the mutant was killed
}

// Killer is what blamed a mutant's rule.
type Killer struct {
	Scenario *plan.Scenario
	Step     string // the sentence; empty when the judge found it unasked
	Where    string // the place in the exchange that showed it
}

// String says it in a few words.
func (k Killer) String() string {
	if k.Step != "" {
		return k.Step
	}
	return "the judge, at " + k.Where
}

// weigh decides whether the mutant was killed: its rule is blamed, and none that it leaves intact. Against the whole
// suite a mutant may be blamed on others too: what one scenario tests, another one uses.
func (t *Trial) weigh(result *run.Result, met, everyone bool) {
	var wrongly []run.Violation
	for _, o := range result.Outcomes {
		for _, v := range o.Violations {
			switch {
			case short(v.Rule) == t.Mutant.Rule:
				t.killedBy(o.Scenario, v)
			case !t.Mutant.breaks(short(v.Rule)):
				wrongly = append(wrongly, v)
			}
		}
	}
	t.Others = rulesOf(wrongly)
	switch {
	case faultOf(result) != "":
		t.Err = &Broken{t.Mutant, faultOf(result)}
	case !met:
		t.Err = &Unreached{t.Mutant, said(result)}
	case len(wrongly) > 0 && !everyone:
		t.Err = &Blamed{t.Mutant, wrongly}
	case len(t.Killers) == 0:
		t.Err = &Survived{t.Mutant, said(result)}
	}
}

func (t *Trial) killedBy(s *plan.Scenario, v run.Violation) {
	k := Killer{Scenario: s, Where: v.Where}
	if v.Step < 0 {
		t.Killers = append(t.Killers, k)
		return
	}
	k.Step = s.Steps[v.Step].Text
	t.Killers = append([]Killer{k}, t.Killers...)
}

// faultOf is what a run itself did wrong. Something left behind is none: a mutant may well not clean up.
func faultOf(result *run.Result) string {
	for _, f := range result.Faults {
		if f.Kind == "broken" {
			return f.Says
		}
	}
	return ""
}

// said is what a run says of the first scenario that did not hold.
func said(result *run.Result) string {
	for _, o := range result.Outcomes {
		if o.Reason != "" {
			return fmt.Sprintf("%q was %s: %s", o.Scenario.Name, o.Verdict, o.Reason)
		}
	}
	return "every scenario held"
}

func rulesOf(violations []run.Violation) []string {
	var ids []string
	seen := map[string]bool{}
	for _, v := range violations {
		if !seen[v.Rule] {
			seen[v.Rule] = true
			ids = append(ids, v.Rule)
		}
	}
	return ids
}

// definition is the sentence of the vocabulary that a step is.
func definition(vocabulary []steps.Definition, text string) *steps.Definition {
	for i := range vocabulary {
		if vocabulary[i].Pattern.MatchString(text) {
			return &vocabulary[i]
		}
	}
	return nil
}

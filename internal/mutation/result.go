package mutation

import (
	"fmt"
	"time"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
)

// Result is what became of one mutant. It does not keep the run itself: a night's worth of them would fill the memory.
type Result struct {
	Mutant  *Mutant
	Took    time.Duration
	Killers []Killer // all that blamed the mutant's rule, sentences first
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

// weigh decides whether the mutant was killed: its rule is blamed, and none that it leaves intact; the rule has the verdict
// that its basis gives it, and is named as a cause.
func (t *Result) weigh(result *run.Result, met bool) {
	var wrongly []run.Violation
	for _, o := range result.Outcomes {
		for _, v := range o.Violations {
			switch {
			case v.Rule == t.Mutant.Rule:
				t.killedBy(o.Scenario, v)
			case !t.Mutant.breaks(v.Rule):
				wrongly = append(wrongly, v)
			}
		}
	}
	switch {
	case faultOf(result) != "":
		t.Err = &Broken{t.Mutant, faultOf(result)}
	case !met:
		t.Err = &Unreached{t.Mutant, said(result)}
	case len(wrongly) > 0:
		t.Err = &Blamed{t.Mutant, wrongly}
	case len(t.Killers) == 0:
		t.Err = &Survived{t.Mutant, said(result)}
	default:
		t.Err = t.Mutant.judged(result)
	}
}

func (t *Result) killedBy(s *plan.Scenario, v run.Violation) {
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

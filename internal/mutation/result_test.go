package mutation

import (
	"fmt"
	"slices"
	"time"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// Result is what became of one mutant. It does not keep the run itself: a night's worth of them would fill the memory.
type Result struct {
	Mutant  *Mutant
	Took    time.Duration
	Killers []Killer // all that blamed the mutant's rule, sentences first
	Err     error    // why the mutant was not killed; nil when it was
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
	m := t.Mutant
	var wrongly []*run.Violation
	idle := true // all that it shows is a success that was not carried out, or not as it was asked for
	for _, o := range result.Outcomes {
		for _, v := range o.Violations {
			switch {
			case v.Rule == m.Rule:
				idle = idle && v.Done != steps.Whole
				t.killedBy(o.Scenario, v)
			case !m.breaks(v.Rule):
				wrongly = append(wrongly, v)
			}
		}
	}
	switch {
	case faultOf(result) != "":
		t.Err = fmt.Errorf("run broken by a mutant: %s: %s", m, faultOf(result))
	case !met:
		t.Err = fmt.Errorf("mutant not reached: %s: no scenario of %s makes a call that would show it; %s", m, m.Rule, said(result))
	case len(wrongly) > 0:
		v := wrongly[0]
		t.Err = fmt.Errorf("mutant blamed wrongly: %s: blamed on %s, which it leaves intact: expected %s, got %s", m, v.Rule, v.Expected, v.Got)
	case len(t.Killers) == 0:
		t.Err = fmt.Errorf("mutant survived: %s: no sentence and no node of the document blames %s; %s", m, m.Rule, said(result))
	default:
		t.Err = m.judged(result, idle)
	}
}

func (t *Result) killedBy(s *plan.Scenario, v *run.Violation) {
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

// judged holds the verdict of the mutant's rule, and of the cause that names it, against its basis.
func (m *Mutant) judged(result *run.Result, idle bool) error {
	want := m.verdict(result.Suite.Ledger)
	if idle {
		want = reports.Unexpected
	}
	for _, r := range result.Rules {
		if r.ID == m.Rule && r.Verdict != want {
			return fmt.Errorf("mutant misjudged: %s: the rule is %s, not %s: %s", m, r.Verdict, want, r.Reason)
		}
	}
	if !slices.ContainsFunc(result.Causes, func(f *run.Found) bool { return f.Rule == m.Rule && f.Verdict == want }) {
		return fmt.Errorf("mutant misjudged: %s: the rule is %s, and no cause is; the first cause is %s, which is %s", m, want, result.Causes[0].Rule, result.Causes[0].Verdict)
	}
	return nil
}

// verdict is that of the mutant's rule: what is stated is violated. Of a code, its row is one thing, and what provokes it
// another. What is kept otherwise is worth what a document says of the member where a group is read.
func (m *Mutant) verdict(l *spec.Ledger) reports.Verdict {
	r := l.Rule(m.Rule)
	basis := r.Basis
	if r.Kind == "error" && !slices.Contains([]string{anotherStatus, anotherMessage}, m.Sort) {
		basis = r.Cause.Basis
	}
	if basis == spec.Stated && m.Sort == anotherCode && r.Kind == "error" { // what is refused, and with which code, are two things
		basis = spec.Inferred
	}
	switch {
	case basis != spec.Stated, m.without != "" && m.without == r.LeavesOut:
		return reports.Unexpected
	case m.keeps == "":
		return reports.Violates
	}
	writes := writing()
	unread := slices.ContainsFunc(l.Names(), func(operation string) bool {
		shown := l.EchoRule(operation, operation, string(steps.Answered), m.keeps)
		return !slices.Contains(writes, operation) && shown != nil && shown.Basis != spec.Stated
	})
	if unread {
		return reports.Unexpected
	}
	return reports.Violates
}

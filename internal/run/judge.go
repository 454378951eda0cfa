package run

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// Judgement is what a scenario is worth.
type Judgement struct {
	Verdict    reports.Verdict // exactly one; while the run goes on, as far as it can be told by then
	Own        reports.Verdict // what its own sentences are worth, leaving out contradictions
	Reason     string          // of a verdict other than rehearsed or confirmed
	Violations []*Violation
	Findings   []Finding
	Faults     []Fault
}

// Finding is something the page does not say.
type Finding struct {
	Departure spec.Departure
	Exchange  *wire.Exchange
}

// Fault is a fault of the run itself.
type Fault struct {
	Kind, Says string
	Scenario   *plan.Scenario
	Step       int // index of the sentence, with Scenario
}

// judge weighs everything a scenario showed: its sentences, the document's word on every exchange, the kind of its
// refusals, and the clean-up.
func (r *run) judge(o *Outcome) Judgement {
	var j Judgement
	j.Own = reports.Verdict(r.about.Evidence)
	r.judgeSentences(o, &j)
	r.judgeExchanges(o, &j)
	r.unawaited(o, &j)
	r.judgeRefusals(o, &j)
	r.judgeEchoes(o, &j)
	r.layForm(o, &j)
	r.attribute(o, &j)
	if j.Own == reports.Inconclusive && len(j.Violations) == 0 && len(j.Faults) == 0 {
		j.Reason += r.restsOn(o)
	}
	if r.options.Audit && len(j.Violations) == 0 && j.Own == reports.Verdict(r.about.Evidence) {
		r.audit(o, &j)
	}
	return j
}

// attribute says of every contradiction what it contradicts and what it rests on.
func (r *run) attribute(o *Outcome, j *Judgement) {
	var used *calls
	for _, v := range j.Violations {
		v.Aspect = r.aspect(v)
		v.Done = r.done(o, v)
		v.MockRule, v.AnswerFile = o.mockSource(v.Exchange)
		if tried := r.suite.Ledger.Rule(o.Scenario.Rule); tried != nil && v.Rule != tried.ID && !v.ofForm() && v.said.Shows != steps.Strangers {
			v.scenario = tried.Basis // what no call named rests on none
		}
		v.Basis = r.basis(v)
		if !r.premises.asked || v.ofForm() || v.Aspect == Row {
			continue // the form of an answer is what it is, whatever was asked for
		}
		if used == nil {
			used = r.premises.index.callsOf(o.Exchanges, o.session)
		}
		v.uses = used.under(o.Exchanges, v.Exchange)
		if v.inAnswer { // what was accepted rests on no right
			v.uses.right = part{}
			continue
		}
		v.Vouched = r.onlyVouched(v.uses)
		v.placed = placed(v.Exchange, v.uses.parts, r.about.Inventory)
	}
}

// done is how much was carried out of a call that was to be refused, or that no document lets succeed. What a code is said to come
// with is no duty.
func (r *run) done(o *Outcome, v *Violation) steps.Extent {
	switch {
	case v.Aspect != "":
		return steps.Whole
	case v.said.Done == steps.Whole && (r.unpromised(o, v) || v.said.Listless && r.ofList(v.Exchange)):
		return steps.Nothing
	}
	return v.said.Done
}

// unpromised reports whether a contradiction is shown by a success that no document promises, of a call of which nothing was
// carried out: what a call does, and what its answer holds, is stated of calls that are carried out.
func (r *run) unpromised(o *Outcome, v *Violation) bool {
	rule := r.suite.Ledger.Rule(o.Scenario.Rule)
	return o.undone != nil && v.Exchange == o.undone && rule != nil && rule.Basis != spec.Stated
}

func (r *run) judgeSentences(o *Outcome, j *Judgement) {
	r.judgeError(o, j, o.stepErr, o.atStep)
	r.judgeError(o, j, o.endErr, -1)
	if errors.Is(o.endErr, steps.ErrLeaked) && !r.about.Journals { // beside whatever the last look said
		j.Faults = append(j.Faults, Fault{Kind: "leaked", Says: o.endErr.Error(), Scenario: o.Scenario})
	}
}

// judgeError sorts an error into what it means. Anything that is none of ours is a fault of the harness.
func (r *run) judgeError(o *Outcome, j *Judgement, err error, step int) {
	if err == nil {
		return
	}
	var violation *steps.Violation
	var missing *target.MissingRole
	var wrong *target.WrongRole
	var undecided *steps.Undecided
	var early *endedEarly
	switch {
	case errors.Is(err, wire.ErrHarness):
		j.broken(o, err, step)
	case errors.As(err, &violation):
		j.Violations = append(j.Violations, &Violation{
			Rule: r.contradicted(o, violation, step), Expected: violation.Expected, Got: violation.Got, Step: step, Exchange: violation.Exchange,
			said: *violation,
		})
	case errors.Is(err, steps.ErrLeaked):
		// A fault of the run. A target that journals tries again at the end and says itself what is really left.
	case errors.As(err, &missing), errors.As(err, &early), errors.Is(err, target.ErrNotOffered):
		j.Own, j.Reason = reports.NotRun, err.Error()
	case r.ctx.Err() != nil && len(j.Violations) == 0 && (errors.As(err, &undecided) || errors.Is(err, context.Canceled)):
		j.Own, j.Reason = reports.NotRun, (&endedEarly{context.Cause(r.ctx)}).Error() // in the middle of it
	case errors.As(err, &wrong), errors.As(err, &undecided), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		j.Own, j.Reason = reports.Inconclusive, cmp.Or(o.toldByMock(), err.Error())
	default:
		j.broken(o, err, step)
	}
}

func (j *Judgement) broken(o *Outcome, err error, step int) {
	j.Own, j.Reason = reports.Inconclusive, "the harness is at fault: "+err.Error()
	if slices.ContainsFunc(j.Faults, func(f Fault) bool { return f.Says == err.Error() }) {
		return // several calls of the scenario met it
	}
	j.Faults = append(j.Faults, Fault{Kind: "broken", Says: err.Error(), Scenario: o.Scenario, Step: step})
}

// checked is the full id of the operation's rule that the judge blames for what it looks at by itself; "" for none.
func (r *run) checked(what spec.Check, operation string) string {
	for _, rule := range r.suite.Ledger.RulesOf(operation) {
		if rule.Checks == what {
			return rule.ID
		}
	}
	return ""
}

// judged is the day whose divergences count: that of the evidence.
func (r *run) judged() time.Time {
	if r.about.Captured != "" {
		return r.about.Date
	}
	return r.started
}

// evidence is what a divergence's own evidence is held against.
func evidence(v *Violation) spec.Evidence {
	seen := spec.Evidence{Where: v.Where, Got: v.Got}
	if v.Exchange == nil || v.Exchange.Answer == nil {
		return seen
	}
	seen.Status = v.Exchange.Answer.Status
	if refusal := v.Exchange.Refusal(); refusal != nil {
		seen.Code = refusal.Code
	}
	return seen
}

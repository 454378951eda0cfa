package run

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/slbconform/slbconform/internal/plan"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// Operation is the operation under test.
const Operation = "AddVServerGroupBackendServers"

// Judgement is what a scenario is worth.
type Judgement struct {
	Verdict    reports.Verdict // of the scenario as a whole
	Own        reports.Verdict // for its own rule, leaving out what speaks of other rules
	Reason     string          // of a verdict other than rehearsed or confirmed
	Violations []Violation
	Findings   []Finding
	Faults     []Fault
}

// Violation is one contradiction, attributed to the rule it contradicts.
type Violation struct {
	Rule, Where, Expected, Got string
	Step                       int // index of the sentence; -1 when no sentence said it
	Exchange                   *wire.Exchange
	Listed                     *spec.Divergence // the divergence that expects it; nil when none does
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
	r.judgeRefusals(o, &j)
	r.judgeEchoes(o, &j)
	if r.options.Audit && len(j.Violations) == 0 && j.Own == reports.Verdict(r.about.Evidence) {
		r.audit(o, &j)
	}
	r.conclude(o, &j)
	return j
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
		j.Violations = append(j.Violations, Violation{
			Rule: o.Scenario.Rule, Expected: violation.Expected, Got: violation.Got, Step: step, Exchange: violation.Exchange,
		})
	case errors.Is(err, steps.ErrLeaked):
		// A fault of the run. A target that journals tries again at the end and says itself what is really left.
	case errors.As(err, &missing), errors.As(err, &early), errors.Is(err, target.ErrNotOffered):
		j.Own, j.Reason = reports.NotRun, err.Error()
	case errors.As(err, &wrong), errors.As(err, &undecided), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		j.Own, j.Reason = reports.Inconclusive, err.Error()
	default:
		j.broken(o, err, step)
	}
}

func (j *Judgement) broken(o *Outcome, err error, step int) {
	j.Own, j.Reason = reports.Inconclusive, "the harness is at fault: "+err.Error()
	j.Faults = append(j.Faults, Fault{Kind: "broken", Says: err.Error(), Scenario: o.Scenario, Step: step})
}

// judgeExchanges asks the document about every exchange.
func (r *run) judgeExchanges(o *Outcome, j *Judgement) {
	o.departs = map[*wire.Exchange][]spec.Departure{}
	for _, x := range o.Exchanges {
		o.departs[x] = r.suite.Document.Check(x)
		for _, d := range o.departs[x] {
			if d.Side == spec.Answer && r.judgeable(o, x) {
				r.judgeDeparture(o, j, x, d)
			}
		}
		r.judgeRequestID(o, j, x)
	}
}

// judgeable reports whether the form of an answer counts: where the service itself spoke of the call, and where it
// gave the very refusal that the scenario is about, though elsewhere that would decide nothing.
func (r *run) judgeable(o *Outcome, x *wire.Exchange) bool {
	return x.Kind().Decides() || r.subject(o.Scenario.Rule).Of(x)
}

// judgeDeparture weighs one departure of an answer. What nobody declared contradicts a mock, whose every word is
// declared; of a real service it is news.
func (r *run) judgeDeparture(o *Outcome, j *Judgement, x *wire.Exchange, d spec.Departure) {
	if d.Kind == spec.Acknowledged || (d.Kind == spec.Undeclared && r.about.Of() != "mock") {
		j.Findings = append(j.Findings, Finding{d, x})
		return
	}
	j.Violations = append(j.Violations, Violation{Rule: d.Rule, Where: d.Where, Expected: d.Expected, Got: d.Got, Step: -1, Exchange: x})
}

func (r *run) judgeRequestID(o *Outcome, j *Judgement, x *wire.Exchange) {
	id := x.RequestID()
	if id == "" || r.about.Captured != "" && x.Answer.Header.Get(target.RepeatHeader) != "" {
		return
	}
	r.mu.Lock()
	first, twice := r.ids[id]
	r.ids[id] = o.Scenario
	r.mu.Unlock()
	if twice {
		j.Violations = append(j.Violations, Violation{
			Rule: "platform/platform.request-id.unique", Where: "body /RequestId", Step: -1, Exchange: x,
			Expected: "a request id of its own", Got: fmt.Sprintf("%s, as in scenario %q", id, first.Name),
		})
	}
}

// judgeRefusals holds that a refusal for which the page gives no code does not carry the code of another rule.
func (r *run) judgeRefusals(o *Outcome, j *Judgement) {
	for _, c := range o.claims {
		if c.Code != "" {
			continue
		}
		of := r.suite.Ledger.RulesOfCode(c.Exchange.Action, c.Refusal.Code)
		if len(of) > 0 && !slices.Contains(of, o.Scenario.Rule) {
			j.Violations = append(j.Violations, Violation{
				Rule: o.Scenario.Rule, Where: "body /Code", Step: -1, Exchange: c.Exchange,
				Expected: "a refusal that speaks of " + o.Scenario.Rule, Got: fmt.Sprintf("%s, which the page lists for %s", c.Refusal.Code, of[0]),
			})
		}
	}
}

// judgeEchoes holds that what an accepted call asked for comes back, in its answer and when the group is read.
func (r *run) judgeEchoes(o *Outcome, j *Judgement) {
	for _, e := range o.echoes {
		rule := r.suite.Ledger.EchoRule(e.Operation, string(e.Side), e.Member)
		if rule == nil {
			continue
		}
		j.Violations = append(j.Violations, Violation{
			Rule: rule.ID, Where: "echo " + e.Member, Expected: e.Expected, Got: e.Got, Step: -1, Exchange: e.Exchange,
		})
	}
}

// conclude makes verdicts of what was found. A contradiction that is listed as a divergence diverges.
func (r *run) conclude(o *Outcome, j *Judgement) {
	all := j.Own
	for i := range j.Violations {
		v := &j.Violations[i]
		v.Listed = r.suite.Divergences.Match(v.Rule, r.about.Of(), r.about.Region, evidence(v), r.judged())
		all = reports.Roll(all, v.verdict())
		if v.Rule == o.Scenario.Rule {
			j.Own = reports.Roll(j.Own, v.verdict())
		}
	}
	j.Verdict = all
	for i := range j.Violations {
		if v := &j.Violations[i]; v.verdict() == j.Verdict {
			j.Reason = fmt.Sprintf("expected %s, got %s", v.Expected, v.Got)
			return
		}
	}
}

// judged is the day whose divergences count: that of the evidence.
func (r *run) judged() time.Time {
	if r.about.Captured != "" {
		return r.about.Date
	}
	return r.started
}

func (v *Violation) verdict() reports.Verdict {
	if v.Listed != nil {
		return reports.Diverges
	}
	return reports.Violates
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

package run

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
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
	Violations []Violation
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
	for i := range j.Violations {
		v := &j.Violations[i]
		v.Aspect = r.aspect(v)
		v.MockRule, v.AnswerFile = o.spoke(v.Exchange)
		v.Basis = r.basis(v)
		if !r.premises.asked || v.form || v.Aspect == Row {
			continue // the form of an answer is what it is, whatever was asked for
		}
		if used == nil {
			used = r.premises.atlas.callsOf(o.Exchanges, o.session)
		}
		v.uses = used.under(o.Exchanges, v.Exchange)
		v.Vouched = strings.Join(slices.DeleteFunc(slices.Clone(v.uses.vouched), r.premises.vouchedFor), ", ")
	}
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
			Rule: r.contradicted(o, violation, step), Expected: violation.Expected, Got: violation.Got, Step: step, Exchange: violation.Exchange,
			overForm: violation.Form,
		})
	case errors.Is(err, steps.ErrLeaked):
		// A fault of the run. A target that journals tries again at the end and says itself what is really left.
	case errors.As(err, &missing), errors.As(err, &early), errors.Is(err, target.ErrNotOffered):
		j.Own, j.Reason = reports.NotRun, err.Error()
	case errors.As(err, &wrong), errors.As(err, &undecided), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		j.Own, j.Reason = reports.Inconclusive, cmp.Or(o.toldByMock(), err.Error())
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
	j.Violations = append(j.Violations, Violation{Rule: d.Rule, Where: d.Where, Expected: d.Expected, Got: d.Got, Step: -1, Exchange: x, form: true})
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
	if rule := r.checked(spec.RequestIDUnique, spec.Platform); twice && rule != "" {
		j.Violations = append(j.Violations, Violation{
			Rule: rule, Where: "body /RequestId", Step: -1, Exchange: x, form: true,
			Expected: "a request id of its own", Got: fmt.Sprintf("%s, as in scenario %q", id, first.Name),
		})
	}
}

// judgeRefusals notes a refusal for which no document gives a code, and that carries one documented for something else:
// the rule is kept by any refusal, and the code is news.
func (r *run) judgeRefusals(o *Outcome, j *Judgement) {
	for _, c := range o.claims {
		if c.Code != "" {
			continue
		}
		of := r.suite.Ledger.RulesOfCode(o.Scenario.Operation, c.Refusal.Code)
		if len(of) == 0 || slices.Contains(of, o.Scenario.Rule) {
			continue
		}
		d := spec.Departure{
			Side: spec.Answer, Kind: spec.Undeclared, Rule: o.Scenario.Rule, Where: "body /Code",
			Expected: "a code that no document gives another cause", Got: fmt.Sprintf("%q, which is listed for %s", c.Refusal.Code, of[0]),
		}
		if r.options.AllStated {
			j.Violations = append(j.Violations, Violation{Rule: d.Rule, Where: d.Where, Expected: d.Expected, Got: d.Got, Step: -1, Exchange: c.Exchange, form: true})
			continue
		}
		j.Findings = append(j.Findings, Finding{Exchange: c.Exchange, Departure: d})
	}
}

// layForm lays a sentence that failed over the form of an answer to what is wrong with that form, where something stated
// is: then nothing is said of the scenario's own rule. That a change is missing where the group is read is no matter of
// form.
func (r *run) layForm(o *Outcome, j *Judgement) {
	for i := range j.Violations {
		v := &j.Violations[i]
		if !v.overForm {
			continue
		}
		k := slices.IndexFunc(j.Violations, func(of Violation) bool {
			return of.form && of.Step < 0 && of.Exchange == v.Exchange && (!of.echo || v.Exchange.Action == o.Scenario.Operation) && r.suite.Ledger.Rule(of.Rule).Basis == spec.Stated
		})
		if k >= 0 {
			v.Rule, v.form = j.Violations[k].Rule, true
		}
	}
}

// judgeEchoes holds that what an accepted call asked for comes back, in its answer and when the group is read.
func (r *run) judgeEchoes(o *Outcome, j *Judgement) {
	for _, e := range o.echoes {
		rule := r.suite.Ledger.EchoRule(e.Operation, e.Reader, string(e.Side), e.Member)
		if rule == nil {
			continue
		}
		j.Violations = append(j.Violations, Violation{
			Rule: rule.ID, Where: "echo " + e.Member, Expected: e.Expected, Got: e.Got, Step: -1, Exchange: e.Exchange, form: true, echo: true,
		})
	}
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

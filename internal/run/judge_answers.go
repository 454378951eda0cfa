package run

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

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
	if (d.Kind == spec.Acknowledged || d.Kind == spec.Undeclared) && o.refusedForInventory(x) {
		return
	}
	if d.Kind == spec.Acknowledged || (d.Kind == spec.Undeclared && r.about.Of() != "mock") {
		j.Findings = append(j.Findings, Finding{d, x})
		return
	}
	j.Violations = append(j.Violations, departure(d, x))
}

// departure is the violation by an answer that departs from the document: no sentence said it.
func departure(d spec.Departure, x *wire.Exchange) *Violation {
	return &Violation{Rule: d.Rule, Where: d.Where, Expected: d.Expected, Got: d.Got, Step: -1, Exchange: x, inAnswer: true}
}

// refusedForInventory reports whether a call of set-up was refused for what the inventory says: the mistake is a person's, and no
// news of the service.
func (o *Outcome) refusedForInventory(x *wire.Exchange) bool {
	u, ok := errors.AsType[*steps.Undecided](o.stepErr)
	return ok && u.Inventory && u.Refused == x
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
		j.Violations = append(j.Violations, &Violation{
			Rule: rule, Where: "body /RequestId", Step: -1, Exchange: x, inAnswer: true,
			Expected: "a request id of its own", Got: fmt.Sprintf("%s, as in scenario %q", id, first.Name),
		})
	}
}

// unawaited drops what is wrong with the form of a success that should have been a refusal, and of those that the same call had
// while the refusal was waited for: the sentence says so already, and what such a success looks like no document says.
func (r *run) unawaited(o *Outcome, j *Judgement) {
	for _, sentence := range slices.Clone(j.Violations) {
		if !r.wasAccepted(o, sentence) {
			continue
		}
		waited := waitedFor(o.Exchanges, sentence.Exchange)
		j.Violations = slices.DeleteFunc(j.Violations, func(v *Violation) bool { return v.inAnswer && slices.Contains(waited, v.Exchange) })
	}
}

// waitedFor are an exchange and those of the same call right before it: it was made again until it came as it was expected.
func waitedFor(all []*wire.Exchange, last *wire.Exchange) []*wire.Exchange {
	end := slices.Index(all, last) + 1
	first := end
	for first > 0 && all[first-1].Action == last.Action {
		first--
	}
	return all[first:end]
}

// judgeRefusals notes a refusal for which no document gives a code, and that carries one documented for something else:
// the rule is kept by any refusal, and the code is news.
func (r *run) judgeRefusals(o *Outcome, j *Judgement) {
	for _, c := range o.claims {
		if c.Code != "" {
			continue
		}
		of := slices.DeleteFunc(r.suite.Ledger.RulesOfCode(o.Scenario.Operation, c.Refusal.Code), func(id string) bool {
			return ofAnotherTable(r.suite.Ledger.Rule(id), c.Refusal)
		})
		if len(of) == 0 || slices.Contains(of, o.Scenario.Rule) {
			continue
		}
		o.foreign = append(o.foreign, c.Exchange)
		d := spec.Departure{
			Side: spec.Answer, Kind: spec.Undeclared, Rule: o.Scenario.Rule, Where: "body /Code",
			Expected: "a code that no document gives another cause", Got: fmt.Sprintf("%q, which is listed for %s", c.Refusal.Code, of[0]),
		}
		if roles := r.onlyVouched(r.premises.index.callsOf(o.Exchanges, o.session).of(c.Exchange)); roles != "" {
			d.Got += "; look whether it is what the inventory alone vouches for: " + roles
		}
		if r.options.AllStated {
			j.Violations = append(j.Violations, departure(d, c.Exchange))
			continue
		}
		j.Findings = append(j.Findings, Finding{Exchange: c.Exchange, Departure: d})
	}
}

// onlyVouched are the roles that a call uses and only the inventory vouches for.
func (r *run) onlyVouched(u usage) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(u.vouched), r.premises.vouchedFor), ", ")
}

// ofAnotherTable reports whether a refusal is no word of a rule's row: another published table gives the code other
// messages, which is why the row is not stated, and this is one of those.
func ofAnotherTable(row *spec.Rule, refusal *wire.Refusal) bool {
	text := row.Fact.Message
	return row.Kind == "error" && row.Basis != spec.Stated && !strings.Contains(text, "%s") && text != refusal.Message
}

// layForm lays a sentence that failed over the form of an answer to the member that is not there, or to what else is wrong with
// that form, where something stated is, or the answer is a refusal: then nothing is said of the scenario's own rule. That a change
// is missing where the group is read is no matter of form.
func (r *run) layForm(o *Outcome, j *Judgement) {
	for _, v := range j.Violations {
		if !v.said.Form {
			continue
		}
		if absent := r.suite.Ledger.Rule(r.suite.Document.Absent(v.Exchange, v.said.LooksAt)); absent != nil && absent.Basis == spec.Stated {
			v.inAnswer = v.inAnswer || absent.ID != v.Rule
			v.Rule = absent.ID
			continue
		}
		k := slices.IndexFunc(j.Violations, func(of *Violation) bool {
			return of.inAnswer && of.Exchange == v.Exchange && (of.echo == nil || v.Exchange.Action == o.Scenario.Operation) &&
				(r.suite.Ledger.Rule(of.Rule).Basis == spec.Stated || v.Exchange.Refusal() != nil)
		})
		if k >= 0 {
			v.Rule, v.inAnswer, v.echo = j.Violations[k].Rule, true, j.Violations[k].echo
		}
	}
}

// judgeEchoes holds that what an accepted call asked for comes back, in its answer and when the group is read.
func (r *run) judgeEchoes(o *Outcome, j *Judgement) {
	for i := range o.echoes {
		e := &o.echoes[i]
		member := e.Member
		if e.Side == steps.Stored {
			member = e.Undone
		}
		rule := r.suite.Ledger.EchoRule(e.Operation, e.Reader, string(e.Side), member)
		if rule == nil {
			continue
		}
		j.Violations = append(j.Violations, &Violation{
			Rule: rule.ID, Where: "echo " + e.Member, Expected: e.Expected, Got: e.Got, Step: -1, Exchange: e.Exchange, inAnswer: true, echo: e,
		})
	}
}

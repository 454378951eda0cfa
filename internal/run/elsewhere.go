package run

import (
	"iter"
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// layElsewhere lays to the rule of the group that a call names what is seen of calls that another group got: their answers name
// that one, and, of one of them at least, its own is read back without what was asked for, or a scenario of that rule says so. What
// is read of either shows nothing else.
func (r *run) layElsewhere() {
	answers := map[string]int{} // how often there is one
	for _, o := range r.outcomes {
		for x := range answeredElsewhere(o) {
			answers[string(x.Answer.Body)]++
		}
	}
	broken := map[string]bool{} // by the rule of the group that a call names
	of := map[string]string{}   // group → rule
	for _, o := range r.outcomes {
		undone := slices.ContainsFunc(o.Violations, func(v *Violation) bool { return v.echo != nil && v.echo.Undone == steps.Itself })
		for x := range answeredElsewhere(o) {
			rule := r.checked(spec.GroupOfTheCall, x.Action)
			broken[rule] = broken[rule] || rule != "" && (undone || o.Scenario.Rule == rule && readsOtherwise(o))
		}
	}
	for _, o := range r.outcomes {
		for x, got := range answeredElsewhere(o) {
			rule := r.checked(spec.GroupOfTheCall, x.Action)
			if broken[rule] && answers[string(x.Answer.Body)] == 1 { // else it is the answer to another call
				of[x.Request.Params().Get("VServerGroupId")], of[got] = rule, rule
			}
		}
	}
	for _, v := range violations(r.outcomes) {
		if v.Exchange == nil {
			continue
		}
		asked, got := namedAndAnswered(v.Exchange)
		if rule := of[asked]; rule != "" && (asked != got || r.suite.Document.Actions()[v.Exchange.Action].Does == wire.Reads) {
			v.Rule = rule
			v.Basis = r.basis(v)
		}
	}
}

// readsOtherwise reports whether what is read of a group, in an answer that names it, contradicts the rule of a scenario.
func readsOtherwise(o *Outcome) bool {
	return slices.ContainsFunc(o.Violations, func(v *Violation) bool {
		if v.Rule != o.Scenario.Rule || v.Exchange == nil {
			return false
		}
		asked, got := namedAndAnswered(v.Exchange)
		return got != "" && asked == got
	})
}

// answersElsewhere is the rule of the group that a call names, of the first call of a scenario whose answer names another; "" for
// none.
func (r *run) answersElsewhere(o *Outcome) string {
	for x := range answeredElsewhere(o) {
		return r.checked(spec.GroupOfTheCall, x.Action)
	}
	return ""
}

// answeredElsewhere are the calls of a scenario whose answers name another group than they do, with that group.
func answeredElsewhere(o *Outcome) iter.Seq2[*wire.Exchange, string] {
	return func(yield func(*wire.Exchange, string) bool) {
		for _, x := range o.Exchanges {
			if asked, got := namedAndAnswered(x); asked != got && got != "" && !yield(x, got) {
				return
			}
		}
	}
}

// namedAndAnswered are the group that an accepted call names and the one that its answer names; "" for none.
func namedAndAnswered(x *wire.Exchange) (asked, got string) {
	asked = x.Request.Params().Get("VServerGroupId")
	if asked == "" || !x.Succeeded() {
		return asked, ""
	}
	var answer struct {
		VServerGroupID string `json:"VServerGroupId"`
	}
	_ = wire.Decode(x.Answer.Body, &answer) // one in another form names none
	return asked, answer.VServerGroupID
}

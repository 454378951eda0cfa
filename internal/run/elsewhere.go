package run

import (
	"iter"
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// groupsOf are the group that a call names, and what its answer tells of a group; "" for none.
type groupsOf struct {
	asked string
	told  struct {
		ID   string `json:"VServerGroupId"`
		Name string `json:"VServerGroupName"`
	}
}

// theGroupsOf reads them from an exchange. A call that was not accepted tells of no group.
func theGroupsOf(x *wire.Exchange) groupsOf {
	of := groupsOf{asked: x.Request.Params().Get("VServerGroupId")}
	if x.Succeeded() {
		_ = wire.Decode(x.Answer.Body, &of.told) // one in another form tells of none
	}
	return of
}

// elsewhere reports whether the answer tells of another group than the call names.
func (g groupsOf) elsewhere() bool { return g.asked != "" && g.told.ID != "" && g.told.ID != g.asked }

// layElsewhere lays to the rule of the group that a call names what is seen of calls that another group got. An answer that comes
// twice is the answer to another call, and tells nothing of that.
func (r *run) layElsewhere() {
	if !slices.ContainsFunc(r.outcomes, func(o *Outcome) bool { return len(o.Violations) > 0 }) {
		return // and no answer is read once more where all is well
	}
	answers := map[string]int{} // how often each came
	for _, o := range r.outcomes {
		for x := range answeredElsewhere(o) {
			answers[string(x.Answer.Body)]++
		}
	}
	once := func(x *wire.Exchange) bool { return answers[string(x.Answer.Body)] == 1 }
	r.layChangedElsewhere(once)
	r.layReadElsewhere(once)
}

// layChangedElsewhere does so of calls that change a group: their answers name another, and, of one of them at least, its own is
// read back without what was asked for, or a scenario of that rule says so. What is read of either shows nothing else.
func (r *run) layChangedElsewhere(once func(*wire.Exchange) bool) {
	broken := map[string]bool{} // by the rule of the group that a call names
	of := map[string]string{}   // group → rule
	for _, o := range r.outcomes {
		undone := slices.ContainsFunc(o.Violations, func(v *Violation) bool { return v.echo != nil && v.echo.Undone == steps.Itself })
		for x := range answeredElsewhere(o) {
			rule := r.checked(spec.GroupOfTheCall, x.Action)
			broken[rule] = broken[rule] || rule != "" && !r.reads(x) && (undone || o.Scenario.Rule == rule && readsOtherwise(o))
		}
	}
	for _, o := range r.outcomes {
		for x, groups := range answeredElsewhere(o) {
			rule := r.checked(spec.GroupOfTheCall, x.Action)
			if broken[rule] && once(x) {
				of[groups.asked], of[groups.told.ID] = rule, rule
			}
		}
	}
	for _, v := range violations(r.outcomes) {
		if v.Exchange == nil {
			continue
		}
		groups := theGroupsOf(v.Exchange)
		if rule := of[groups.asked]; rule != "" && (groups.asked != groups.told.ID || r.reads(v.Exchange)) {
			r.lay(v, rule)
		}
	}
}

// lay lays a contradiction to another rule than the one that it was found by.
func (r *run) lay(v *Violation, rule string) {
	v.Rule = rule
	v.Basis = r.basis(v)
}

// reads reports whether the call only reads.
func (r *run) reads(x *wire.Exchange) bool {
	return r.suite.Document.Actions()[x.Action].Does == wire.Reads
}

// readsOtherwise reports whether what is read of a group, in an answer that names it, contradicts the rule of a scenario.
func readsOtherwise(o *Outcome) bool {
	return slices.ContainsFunc(o.Violations, func(v *Violation) bool {
		if v.Rule != o.Scenario.Rule || v.Exchange == nil {
			return false
		}
		groups := theGroupsOf(v.Exchange)
		return groups.asked != "" && groups.asked == groups.told.ID
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

// answeredElsewhere are the calls of a scenario whose answers tell of another group than they name, with both groups.
func answeredElsewhere(o *Outcome) iter.Seq2[*wire.Exchange, groupsOf] {
	return func(yield func(*wire.Exchange, groupsOf) bool) {
		for _, x := range o.Exchanges {
			if groups := theGroupsOf(x); groups.elsewhere() && !yield(x, groups) {
				return
			}
		}
	}
}

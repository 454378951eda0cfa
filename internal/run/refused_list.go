package run

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// contradicted is the rule that a sentence's violation contradicts: the scenario's own, unless a list shows a part of what is
// there, or a refused list was taken in part. Which part of a refused list is carried out is no document's affair as long as
// what is refused is not.
func (r *run) contradicted(o *Outcome, v *steps.Violation, step int) string {
	own := o.Scenario.Rule
	if v.Shows == steps.Strangers {
		return cmp.Or(r.effectOf(r.changing(o)), own)
	}
	says := &steps.Definition{Unchanged: true} // as the last look holds it to
	if step >= 0 {
		says = r.suite.Vocabulary.Meaning(o.Scenario.Steps[step].Text)
	}
	if says.Control {
		return cmp.Or(r.effectOf(o.Scenario.Operation), own)
	}
	switch v.Shows {
	case steps.Deleted:
		return cmp.Or(r.checked(spec.NothingOfRefused, spec.Platform), own)
	case steps.Astray:
		return cmp.Or(r.checked(spec.GroupOfTheCall, r.suite.Document.Actions().That(wire.Creates, "VServerGroupId")), own)
	case steps.AmongOthers:
		return cmp.Or(r.checked(spec.AllInOneAnswer, v.Exchange.Action), own)
	}
	if rule := r.suite.Ledger.Rule(r.checked(spec.AllInOneAnswer, o.Scenario.Operation)); rule != nil && len(rule.From) > 0 && v.Shows.Unlisted() && !v.Filtered {
		return rule.From[0] // what such a list is inferred from
	}
	if !says.Unchanged || v.Exchange == nil || !v.Exchange.Succeeded() {
		return own
	}
	if r.barelyMade(o, v) {
		return cmp.Or(r.checked(spec.NoGroupOfRefused, o.Scenario.Operation), own)
	}
	call := refusedBefore(o.Exchanges, v.Exchange, func(x *wire.Exchange) bool { return list(x) != nil })
	if call == nil {
		return own
	}
	if v.Shows == steps.Renamed && r.ofList(call) {
		return cmp.Or(r.checked(spec.NothingOfRefused, o.Scenario.Operation), r.checked(spec.NothingOfRefused, spec.Platform), own)
	}
	entries := list(call)
	bad, some := r.badEntries(call), false
	for _, e := range entries {
		id, _ := json.Marshal(e.ServerID) // a text always marshals
		taken := bytes.Contains(v.Exchange.Answer.Body, id)
		if taken && bad[e.at] {
			return own
		}
		some = some || !taken
	}
	if rule := r.checked(spec.NothingOfRefused, o.Scenario.Operation); rule != "" && len(entries) > 1 && some {
		return rule
	}
	return own
}

// changing is the operation whose accepted calls changed groups in the scenario: that of its rule, or the only one; "" for none.
func (r *run) changing(o *Outcome) string {
	var all []string
	for _, x := range o.Exchanges {
		if x.Succeeded() && r.suite.Document.Actions()[x.Action].Does == wire.Changes && !slices.Contains(all, x.Action) {
			all = append(all, x.Action)
		}
	}
	if len(all) != 1 || o.Scenario.Operation != spec.Platform {
		return o.Scenario.Operation
	}
	return all[0]
}

// effectOf is the rule of what an operation makes of its list: what a control shows is that, and says nothing of the refusal
// before it.
func (r *run) effectOf(operation string) string {
	if rule := r.suite.Ledger.EchoRule(operation, "", string(steps.Stored), steps.Itself); rule != nil {
		return rule.ID
	}
	return r.checked(spec.AnyLawfulList, operation)
}

// settleUnrelated counts what refused calls changed without being asked against the rule that they change nothing, where the calls of several
// rules did: it is not what was refused that was carried out.
func (r *run) settleUnrelated() {
	of := map[string][]*Violation{}
	for o, v := range violations(r.outcomes) {
		if v.said.Shows == steps.Unrelated {
			of[o.Scenario.Operation] = append(of[o.Scenario.Operation], v)
		}
	}
	for operation, all := range of {
		rule := cmp.Or(r.checked(spec.NothingOfRefused, operation), r.checked(spec.NothingOfRefused, spec.Platform))
		if rule == "" || !slices.ContainsFunc(all, func(v *Violation) bool { return v.Rule != all[0].Rule }) {
			continue
		}
		for _, v := range all {
			v.Rule = rule
			v.Aspect = r.aspect(v)
			v.Basis = r.basis(v)
		}
	}
}

// barelyMade reports whether a refused call left a group without what was wrong with the call: its backend servers or its tags.
// Nothing else of the call is wrong by the document, and the scenario is not about who may call.
func (r *run) barelyMade(o *Outcome, v *steps.Violation) bool {
	if !v.Empty && !v.Untagged || r.subject(o.Scenario.Rule).Rights {
		return false
	}
	call := refusedBefore(o.Exchanges, v.Exchange, func(x *wire.Exchange) bool { return x.Action == o.Scenario.Operation })
	if call == nil {
		return false
	}
	tags, rest, list := false, false, r.suite.Document.Actions()[call.Action].In
	for _, d := range r.suite.Document.Check(call) {
		switch where := strings.TrimPrefix(d.Where, "parameter "); {
		case d.Side != spec.Request, list != "" && strings.HasPrefix(where, list) && v.Empty:
		case strings.HasPrefix(where, "Tag"):
			tags = true
		default:
			rest = true
		}
	}
	if tags {
		return !rest && v.Untagged
	}
	return !rest && v.Empty
}

// ofList reports whether the document finds nothing wrong with the last call but in its list.
func (r *run) ofList(x *wire.Exchange) bool {
	list := r.suite.Document.Actions()[x.Action].In
	for place := range r.badEntries(x) {
		list, _, _ = strings.Cut(place, " ")
	}
	wrong := slices.DeleteFunc(r.suite.Document.Check(x), func(d spec.Departure) bool { return d.Side != spec.Request })
	return len(wrong) > 0 && list != "" && !slices.ContainsFunc(wrong, func(d spec.Departure) bool {
		return !strings.HasPrefix(strings.TrimPrefix(d.Where, "parameter "), list)
	})
}

// refusedBefore is the last refused call of a kind before a look at the group.
func refusedBefore(exchanges []*wire.Exchange, look *wire.Exchange, of func(*wire.Exchange) bool) *wire.Exchange {
	var last *wire.Exchange
	for _, x := range exchanges {
		if x == look {
			break
		}
		if x.Refusal() != nil && of(x) {
			last = x
		}
	}
	return last
}

// badEntries are the places of the entries that the document itself finds wrong.
func (r *run) badEntries(x *wire.Exchange) map[string]bool {
	bad := map[string]bool{}
	for _, d := range r.suite.Document.Check(x) {
		if name, place, found := strings.Cut(d.Where, " /"); found && d.Side == spec.Request {
			entry, _, _ := strings.Cut(place, "/")
			bad[name+" /"+entry] = true
		}
	}
	return bad
}

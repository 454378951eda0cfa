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

// contradicted is the rule that a sentence's violation contradicts: the scenario's own, unless a refused list was taken
// in part. Which part of a refused list is carried out is no document's affair as long as what is refused is not.
func (r *run) contradicted(o *Outcome, v *steps.Violation, step int) string {
	own := o.Scenario.Rule
	unchanged := step < 0 || r.suite.Vocabulary.Meaning(o.Scenario.Steps[step].Text).Unchanged
	if !unchanged || v.Exchange == nil || !v.Exchange.Succeeded() {
		return own
	}
	call := refusedBefore(o.Exchanges, v.Exchange)
	if call == nil {
		return own
	}
	entries := list(call)
	if v.Empty && len(entries) > 0 && r.listRefused(o, call) {
		return cmp.Or(r.checked(spec.NoGroupOfRefused, o.Scenario.Operation), own)
	}
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

// listRefused reports whether it was the list of a call that was refused: nothing else of the call is wrong by the document,
// and the scenario is not about who may call.
func (r *run) listRefused(o *Outcome, call *wire.Exchange) bool {
	if r.subject(o.Scenario.Rule).Rights {
		return false
	}
	return !slices.ContainsFunc(r.suite.Document.Check(call), func(d spec.Departure) bool {
		return d.Side == spec.Request && !strings.HasPrefix(d.Where, "BackendServers")
	})
}

// refusedBefore is the last refused call with backend servers before a look at the group.
func refusedBefore(exchanges []*wire.Exchange, look *wire.Exchange) *wire.Exchange {
	var last *wire.Exchange
	for _, x := range exchanges {
		if x == look {
			break
		}
		if x.Refusal() != nil && list(x) != nil {
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

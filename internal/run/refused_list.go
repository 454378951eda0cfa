package run

import (
	"cmp"
	"encoding/json"
	"fmt"
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
	entries := asked(call)
	if v.Empty && len(entries) > 0 && r.listRefused(o, call) {
		return cmp.Or(r.checked(spec.NoGroupOfRefused, o.Scenario.Operation), own)
	}
	bad, some := r.badEntries(call), false
	for i, e := range entries {
		taken := strings.Contains(string(v.Exchange.Answer.Body), e)
		if taken && slices.Contains(bad, i) {
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

// asked are the ids of the backend servers of a call, as a listing writes them.
func asked(x *wire.Exchange) []string {
	var ids []string
	for _, s := range list(x) {
		id, _ := json.Marshal(s.ServerID) // a text always marshals
		ids = append(ids, string(id))
	}
	return ids
}

// badEntries are the indexes of the entries that the document itself finds wrong.
func (r *run) badEntries(x *wire.Exchange) []int {
	var bad []int
	for _, d := range r.suite.Document.Check(x) {
		var i int
		if _, place, found := strings.Cut(d.Where, " /"); found && d.Side == spec.Request {
			if _, err := fmt.Sscanf(place, "%d", &i); err == nil {
				bad = append(bad, i)
			}
		}
	}
	return bad
}

package run

import (
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// layReadElsewhere lays to the rule of the group that a call names what is read of another one: the answers tell of that one, by its
// id, and one of them at least by a name that it was given and the group that is asked for was not.
func (r *run) layReadElsewhere(once func(*wire.Exchange) bool) {
	names, broken := r.names(), map[string]bool{} // by that rule
	for _, o := range r.outcomes {
		for x, groups := range answeredElsewhere(o) {
			if r.reads(x) && once(x) && slices.Contains(names[groups.told.ID], groups.told.Name) && !slices.Contains(names[groups.asked], groups.told.Name) {
				broken[r.checked(spec.GroupOfTheCall, x.Action)] = true
			}
		}
	}
	for _, v := range violations(r.outcomes) {
		if v.Exchange == nil || !r.reads(v.Exchange) || !theGroupsOf(v.Exchange).elsewhere() || !once(v.Exchange) {
			continue
		}
		if rule := r.checked(spec.GroupOfTheCall, v.Exchange.Action); rule != "" && broken[rule] {
			v.Rule = rule
			v.Basis = r.basis(v)
		}
	}
}

// names are the names that calls gave to groups, by the id that their answers tell.
func (r *run) names() map[string][]string {
	all := map[string][]string{}
	for _, o := range r.outcomes {
		for _, x := range o.Exchanges {
			name, groups := x.Request.Params().Get("VServerGroupName"), theGroupsOf(x)
			if name != "" && groups.told.ID != "" && !groups.elsewhere() {
				all[groups.told.ID] = append(all[groups.told.ID], name)
			}
		}
	}
	return all
}

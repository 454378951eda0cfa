package run

import (
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// layReadElsewhere lays to the rule of the group that a call names what is read of another one: the answers tell of that one, by its
// id, and one of them at least by a name that it was given too: no scenario reads a group that has the name of another.
func (r *run) layReadElsewhere(once func(*wire.Exchange) bool) {
	another := func(x *wire.Exchange) (groups groupsOf, rule string) {
		if groups = theGroupsOf(x); !r.reads(x) || !groups.elsewhere() || !once(x) {
			return groups, ""
		}
		return groups, r.checked(spec.GroupOfTheCall, x.Action)
	}
	names, broken := r.names(), map[string]bool{} // by that rule
	for _, o := range r.outcomes {
		for _, x := range o.Exchanges {
			groups, rule := another(x)
			broken[rule] = broken[rule] || rule != "" && slices.Contains(names[groups.told.ID], groups.told.Name)
		}
	}
	for _, v := range violations(r.outcomes) {
		if v.Exchange == nil {
			continue
		}
		if _, rule := another(v.Exchange); broken[rule] {
			r.lay(v, rule)
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

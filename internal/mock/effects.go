package mock

import "slices"

// Effects are what the operation under test does when it does not refuse, and the few ways in which a service can be wrong about
// that. A function that is nil changes nothing.
type Effects struct {
	DefaultWeight int    // of a backend server added without one (server.weight.default)
	DefaultType   string // of a backend server added without one (server.type.default)

	Duplicates     Duplicates // field.duplicate-in-call
	FirstKeyCounts bool       // of a member given twice; false: the last one counts (field.duplicate-keys)

	// AppliesRefused is what is added of a call although this rule refused it (field.refusal-changes-nothing).
	AppliesRefused func(ruleID string, asked []Member) []Member
	// Applies picks those of the new members, at least one, that are really added (request.backend-servers.meaning).
	Applies func(added []Member) []Member
	// Stores alters a member on its way into the group (server.port.meaning, field.read-back).
	Stores func(Member) Member
	// AppliesTo picks the group that is changed, among those of the load balancer, oldest first; "" is none. Where
	// the call names no group, asked is "" and groups are those of the whole account
	// (request.vserver-group-id.meaning).
	AppliesTo func(asked string, groups []string) string
	// Lists is what DescribeVServerGroupAttribute shows of a group (field.read-back).
	Lists func(all []Member) []Member
	// Answers is what the answer to an addition lists (field.whole-group-answered).
	Answers func(all, added []Member) []Member
	// RequestID makes the id of the next answer (platform.request-id.unique, platform.request-id.format).
	RequestID func() string
}

// Duplicates says which of two equal backend servers in one call count.
type Duplicates int

// The ways to take two equal backend servers in one call.
const (
	FirstCounts Duplicates = iota
	LastCounts
	BothCount
)

// DefaultEffects are those that follow the documentation.
func DefaultEffects() Effects {
	return Effects{DefaultWeight: 100, DefaultType: "ecs", RequestID: newRequestID}
}

// settle drops the equal ones among the members that one call adds.
func (e Effects) settle(added []Member) []Member {
	if e.Duplicates == BothCount {
		return added
	}
	out := make([]Member, 0, len(added))
	for _, m := range added {
		i := slices.IndexFunc(out, m.sameAs)
		switch {
		case i < 0:
			out = append(out, m)
		case e.Duplicates == LastCounts:
			out[i] = m
		}
	}
	return out
}

func (e Effects) applied(added []Member) []Member {
	if e.Applies != nil && len(added) > 0 {
		added = e.Applies(slices.Clone(added))
	}
	if e.Stores == nil {
		return added
	}
	stored := make([]Member, len(added))
	for i, m := range added {
		stored[i] = e.Stores(m)
	}
	return stored
}

func (e Effects) listed(all []Member) []Member {
	if e.Lists == nil {
		return all
	}
	return e.Lists(slices.Clone(all))
}

func (e Effects) answered(all, added []Member) []Member {
	if e.Answers == nil {
		return all
	}
	return e.Answers(slices.Clone(all), slices.Clone(added))
}

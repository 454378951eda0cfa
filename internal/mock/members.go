package mock

import (
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

// members are the backend servers that the call adds, as members of a group.
func (c *Call) members() []Member {
	var out []Member
	for _, e := range c.elements {
		out = append(out, e.member())
	}
	return out
}

// put adds the call's backend servers to a group, and returns them.
func (c *Call) put(g *group) []Member {
	added := withoutEquals(c.members(), c.options.DuplicatesInCall)
	g.members = slices.Clip(g.members) // so that append copies: a snapshot may share the array
	for _, m := range added {
		i := slices.IndexFunc(g.members, m.SameAs)
		switch {
		case i < 0 || c.options.DuplicatesInGroup == Both:
			g.members = append(g.members, m)
		case c.options.DuplicatesInGroup == Updated:
			g.members = slices.Clone(g.members)
			g.members[i] = m
		}
	}
	return added
}

// withoutEquals keeps one of equal members that one call adds, the first or, for Updated, the last.
func withoutEquals(added []Member, d Word) []Member {
	if d == Both {
		return added
	}
	out := make([]Member, 0, len(added))
	for _, m := range added {
		i := slices.IndexFunc(out, m.SameAs)
		switch {
		case i < 0:
			out = append(out, m)
		case d == Updated:
			out[i] = m
		}
	}
	return out
}

// remaining are the members of the group that the call does not take out.
func (c *Call) remaining() []Member {
	if c.group == nil {
		return nil
	}
	kept, _ := c.parted(c.group.members)
	return kept
}

// parted separates the members that the call does not name from those that it names.
func (c *Call) parted(members []Member) (kept, named []Member) {
	if len(c.named) == 0 {
		return members, nil
	}
	for _, m := range members {
		if slices.ContainsFunc(c.named, func(e *element) bool { return e.names(m) }) {
			named = append(named, m)
		} else {
			kept = append(kept, m)
		}
	}
	return kept, named
}

// target is the group that the call changes. If it does not exist, because a mutant lacks the rule about that, target is a
// new group that is in no load balancer.
func (c *Call) target() *group {
	if c.group == nil {
		return &group{id: c.params.Get("VServerGroupId")}
	}
	return c.group
}

// answered are the members that the answer to a change lists.
func (c *Call) answered(g *group, concerned []Member) []Member {
	if c.options.Answers == Concerned {
		return concerned
	}
	return g.members
}

func groupAnswer(g *group, members []Member) Reply {
	return succeed(fixtures.Values{
		"VServerGroupId": g.id, "VServerGroupName": g.name, "MasterSlaveServerGroupId": g.id, "Servers": memberValues(members),
	})
}

func memberValues(members []Member) []fixtures.Values {
	out := make([]fixtures.Values, len(members))
	for i, m := range members {
		out[i] = fixtures.Values{
			"ServerId": m.ServerID, "ServerIp": m.ServerIP, "Type": m.Type, "Port": m.Port, "Weight": m.Weight,
			"Description": nil, "ServerType": m.serverType,
		}
		if m.Description != nil {
			out[i]["Description"] = *m.Description
		}
	}
	return out
}

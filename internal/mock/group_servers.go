package mock

import (
	"cmp"
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

// servers are the backend servers that the call adds, as a group holds them.
func (c *Call) servers() []BackendServer {
	var out []BackendServer
	for _, e := range c.elements {
		out = append(out, e.backendServer())
	}
	return out
}

// put adds the call's backend servers to a group, and returns them.
func (c *Call) put(g *group) []BackendServer {
	added := withoutEquals(c.servers(), c.options.DuplicatesInCall)
	g.servers = slices.Clip(g.servers) // so that append copies: a snapshot may share the array
	for _, m := range added {
		i := slices.IndexFunc(g.servers, m.SameAs)
		switch {
		case i < 0 || c.options.DuplicatesInGroup == Both:
			g.servers = append(g.servers, m)
		case c.options.DuplicatesInGroup == Updated:
			g.servers = slices.Clone(g.servers)
			g.servers[i] = m
		}
	}
	return added
}

// withoutEquals keeps one of equal backend servers that one call adds, the first or, for Updated, the last.
func withoutEquals(added []BackendServer, d Word) []BackendServer {
	if d == Both {
		return added
	}
	out := make([]BackendServer, 0, len(added))
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

// remaining are the backend servers of the group that the call does not take out.
func (c *Call) remaining() []BackendServer {
	if c.group == nil {
		return nil
	}
	kept, _ := c.parted(c.group.servers)
	return kept
}

// parted separates the backend servers that the call does not name from those that it names.
func (c *Call) parted(servers []BackendServer) (kept, named []BackendServer) {
	if len(c.named) == 0 {
		return servers, nil
	}
	for _, m := range servers {
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
	return cmp.Or(c.group, &group{id: c.params.Get("VServerGroupId")})
}

// answered are the backend servers that the answer to a change lists.
func (c *Call) answered(g *group, concerned []BackendServer) []BackendServer {
	if c.options.Answers == Concerned {
		return concerned
	}
	return g.servers
}

func groupAnswer(g *group, servers []BackendServer) Reply {
	return succeed(fixtures.Values{
		"VServerGroupId": g.id, "VServerGroupName": g.name, "MasterSlaveServerGroupId": g.id, "Servers": serverValues(servers),
	})
}

func serverValues(servers []BackendServer) []fixtures.Values {
	out := make([]fixtures.Values, len(servers))
	for i, m := range servers {
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

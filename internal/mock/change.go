package mock

import "slices"

func addServers(c *Call) Reply {
	g := c.target()
	c.lag(g)
	return groupAnswer(g, c.answered(g, c.put(g)))
}

func removeServers(c *Call) Reply {
	g := c.target()
	c.lag(g)
	removed := c.take(g)
	return groupAnswer(g, c.answered(g, removed))
}

// take removes the backend servers that the call names from a group, and returns them. Those that are not in the group
// are ignored (docs/sources.md#remove-ignores).
func (c *Call) take(g *group) (taken []BackendServer) {
	g.servers, taken = c.parted(g.servers)
	return taken
}

// names reports whether an element names a backend server: by server and port, and by the address if it has one.
func (e *element) names(m BackendServer) bool {
	return e.id == m.ServerID && e.port == m.Port && (e.address == "" || e.address == m.ServerIP)
}

// absent are the rules of a server that is named and that the group does not have.
func absent() []Rule {
	return []Rule{{Says: "A backend server that is not in the group is set or replaced, and -absent-servers is refused.", Stage: StageState, Outcome: "InvalidServerId.NotFound", Breaks: absentServer}}
}

// absentServer is broken only with the option that refuses absent servers.
func absentServer(c *Call, _ Limits) (string, bool) {
	if c.options.AbsentServers != Refused || c.group == nil {
		return "", false
	}
	return "", slices.ContainsFunc(c.named, func(e *element) bool { return !slices.ContainsFunc(c.group.servers, e.names) })
}

// setGroup changes the name and the weights that the call has, and the descriptions if an option says so. Servers that are
// not in the group are ignored.
func setGroup(c *Call) Reply {
	g := c.target()
	if name := c.params.Get("VServerGroupName"); name != "" {
		g.name = name
	}
	c.lag(g)
	servers := slices.Clone(g.servers)
	concerned := []BackendServer{}
	for i := range servers {
		m, weighed := &servers[i], false
		for _, e := range c.named {
			if !e.names(*m) {
				continue
			}
			if c.options.Descriptions == Changed && e.description != nil {
				m.Description = e.description
			}
			if e.has("Weight") {
				m.Weight, weighed = e.weight, true
			}
		}
		if weighed {
			concerned = append(concerned, *m)
		}
	}
	g.servers = servers
	return groupAnswer(g, c.answered(g, concerned))
}

func deleteGroup(c *Call) Reply {
	if c.group != nil {
		c.state.deleteGroup(c.group)
	}
	return succeed(nil)
}

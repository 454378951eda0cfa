package mock

import (
	"cmp"
	"slices"
)

// duplicateRules refuse a backend server that is in the group already.
func duplicateRules() []Rule {
	return []Rule{{ID: "field.duplicate-in-group", Says: "A backend server that is put in is in the group already.", Stage: StageState, Outcome: "InvalidParameter.Exists", Breaks: anyServer(alreadyThere)}}
}

// equalRules refuse a backend server that is twice in a call, where the documents say nothing about it.
func equalRules() []Rule {
	return []Rule{{Says: "Two backend servers of a call are equal, and -duplicates-in-call is refused.", Stage: StageState, Outcome: "InvalidParameter.Exists", Breaks: twiceInCall}}
}

// quotaRules refuse more backend servers than the quota.
func quotaRules() []Rule {
	return []Rule{{Says: "The load balancer would have more backend servers than -quota-backend-servers.", Stage: StageState, Outcome: "InstanceBackendServerNumberOverLimit", Limits: Limits{Max: 200}, Breaks: tooManyServers}}
}

func alreadyThere(c *Call, e *element, _ Limits) (string, bool) {
	return "", cmp.Or(c.options.DuplicatesInGroup, Refused) == Refused && slices.ContainsFunc(c.remaining(), e.backendServer().SameAs)
}

// twiceInCall is broken only with the option that refuses duplicates in a call.
func twiceInCall(c *Call, _ Limits) (string, bool) {
	return "", c.options.DuplicatesInCall == Refused && twice(c.elements)
}

// twice reports whether two backend servers of a list are equal.
func twice(list []*element) bool {
	for i, e := range list {
		if slices.ContainsFunc(list[:i], func(o *element) bool { return o.backendServer().SameAs(e.backendServer()) }) {
			return true
		}
	}
	return false
}

// tooManyServers counts over all groups of the load balancer, as the quota does.
func tooManyServers(c *Call, l Limits) (string, bool) {
	if c.options.BackendServers > 0 {
		l.Max = c.options.BackendServers
	}
	if c.lb == nil {
		return "", false
	}
	n := len(c.elements)
	for _, g := range c.lb.groups {
		n += len(g.servers)
	}
	if c.group != nil {
		n -= len(c.group.servers) - len(c.remaining())
	}
	return "", len(c.elements) > 0 && n > l.Max
}

// meets reports whether the i-th element conflicts with what stays in the group, or with an element before it.
func (c *Call) meets(i int, conflicts func(BackendServer) bool) bool {
	if slices.ContainsFunc(c.remaining(), conflicts) {
		return true
	}
	return slices.ContainsFunc(c.elements[:i], func(e *element) bool { return conflicts(e.backendServer()) })
}

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

package mock

import "slices"

func (catalogue) RemoveVServerGroupBackendServers() Operation {
	return Operation{
		Ledger:   true,
		Required: []string{"RegionId", "VServerGroupId", "BackendServers"},
		Names:    "BackendServers",

		TagCondition: true,
		Rights:       []string{"ram.action", "ram.resource.load-balancer"},
		Rules: slices.Concat(
			servers("BackendServers"), serverIDRules(), groupRules(), groupBusy(),
			[]Rule{
				{Says: "A server that the account does not have is removed, and -gone-servers is refused.", Stage: StageLookup, Outcome: "ObtainIpFail", Breaks: goneServer},
				{ID: "error.LbStatusNotSupport", Stage: StageState, Outcome: "LbStatusNotSupport", Limits: Limits{Values: []string{"active", "inactive"}}, Breaks: otherStatus},
			},
		),
		Serve: removeServers,
	}
}

// otherStatus is a load balancer that is locked: nothing that the API does brings one there.
func otherStatus(c *Call, l Limits) (string, bool) {
	return "", c.lb != nil && !slices.Contains(l.Values, c.lb.attributes["LoadBalancerStatus"])
}

// goneServer refuses nothing unless an option says so.
func goneServer(c *Call, _ Limits) (string, bool) {
	gone := func(e *element) bool { return e.server == nil }
	return "", c.options.GoneServers == Refused && slices.ContainsFunc(c.named, gone)
}

func removeServers(c *Call) Reply {
	g := c.target()
	c.lag(g)
	removed := c.take(g)
	return groupAnswer(g, c.answered(g, removed))
}

// take takes out of a group what the call names, and returns that. What is not in the group is ignored
// (docs/sources.md#remove-ignores).
func (c *Call) take(g *group) (taken []Member) {
	g.members, taken = c.parted(g.members)
	return taken
}

// names reports whether an element means a member: by server and port, and by the address where it gives one.
func (e *element) names(m Member) bool {
	return e.id == m.ServerID && e.port == m.Port && (e.address == "" || e.address == m.ServerIP)
}

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

// otherStatus is broken by a locked load balancer. Only the account can have one: no call locks it.
func otherStatus(c *Call, l Limits) (string, bool) {
	return "", c.lb != nil && !slices.Contains(l.Values, c.lb.attributes["LoadBalancerStatus"])
}

// goneServer is broken only with the option that refuses servers that the account no longer has.
func goneServer(c *Call, _ Limits) (string, bool) {
	gone := func(e *element) bool { return e.server == nil }
	return "", c.options.GoneServers == Refused && slices.ContainsFunc(c.named, gone)
}

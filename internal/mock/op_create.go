package mock

import (
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

func (catalogue) CreateVServerGroup() Operation {
	return Operation{
		Ledger:   true,
		Required: []string{"RegionId", "LoadBalancerId"},
		Adds:     "BackendServers",
		Rules: slices.Concat(
			servers("BackendServers"), memberRules(), balancerRules(),
			unknownServer("InvalidServerId.NotExist", fixtures.ECS, fixtures.ENI, fixtures.ECI),
			serverRules(), placeRules(), roomRules(), cenRules(), goneCEN("OperationFailed.InvalidCen"),
			[]Rule{{Stage: StageState, Outcome: "QuotaExceeded", Limits: Limits{Max: maxObjects}, Breaks: tooManyGroups}},
		),
		Serve: createGroup,
	}
}

func tooManyGroups(c *Call, l Limits) (string, bool) { return "", len(c.state.groups) >= l.Max }

// createGroup makes a group, with backend servers or without.
func createGroup(c *Call) Reply {
	g := &group{id: newID("rsp"), name: c.params.Get("VServerGroupName"), tags: tagParams(c), created: c.now}
	if g.name == "" {
		g.name = g.id
	}
	added := c.put(g)
	if c.lb != nil {
		g.lb = c.lb.id
		c.state.addGroup(g)
	}
	c.group = g
	return groupAnswer(g, c.answered(g, added))
}

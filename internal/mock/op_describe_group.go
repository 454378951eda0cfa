package mock

import (
	"slices"
	"time"

	"github.com/slbconform/slbconform/fixtures"
)

func (catalogue) DescribeVServerGroupAttribute() Operation {
	return Operation{
		Reads:        true,
		Ledger:       true,
		Required:     []string{"RegionId", "VServerGroupId"},
		TagCondition: true,
		Rights:       []string{"ram.action", "ram.resource.load-balancer"},
		Rules: slices.Concat(groupRules(), []Rule{
			{ID: "error.LocationServiceTimeout", Stage: StageState, Outcome: "LocationServiceTimeout", Limits: Limits{Name: "LocationServiceTimeout"}, Breaks: namedGroup},
		}),
		Serve: describeGroup,
	}
}

// namedGroup is a group that the account ties to an outcome by name.
func namedGroup(c *Call, l Limits) (string, bool) {
	return "", c.group != nil && c.account.NamedOutcome(c.group.id) == l.Name
}

func describeGroup(c *Call) Reply {
	g := c.target()
	values := groupValues(g)
	values["LoadBalancerId"] = g.lb
	values["Servers"] = memberValues(g.visible(c.now))
	return succeed(values)
}

func groupValues(g *group) fixtures.Values {
	return fixtures.Values{
		"VServerGroupId": g.id, "VServerGroupName": g.name, "MasterSlaveServerGroupId": g.id, "MasterSlaveServerGroupName": g.name, "ServerCount": len(g.members), "Tags": tagValues(g.tags),
		"CreateTime": g.created.UTC().Format(time.RFC3339),
	}
}

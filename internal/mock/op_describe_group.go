package mock

import (
	"time"

	"github.com/slbconform/slbconform/fixtures"
)

func (catalogue) DescribeVServerGroupAttribute() Operation {
	return Operation{
		Ledger:   true,
		Required: []string{"RegionId", "VServerGroupId"},
		Rules:    groupRules(),
		Serve:    describeGroup,
	}
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
		"VServerGroupId": g.id, "VServerGroupName": g.name, "ServerCount": len(g.members), "Tags": tagValues(g.tags),
		"CreateTime": g.created.UTC().Format(time.RFC3339),
	}
}

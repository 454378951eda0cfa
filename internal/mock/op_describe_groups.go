package mock

import "github.com/slbconform/slbconform/fixtures"

func (catalogue) DescribeVServerGroups() Operation {
	return Operation{
		Ledger:   true,
		Required: []string{"RegionId", "LoadBalancerId"},
		Rules:    balancerRules(),
		Serve:    describeGroups,
	}
}

func describeGroups(c *Call) Reply {
	groups := []fixtures.Values{}
	if c.lb == nil {
		return succeed(fixtures.Values{"Groups": groups})
	}
	for _, g := range c.lb.groups {
		if !g.masterSlave && carries(g.tags, tagParams(c)) {
			groups = append(groups, groupValues(g))
		}
	}
	return succeed(fixtures.Values{"Groups": groups})
}

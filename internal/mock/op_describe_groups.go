package mock

import (
	"slices"
)

func (catalogue) DescribeVServerGroups() Operation {
	return Operation{
		Reads:        true,
		Ledger:       true,
		Required:     []string{"RegionId", "LoadBalancerId"},
		TagCondition: true,
		Rights:       []string{"ram.action", "ram.resource.load-balancer"},
		Rules: slices.Concat(
			tagRules("MissingParam.TagKey"), oddTags(), balancerRules(otherRegion),
			boolean("IncludeListener"), boolean("IncludeRule"),
		),
		Serve: func(c *Call) Reply { return describeGroups(c, false) },
	}
}

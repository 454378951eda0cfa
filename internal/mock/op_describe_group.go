package mock

import (
	"slices"
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

// namedGroup is broken by a group that the account ties to the outcome by name.
func namedGroup(c *Call, l Limits) (string, bool) {
	return "", c.group != nil && c.account.NamedOutcome(c.group.id) == l.Name
}

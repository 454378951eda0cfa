package mock

import (
	"cmp"
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

func (catalogue) CreateVServerGroup() Operation {
	return Operation{
		Ledger:       true,
		Required:     []string{"RegionId", "LoadBalancerId"},
		Adds:         "BackendServers",
		TagCondition: true,
		Rights:       []string{"ram.action", "ram.resource.load-balancer"},
		Rules: slices.Concat(
			servers("BackendServers"), groupName("VServerGroupName"), tagRules("SizeLimitExceeded.Tag", "MissingParam.TagKey", "InvalidParam.TagKey", "InvalidParam.TagValue"), oddTags(), backendServerRules(),
			[]Rule{
				{ID: "error.OperationFailed.Endpoint", Stage: StageLookup, Outcome: "OperationFailed.Endpoint", Breaks: regionElsewhere},
				{ID: "error.UnauthorizedRegion", Stage: StageLookup, Outcome: "UnauthorizedRegion", Breaks: regionNotOurs},
			},
			balancerRules(regionWithoutCode),
			unknownServer("InvalidServerId.NotExist", fixtures.ECS, fixtures.ENI, fixtures.ECI),
			serverRules(), busy("VpcSystemBusy"),
			tunnelled("OperationUnsupported.CreateVServerGroup"),
			placeRules(), withoutIPv6("LBNotSupportIpv6Backend"), equalRules(), quotaRules(), cenRules(), goneCEN("OperationFailed.InvalidCen"),
			[]Rule{{Says: "The account has more vServer groups than the mock keeps.", Stage: StageState, Outcome: "QuotaExceeded", Limits: Limits{Max: maxObjects}, Breaks: tooManyGroups}},
		),
		Serve: createGroup,
	}
}

// regionElsewhere is broken by a region that has an endpoint of its own.
func regionElsewhere(c *Call, _ Limits) (string, bool) {
	r := c.account.Region(c.params.Get("RegionId"))
	return "", r != nil && r.OwnEndpoint
}

// regionNotOurs is broken by a region in which the account may not create anything.
func regionNotOurs(c *Call, _ Limits) (string, bool) {
	r := c.account.Region(c.params.Get("RegionId"))
	return "", r != nil && r.Closed
}

// regionWithoutCode is otherRegion without the regions that break regionElsewhere or regionNotOurs.
func regionWithoutCode(c *Call, l Limits) (string, bool) {
	if r := c.account.Region(c.params.Get("RegionId")); r != nil && (r.OwnEndpoint || r.Closed) {
		return "", false
	}
	return otherRegion(c, l)
}

func tooManyGroups(c *Call, l Limits) (string, bool) { return "", len(c.state.groups) >= l.Max }

// createGroup makes a group, with backend servers or without.
func createGroup(c *Call) Reply {
	id := newID("rsp")
	g := &group{id: id, name: cmp.Or(c.params.Get("VServerGroupName"), id), tags: c.numberedTags(), created: c.now}
	added := c.put(g)
	if c.lb != nil {
		g.lb = c.lb.id
		c.state.addGroup(g)
	}
	c.group = g
	return groupAnswer(g, c.answered(g, added))
}

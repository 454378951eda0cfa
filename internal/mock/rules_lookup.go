package mock

import (
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

// lookupRules hold what the ids of a call lead to.
func lookupRules() []Rule {
	rules := []Rule{
		{ID: "request.region-id.meaning", Outcome: "InvalidRegionId.NotFound", Breaks: otherRegion},
		{ID: "platform.group-exists", Outcome: "VServerGroupNotFound", Breaks: noSuchGroup},
		{ID: "request.vserver-group-id.meaning", Outcome: "VServerGroupNotFound", Breaks: notAGroup},
		{ID: "server.server-id.kinds", Outcome: "InvalidParameter.BackendServers", Limits: Limits{Values: []string{fixtures.ECS, fixtures.ENI, fixtures.ECI, fixtures.OnPremises}}, Breaks: anyServer(otherKind)},
		{ID: "error.InvalidServerId.NotExist", Outcome: "InvalidServerId.NotExist", Limits: Limits{Values: []string{fixtures.ECS, fixtures.ECI}}, Breaks: anyServer(noSuchServer)},
		{ID: "error.ResourceNotFound.vServers", Outcome: "ResourceNotFound.vServers", Limits: Limits{Values: []string{fixtures.ENI}}, Breaks: anyServer(noSuchServer)},
		{ID: "error.MissingParameter.VbrId", Outcome: "MissingParameter.VbrId", Limits: Limits{Required: true}, Breaks: anyServer(onPremisesWithoutRouter)},
		{ID: "error.InvalidParameter.ZoneNotSupport", Outcome: "InvalidParameter.ZoneNotSupport", Breaks: anyServer(zoneLacks)},
		{ID: "server.server-ip.meaning", Outcome: "InvalidParameter.BackendServers", Breaks: anyServer(foreignAddress)},
	}
	for i := range rules {
		rules[i].Stage = StageLookup
	}
	return rules
}

func otherRegion(c *Call, _ Limits) (string, bool) {
	region := c.params.Get("RegionId")
	return "", region != "" && (c.account.Region(region) == nil || c.lb != nil && c.lb.region != region)
}

func noSuchGroup(c *Call, _ Limits) (string, bool) {
	id := c.params.Get("VServerGroupId")
	return "", id != "" && c.group == nil && c.state.lbs[id] == nil && c.action == Action
}

// notAGroup is an id that exists and belongs to something else.
func notAGroup(c *Call, _ Limits) (string, bool) {
	return "", c.state.lbs[c.params.Get("VServerGroupId")] != nil || c.group != nil && c.group.masterSlave
}

func otherKind(_ *Call, e *element, l Limits) (string, bool) {
	return "", e.server != nil && !slices.Contains(l.Values, e.server.Kind)
}

func noSuchServer(c *Call, e *element, l Limits) (string, bool) {
	return e.id, slices.Contains(l.Values, e.kind) && !c.sees(e)
}

// sees says whether a server is there: in the region that the call names for it, which is the load balancer's own
// unless ServerRegionId says otherwise.
func (c *Call) sees(e *element) bool {
	return e.exists() && (e.onPremises() || e.server.Region == c.regionOf(e))
}

func (c *Call) regionOf(e *element) string {
	if e.region == "" {
		return c.region()
	}
	return e.region
}

func (c *Call) region() string {
	if c.lb == nil {
		return c.params.Get("RegionId")
	}
	return c.lb.region
}

func onPremisesWithoutRouter(_ *Call, e *element, l Limits) (string, bool) {
	return "", l.Required && e.onPremises() && e.vbr == ""
}

func zoneLacks(c *Call, e *element, _ Limits) (string, bool) {
	if c.lb == nil {
		return "", false
	}
	for _, name := range c.account.Zone(c.lb.zone).Lacks {
		if e.has(name) {
			return name, true
		}
	}
	return "", false
}

func foreignAddress(_ *Call, e *element, _ Limits) (string, bool) { return "", !e.ownAddress() }

package mock

import (
	"cmp"
	"slices"
)

// groupRules are about the group that a call names.
func groupRules() []Rule {
	return atStage(StageLookup, []Rule{
		{ID: "assumed.region-id.other", Outcome: "InvalidRegionId.NotFound", Breaks: otherRegion},
		{ID: "field.group-exists", Outcome: "VServerGroupNotFound", Breaks: noSuchGroup},
		{ID: "field.group-exists", Outcome: "VServerGroupNotFound", Breaks: notAGroup},
	})
}

// balancerRules are about the load balancer and the region that a call names.
func balancerRules(wrongRegion func(*Call, Limits) (string, bool)) []Rule {
	return atStage(StageLookup, []Rule{
		{ID: "assumed.region-id.other", Outcome: "InvalidRegionId.NotFound", Breaks: wrongRegion},
		{ID: "field.load-balancer-exists", Outcome: "InvalidLoadBalancerId.NotFound", Breaks: noSuchBalancer},
	})
}

// serverRules are about the server that a backend server's id leads to.
func serverRules() []Rule {
	return slices.Concat(zoneRules(), atStage(StageLookup, []Rule{
		{ID: "error.MissingParameter.VbrId", Outcome: "MissingParameter.VbrId", Limits: Limits{Required: true}, Breaks: anyServer(onPremisesWithoutRouter)},
		{ID: "assumed.server-ip.foreign", Outcome: "InvalidParameter.BackendServers", Breaks: anyServer(foreignAddress)},
	}))
}

// zoneRules refuse backend servers that the load balancer's zone does not support.
func zoneRules() []Rule {
	return []Rule{{ID: "error.InvalidParameter.ZoneNotSupport", Stage: StageLookup, Outcome: "InvalidParameter.ZoneNotSupport", Breaks: anyWritten(zoneLacks)}}
}

// unknownServer refuses ids of some kinds that lead to no server.
func unknownServer(code string, kinds ...string) []Rule {
	return []Rule{{ID: "error." + code, Stage: StageLookup, Outcome: code, Limits: Limits{Values: kinds}, Breaks: anyServer(noSuchServer)}}
}

func noSuchBalancer(c *Call, _ Limits) (string, bool) {
	return "", c.params.Get("LoadBalancerId") != "" && c.lb == nil
}

func otherRegion(c *Call, _ Limits) (string, bool) {
	region := c.params.Get("RegionId")
	r := c.account.Region(region)
	return "", region != "" && (r == nil || c.lb != nil && c.lb.region != region)
}

func unknownRegion(c *Call, _ Limits) (string, bool) {
	region := c.params.Get("RegionId")
	return "", region != "" && c.account.Region(region) == nil
}

func noSuchGroup(c *Call, _ Limits) (string, bool) {
	id := c.params.Get("VServerGroupId")
	return "", id != "" && c.group == nil && c.state.lbs[id] == nil
}

// notAGroup is broken by the id of something that exists and is no vServer group.
func notAGroup(c *Call, _ Limits) (string, bool) {
	return "", c.state.lbs[c.params.Get("VServerGroupId")] != nil || c.group != nil && c.group.masterSlave
}

func noSuchServer(c *Call, e *element, l Limits) (string, bool) {
	return e.id, slices.Contains(l.Values, e.kind) && !c.sees(e)
}

// sees reports whether the server exists in the region named by ServerRegionId, or without it in the load balancer's.
func (c *Call) sees(e *element) bool {
	return e.exists() && (e.onPremises() || e.server.Region == c.regionOf(e))
}

func (c *Call) regionOf(e *element) string { return cmp.Or(e.region, c.region()) }

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
	for _, name := range c.account.Zone(c.lb.attributes["MasterZoneId"]).Lacks {
		if e.has(name) {
			return name, true
		}
	}
	return "", false
}

func foreignAddress(_ *Call, e *element, _ Limits) (string, bool) {
	_, isText := e.text("ServerIp")
	return "", e.has("ServerIp") && !isText || !e.ownAddress()
}

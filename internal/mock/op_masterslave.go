package mock

import (
	"slices"
	"time"

	"github.com/slbconform/slbconform/fixtures"
)

// Primary/secondary groups: two backend servers, one of which stands in for the other.

func (catalogue) CreateMasterSlaveServerGroup() Operation {
	return Operation{
		Required: []string{"RegionId", "LoadBalancerId"}, Adds: "MasterSlaveBackendServers",
		Rules: slices.Concat(
			tagRules("MissingParam.TagKey"), groupName("MasterSlaveServerGroupName"), servers("MasterSlaveBackendServers"), memberRules(),
			[]Rule{{Stage: StageLookup, Outcome: "InvalidLoadBalancerId.NotFound", Breaks: noSuchBalancer}},
			unknownServer("InvalidServerId.NotExist", fixtures.ECS, fixtures.ENI, fixtures.ECI), serverRules(), placeRules(), roomRules(),
		),
		Serve: createMasterSlave,
	}
}

func (catalogue) DeleteMasterSlaveServerGroup() Operation {
	return Operation{Required: []string{"RegionId", "MasterSlaveServerGroupId"}, Serve: deleteMasterSlave}
}

func (catalogue) DescribeMasterSlaveServerGroups() Operation {
	return Operation{
		Required: []string{"RegionId", "LoadBalancerId"}, Rules: append(tagRules("MissingParam.TagKey"), boolean("IncludeListener")...),
		Serve: describeMasterSlaves,
	}
}

func (catalogue) DescribeMasterSlaveServerGroupAttribute() Operation {
	return Operation{Required: []string{"RegionId", "MasterSlaveServerGroupId"}, Serve: describeMasterSlave}
}

// createMasterSlave makes a primary/secondary group of two servers, one of each part.
func createMasterSlave(c *Call) Reply {
	if c.lb == nil || !c.inRegion() {
		return refuse("InvalidLoadBalancerId.NotFound", "")
	}
	g := &group{
		id: newID("rsp"), lb: c.lb.id, name: c.params.Get("MasterSlaveServerGroupName"), masterSlave: true,
		tags: tagParams(c), created: c.now,
	}
	if g.name == "" {
		g.name = g.id
	}
	parts := ""
	for _, e := range c.elements {
		m := e.member()
		m.serverType, _ = e.text("ServerType")
		parts += m.serverType
		g.members = append(g.members, m)
	}
	if parts != "MasterSlave" && parts != "SlaveMaster" {
		return refuse("BackendServersMalformed", "")
	}
	c.state.addGroup(g)
	return succeed(fixtures.Values{"MasterSlaveServerGroupId": g.id, "Servers": memberValues(g.members)})
}

// primary is the group that a call names, or why there is none.
func (c *Call) primary() *Reply {
	if c.group != nil && c.group.masterSlave && c.inRegion() {
		return nil
	}
	refused := refuse("MasterSlaveServerGroupNotFound", "")
	return &refused
}

func deleteMasterSlave(c *Call) Reply {
	if refused := c.primary(); refused != nil {
		return *refused
	}
	if _, used := groupHasListener(c, Limits{}); used {
		return refuse("RspoolVipExist", "")
	}
	c.state.deleteGroup(c.group)
	return succeed(nil)
}

func describeMasterSlave(c *Call) Reply {
	if refused := c.primary(); refused != nil {
		return *refused
	}
	values := primaryValues(c.group)
	values["LoadBalancerId"], values["Servers"] = c.lb.id, memberValues(c.group.visible(c.now))
	return succeed(values)
}

func describeMasterSlaves(c *Call) Reply {
	if c.lb == nil || !c.inRegion() {
		return refuse("InvalidLoadBalancerId.NotFound", "")
	}
	groups := []fixtures.Values{}
	name, tags := c.params.Get("Description"), tagParams(c)
	for _, g := range c.lb.groups {
		if !g.masterSlave || name != "" && name != g.name || !carries(g.tags, tags) {
			continue
		}
		values := primaryValues(g)
		values["Listeners"], _ = c.lb.usersOf(g, c.asks("IncludeListener"), false)
		groups = append(groups, values)
	}
	return succeed(fixtures.Values{"Groups": groups})
}

func primaryValues(g *group) fixtures.Values {
	return fixtures.Values{
		"MasterSlaveServerGroupId": g.id, "MasterSlaveServerGroupName": g.name, "Tags": tagValues(g.tags),
		"CreateTime": g.created.UTC().Format(time.RFC3339),
	}
}

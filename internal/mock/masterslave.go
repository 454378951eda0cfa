package mock

import (
	"cmp"
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

// Primary/secondary groups: two backend servers, one of which stands in for the other.

func (catalogue) CreateMasterSlaveServerGroup() Operation {
	return Operation{
		Required: []string{"RegionId", "LoadBalancerId"}, Adds: "MasterSlaveBackendServers",
		Rules: slices.Concat(
			tagRules(), groupName("MasterSlaveServerGroupName"), servers("MasterSlaveBackendServers"), backendServerRules(),
			unknownServer("InvalidServerId.NotExist", fixtures.ECS, fixtures.ENI, fixtures.ECI), serverRules(), placeRules(), equalRules(), quotaRules(),
		),
		Serve: createMasterSlave,
	}
}

func (catalogue) DeleteMasterSlaveServerGroup() Operation {
	return Operation{
		Required: []string{"RegionId", "MasterSlaveServerGroupId"},
		Rules:    append(notPrimary(), Rule{Stage: StageState, Outcome: "RspoolVipExist", Breaks: groupHasListener}),
		Serve:    deleteGroup,
	}
}

func (catalogue) DescribeMasterSlaveServerGroups() Operation {
	return Operation{
		Reads:    true,
		Required: []string{"RegionId", "LoadBalancerId"}, Rules: append(tagRules(), boolean("IncludeListener")...),
		Serve: func(c *Call) Reply { return describeGroups(c, true) },
	}
}

func (catalogue) DescribeMasterSlaveServerGroupAttribute() Operation {
	return Operation{Reads: true, Required: []string{"RegionId", "MasterSlaveServerGroupId"}, Rules: notPrimary(), Serve: describeGroup}
}

// notPrimary refuses a call that names no primary/secondary group of its region.
func notPrimary() []Rule {
	return []Rule{{Stage: StageLookup, Outcome: "MasterSlaveServerGroupNotFound", Breaks: func(c *Call, _ Limits) (string, bool) {
		return "", c.group == nil || !c.group.masterSlave || !c.inRegion()
	}}}
}

// createMasterSlave makes a primary/secondary group of two servers, one of each part.
func createMasterSlave(c *Call) Reply {
	id := newID("rsp")
	g := &group{
		id: id, lb: c.lb.id, name: cmp.Or(c.params.Get("MasterSlaveServerGroupName"), id), masterSlave: true,
		tags: c.numberedTags(), created: c.now,
	}
	parts := ""
	for _, e := range c.elements {
		m := e.backendServer()
		m.serverType, _ = e.text("ServerType")
		parts += m.serverType
		g.servers = append(g.servers, m)
	}
	if parts != "MasterSlave" && parts != "SlaveMaster" {
		return refuse("BackendServersMalformed", "")
	}
	c.state.addGroup(g)
	return groupAnswer(g, g.servers)
}

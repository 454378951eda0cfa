package mock

import "github.com/slbconform/slbconform/fixtures"

func (catalogue) CreateMasterSlaveServerGroup() Operation {
	return Operation{Required: []string{"RegionId", "LoadBalancerId"}, Serve: createMasterSlave}
}

func (catalogue) DeleteMasterSlaveServerGroup() Operation {
	return Operation{Required: []string{"RegionId", "MasterSlaveServerGroupId"}, Serve: deleteMasterSlave}
}

// createMasterSlave makes a primary/secondary group of two servers, one of each part.
func createMasterSlave(c *Call) Reply {
	if c.lb == nil || !c.inRegion() {
		return refuse("InvalidLoadBalancerId.NotFound", "")
	}
	g := &group{id: newID("rsp"), lb: c.lb.id, name: c.params.Get("MasterSlaveServerGroupName"), masterSlave: true, created: c.now}
	parts := ""
	for _, one := range readList(c.params.Get("MasterSlaveBackendServers")).items {
		e := c.newElement(one)
		m := e.member()
		m.serverType, _ = e.text("ServerType")
		parts += m.serverType
		if !c.sees(e) {
			return refuse("InvalidServerId.NotExist", "")
		}
		g.members = append(g.members, m)
	}
	if parts != "MasterSlave" && parts != "SlaveMaster" {
		return refuse("BackendServersMalformed", "")
	}
	c.state.addGroup(g)
	return succeed(fixtures.Values{"MasterSlaveServerGroupId": g.id, "Servers": memberValues(g.members)})
}

func deleteMasterSlave(c *Call) Reply {
	if c.group == nil || !c.group.masterSlave || !c.inRegion() {
		return refuse("MasterSlaveServerGroupNotFound", "")
	}
	c.state.deleteGroup(c.group)
	return succeed(nil)
}

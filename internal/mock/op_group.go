package mock

import (
	"slices"
	"time"

	"github.com/slbconform/slbconform/fixtures"
)

// createGroup makes a vServer group. A list of backend servers may come with it; it is held against the same rules
// as an addition.
func (s *Service) createGroup(c *Call, id string) reply {
	if c.lb == nil || !c.inRegion() {
		return refuse("InvalidLoadBalancerId.NotFound", "")
	}
	if len(s.state.groups) >= maxObjects {
		return refuse("QuotaExceeded", "")
	}
	g := &group{id: newID("rsp"), lb: c.lb.id, name: c.params.Get("VServerGroupName"), tags: tagParams(c), created: c.now}
	if g.name == "" {
		g.name = g.id
	}
	c.readServers(s.table.Effects)
	if c.list.malformed {
		return reply{action: Action, outcome: "BackendServersMalformed"}
	}
	if refused := s.check(c, id, StageElement, StageLookup, StageState); refused != nil {
		return *refused
	}
	g.members = DefaultEffects().settle(c.members())
	s.state.addGroup(g)
	return s.groupAnswer(g.id, g.members)
}

func (s *Service) deleteGroup(c *Call, _ string) reply {
	if !c.namesGroup() {
		return refuse("VServerGroupNotFound", "")
	}
	s.state.deleteGroup(c.group)
	return succeed(nil)
}

// namesGroup says whether the call names a vServer group of its region.
func (c *Call) namesGroup() bool { return c.group != nil && !c.group.masterSlave && c.inRegion() }

func (s *Service) describeGroup(c *Call, _ string) reply {
	if !c.namesGroup() {
		return refuse("VServerGroupNotFound", "")
	}
	values := groupValues(c.group)
	values["LoadBalancerId"] = c.lb.id
	values["Servers"] = memberValues(s.table.Effects.listed(c.group.visible(c.now)))
	return succeed(values)
}

func (s *Service) describeGroups(c *Call, _ string) reply {
	if c.lb == nil || !c.inRegion() {
		return refuse("InvalidLoadBalancerId.NotFound", "")
	}
	groups := []fixtures.Values{}
	for _, g := range c.lb.groups {
		if !g.masterSlave && carries(g.tags, tagParams(c)) {
			groups = append(groups, groupValues(g))
		}
	}
	return succeed(fixtures.Values{"Groups": groups})
}

func groupValues(g *group) fixtures.Values {
	return fixtures.Values{
		"VServerGroupId": g.id, "VServerGroupName": g.name, "ServerCount": len(g.members), "Tags": tagValues(g.tags),
		"CreateTime": g.created.UTC().Format(time.RFC3339),
	}
}

// remove takes members out; entries that are not in the group are ignored (docs/sources.md#remove-ignores).
func (s *Service) remove(c *Call, _ string) reply {
	c.readServers(s.table.Effects)
	switch {
	case !c.namesGroup():
		return refuse("VServerGroupNotFound", "")
	case c.list.malformed:
		return reply{action: Action, outcome: "BackendServersMalformed"}
	}
	kept := []Member{}
	for _, m := range c.group.members {
		named := func(e *element) bool {
			return e.id == m.ServerID && e.port == m.Port && (e.address == "" || e.address == m.ServerIP)
		}
		if !slices.ContainsFunc(c.elements, named) {
			kept = append(kept, m)
		}
	}
	s.lag(c.group, c.now)
	c.group.members = kept
	return s.groupAnswer(c.group.id, kept)
}

// createMasterSlave makes a primary/secondary group of two servers, one of each part.
func (s *Service) createMasterSlave(c *Call, _ string) reply {
	if c.lb == nil || !c.inRegion() {
		return refuse("InvalidLoadBalancerId.NotFound", "")
	}
	g := &group{id: newID("rsp"), lb: c.lb.id, name: c.params.Get("MasterSlaveServerGroupName"), masterSlave: true, created: c.now}
	parts := ""
	for _, one := range readList(c.params.Get("MasterSlaveBackendServers")).items {
		e := newElement(one, c.account, s.table.Effects)
		m := e.member()
		m.serverType, _ = e.text("ServerType")
		parts += m.serverType
		if !c.sees(e) {
			return reply{action: Action, outcome: "InvalidServerId.NotExist"}
		}
		g.members = append(g.members, m)
	}
	if parts != "MasterSlave" && parts != "SlaveMaster" {
		return reply{action: Action, outcome: "BackendServersMalformed"}
	}
	s.state.addGroup(g)
	return succeed(fixtures.Values{"MasterSlaveServerGroupId": g.id, "Servers": memberValues(g.members)})
}

func (s *Service) deleteMasterSlave(c *Call, _ string) reply {
	if c.group == nil || !c.group.masterSlave || !c.inRegion() {
		return refuse("MasterSlaveServerGroupNotFound", "")
	}
	s.state.deleteGroup(c.group)
	return succeed(nil)
}

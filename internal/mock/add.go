package mock

import (
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

// add is the operation under test. What it refuses is in the table alone.
func (s *Service) add(c *Call, id string) reply {
	c.readServers(s.table.Effects)
	refused := s.check(c, id, StageParse, StageElement, StageLookup, StageState)
	if refused == nil {
		all, added := s.apply(c)
		return s.groupAnswer(s.answeredGroup(c), s.table.Effects.answered(all, added))
	}
	return *refused
}

// applyRefused adds what Effects.AppliesRefused has it add, although the call was refused.
func (s *Service) applyRefused(c *Call, id string) {
	if s.table.Effects.AppliesRefused == nil || slices.Contains(Actions()[1:], c.action) {
		return
	}
	if c.elements == nil { // the gateway refuses before the list is read
		c.readServers(s.table.Effects)
	}
	for _, rule := range s.log.broke[id] {
		added := s.table.Effects.AppliesRefused(rule, c.members())
		if g := s.target(c); g != nil {
			g.members = append(slices.Clip(g.members), added...)
		}
	}
}

// apply adds what the call asks for and returns all members of the group, and those just added.
func (s *Service) apply(c *Call) (all, added []Member) {
	added = s.table.Effects.applied(s.table.Effects.settle(c.members()))
	g := s.target(c)
	if g == nil {
		return added, added
	}
	s.lag(g, c.now)
	g.members = append(slices.Clip(g.members), added...)
	return g.members, added
}

// answeredGroup is the group that the answer names: the one asked for, or the one that a service picks where the
// call named none.
func (s *Service) answeredGroup(c *Call) string {
	id := c.params.Get("VServerGroupId")
	if g := s.target(c); id == "" && g != nil {
		return g.id
	}
	return id
}

// members are what the call asks to add.
func (c *Call) members() []Member {
	var out []Member
	for _, e := range c.elements {
		out = append(out, e.member())
	}
	return out
}

// target is the group that is changed: the one asked for, unless the effects say otherwise.
func (s *Service) target(c *Call) *group {
	if s.table.Effects.AppliesTo == nil {
		return c.group
	}
	asked, among := "", s.state.order
	if c.group != nil {
		asked, among = c.group.id, []*loadBalancer{c.lb}
	}
	var ids []string
	for _, lb := range among {
		for _, g := range lb.groups {
			ids = append(ids, g.id)
		}
	}
	return s.state.groups[s.table.Effects.AppliesTo(asked, ids)]
}

func (s *Service) groupAnswer(groupID string, members []Member) reply {
	return succeed(fixtures.Values{"VServerGroupId": groupID, "Servers": memberValues(members)})
}

func memberValues(members []Member) []fixtures.Values {
	out := make([]fixtures.Values, len(members))
	for i, m := range members {
		out[i] = fixtures.Values{
			"ServerId": m.ServerID, "ServerIp": m.ServerIP, "Type": m.Type, "Port": m.Port, "Weight": m.Weight,
			"Description": nil, "ServerType": m.serverType,
		}
		if m.Description != nil {
			out[i]["Description"] = *m.Description
		}
	}
	return out
}

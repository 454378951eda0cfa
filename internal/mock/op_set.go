package mock

import "slices"

func (catalogue) SetVServerGroupAttribute() Operation {
	name := groupName("VServerGroupName")
	for i := range name {
		name[i].Breaks = besideEmptyNameAlone(name[i].Breaks)
	}
	return Operation{
		Ledger:       true,
		Required:     []string{"RegionId", "VServerGroupId"},
		Names:        "BackendServers",
		TagCondition: true,
		Rights:       []string{"ram.action", "ram.resource.load-balancer"},
		Rules: slices.Concat(
			atStage(StageParse, []Rule{
				{ID: "error.MissingParameter", Outcome: "MissingParameter", Limits: Limits{Required: true}, Breaks: nothingToSet},
				{ID: "assumed.vserver-group-name.none", Outcome: "MissingParameter", Limits: Limits{Required: true}, Breaks: emptyNameAlone},
			}),
			servers("BackendServers"), name, serverIDRules(), weightRules(), groupRules(), zoneRules(), groupBusy(), absent(),
		),
		Serve: setGroup,
	}
}

func nothingToSet(c *Call, l Limits) (string, bool) {
	return "", l.Required && !c.params.Has("VServerGroupName") && c.params.Get("BackendServers") == ""
}

func emptyNameAlone(c *Call, l Limits) (string, bool) {
	return "", l.Required && c.params.Has("VServerGroupName") && c.params.Get("VServerGroupName") == "" && c.params.Get("BackendServers") == ""
}

// besideEmptyNameAlone leaves a name that is none to the rule about that.
func besideEmptyNameAlone(breaks func(*Call, Limits) (string, bool)) func(*Call, Limits) (string, bool) {
	return func(c *Call, l Limits) (string, bool) {
		if _, none := emptyNameAlone(c, Limits{Required: true}); none {
			return "", false
		}
		return breaks(c, l)
	}
}

// absent are the rules of a server that is named and that the group does not have.
func absent() []Rule {
	return []Rule{{Says: "A backend server that is not in the group is set or replaced, and -absent-servers is refused.", Stage: StageState, Outcome: "InvalidServerId.NotFound", Breaks: absentServer}}
}

// absentServer refuses nothing unless an option says so.
func absentServer(c *Call, _ Limits) (string, bool) {
	if c.options.AbsentServers != Refused || c.group == nil {
		return "", false
	}
	return "", slices.ContainsFunc(c.named, func(e *element) bool { return !slices.ContainsFunc(c.group.members, e.names) })
}

// setGroup changes the name and the weights, and nothing else unless an option says so. What the call leaves out stays as it is, and so does what
// it says of servers that are not in the group.
func setGroup(c *Call) Reply {
	g := c.target()
	if name := c.params.Get("VServerGroupName"); name != "" {
		g.name = name
	}
	c.lag(g)
	members := slices.Clone(g.members)
	concerned := []Member{}
	for i := range members {
		m := &members[i]
		for _, e := range c.named {
			if !e.names(*m) {
				continue
			}
			if c.options.Descriptions == Changed && e.description != nil {
				m.Description = e.description
			}
			if e.has("Weight") {
				m.Weight = e.weight
				concerned = append(concerned, *m)
			}
		}
	}
	g.members = members
	return groupAnswer(g, c.answered(g, concerned))
}

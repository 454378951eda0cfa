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
			servers("BackendServers"), name, serverIDRules(), weightRules(), setDescriptions(), groupRules(), zoneRules(), groupBusy(), absent(),
		),
		Serve: setGroup,
	}
}

// setDescriptions are the rules of a description where an option says that setting changes it, otherwise none is broken. They
// are those of replacing, whose document allows the same characters.
func setDescriptions() []Rule {
	rules := unnamed(descriptionRules("Chinese characters"))
	for i := range rules {
		intact := rules[i].Breaks
		rules[i].Says = "A Description is set that replacing would refuse, and -descriptions is changed."
		rules[i].Breaks = func(c *Call, l Limits) (string, bool) {
			if c.options.Descriptions != Changed {
				return "", false
			}
			return intact(c, l)
		}
	}
	return rules
}

func nothingToSet(c *Call, l Limits) (string, bool) {
	return "", l.Required && !c.params.Has("VServerGroupName") && c.params.Get("BackendServers") == ""
}

func emptyNameAlone(c *Call, l Limits) (string, bool) {
	return "", l.Required && c.params.Has("VServerGroupName") && c.params.Get("VServerGroupName") == "" && c.params.Get("BackendServers") == ""
}

// besideEmptyNameAlone makes a rule that is not broken by what breaks emptyNameAlone.
func besideEmptyNameAlone(breaks func(*Call, Limits) (string, bool)) func(*Call, Limits) (string, bool) {
	return func(c *Call, l Limits) (string, bool) {
		if _, none := emptyNameAlone(c, Limits{Required: true}); none {
			return "", false
		}
		return breaks(c, l)
	}
}

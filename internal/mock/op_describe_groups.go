package mock

import (
	"slices"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
)

func (catalogue) DescribeVServerGroups() Operation {
	return Operation{
		Reads:        true,
		Ledger:       true,
		Required:     []string{"RegionId", "LoadBalancerId"},
		TagCondition: true,
		Rights:       []string{"ram.action", "ram.resource.load-balancer"},
		Rules: slices.Concat(
			tagRules(), oddTags(), balancerRules(otherRegion),
			boolean("IncludeListener"), boolean("IncludeRule"),
		),
		Serve: func(c *Call) Reply { return describeGroups(c, false) },
	}
}

// boolean are the rules of a parameter that is true or false.
func boolean(parameter string) []Rule {
	return []Rule{{ID: "assumed." + hyphened(parameter) + ".odd", Stage: StageParse, Outcome: "InvalidParameter.Parameter", Limits: Limits{Name: parameter, Values: []string{"true", "false"}}, Breaks: otherValue}}
}

// otherValue compares without case, as clients write truth values either way.
func otherValue(c *Call, l Limits) (string, bool) {
	v := c.params.Get(l.Name)
	return "", v != "" && !slices.ContainsFunc(l.Values, func(o string) bool { return strings.EqualFold(o, v) })
}

// describeGroups lists those of one sort. It filters by tags and by name, which the parameter Description stands for. What uses a group is listed on
// demand alone.
func describeGroups(c *Call, masterSlave bool) Reply {
	groups := []fixtures.Values{}
	if c.lb == nil {
		return succeed(fixtures.Values{"Groups": groups})
	}
	name, tags := c.params.Get("Description"), c.tags
	for _, g := range c.lb.groups {
		if g.masterSlave != masterSlave || name != "" && name != g.name || !carries(g.tags, tags) {
			continue
		}
		values := groupValues(g)
		values["Listeners"], values["Rules"] = c.lb.usersOf(g, c.asks("IncludeListener"), c.asks("IncludeRule"))
		groups = append(groups, values)
	}
	return succeed(fixtures.Values{"Groups": groups})
}

// usersOf are the listeners and forwarding rules that lead to a group.
func (l *loadBalancer) usersOf(g *group, withListeners, withRules bool) (listeners, rules []fixtures.Values) {
	for _, one := range l.listeners {
		if withListeners && one.uses(g) {
			listeners = append(listeners, fixtures.Values{"Port": one.port, "Protocol": one.protocol})
		}
		for _, r := range one.rules {
			if withRules && r.group == g.id {
				rules = append(rules, r.values())
			}
		}
	}
	return listeners, rules
}

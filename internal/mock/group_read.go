package mock

import (
	"time"

	"github.com/slbconform/slbconform/fixtures"
)

func describeGroup(c *Call) Reply {
	g := c.target()
	values := groupValues(g)
	values["LoadBalancerId"] = g.lb
	values["Servers"] = serverValues(g.visible(c.now))
	return succeed(values)
}

func groupValues(g *group) fixtures.Values {
	return fixtures.Values{
		"VServerGroupId": g.id, "VServerGroupName": g.name, "MasterSlaveServerGroupId": g.id, "MasterSlaveServerGroupName": g.name, "ServerCount": len(g.servers), "Tags": tagValues(g.tags),
		"CreateTime": g.created.UTC().Format(time.RFC3339),
	}
}

// describeGroups lists the vServer groups or the primary/secondary groups. It filters by tags and by name, for which the
// parameter is Description. What uses a group is listed only where the call asks for it.
func describeGroups(c *Call, masterSlave bool) Reply {
	groups := []fixtures.Values{}
	if c.lb == nil {
		return succeed(fixtures.Values{"Groups": groups})
	}
	name, tags := c.params.Get("Description"), c.numberedTags()
	withListeners, withRules := c.asks("IncludeListener"), c.asks("IncludeRule") && !masterSlave
	for _, g := range c.lb.groups {
		if g.masterSlave != masterSlave || name != "" && name != g.name || !carries(g.tags, tags) {
			continue
		}
		values := groupValues(g)
		values["Listeners"], values["Rules"] = c.lb.usersOf(g, withListeners, withRules)
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

// snapshot is what reads of a group show until a change of it becomes visible.
type snapshot struct {
	until   time.Time
	servers []BackendServer
}

// lag remembers what a group holds before a change, where reads lag behind changes.
func (c *Call) lag(g *group) {
	if c.options.ReadDelay > 0 {
		g.past = append(g.past, snapshot{until: c.now.Add(c.options.ReadDelay), servers: g.servers})
	}
}

// visible is what a read of the group shows now.
func (g *group) visible(now time.Time) []BackendServer {
	for len(g.past) > 0 && !g.past[0].until.After(now) {
		g.past = g.past[1:]
	}
	if len(g.past) > 0 {
		return g.past[0].servers
	}
	return g.servers
}

package mock

import "time"

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

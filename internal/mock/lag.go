package mock

import "time"

// snapshot is what reads of a group show until a change of it becomes visible.
type snapshot struct {
	until   time.Time
	members []Member
}

// lag remembers what a group holds before a change, where reads lag behind changes.
func (s *Service) lag(g *group, now time.Time) {
	if s.readDelay > 0 {
		g.past = append(g.past, snapshot{until: now.Add(s.readDelay), members: g.members})
	}
}

// visible is what a read of the group shows now.
func (g *group) visible(now time.Time) []Member {
	for len(g.past) > 0 && !g.past[0].until.After(now) {
		g.past = g.past[1:]
	}
	if len(g.past) > 0 {
		return g.past[0].members
	}
	return g.members
}

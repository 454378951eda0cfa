package mutation

import (
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
)

// DeleteVServerGroup takes a group away.
func (catalogue) DeleteVServerGroup() Operation {
	return Operation{Sorts: []Sort{
		{Name: "keeps the group", Make: keepsTheGroup, Named: true},
		{Name: "keeps a group that is not empty", Make: only(refusing("refuses to delete a group that is not empty", mock.StageState, filledGroup)), Named: true},
		{Name: "keeps a listener that has rules", Make: keepsListeners, Named: true},
	}}
}

func keepsTheGroup(g *Generator, r *spec.Rule) []*Mutant {
	return []*Mutant{{How: "says that it deleted, and keeps the group", alter: func(s *mutated) {
		s.serves(g.underTest(r), func(mock.Operation, *mock.Call) mock.Reply { return mock.Reply{Outcome: "success"} })
	}}}
}

// keepsListeners says that a listener is deleted, and its forwarding rules go on naming the group.
func keepsListeners(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{{How: "says that it deleted a listener, and keeps it with its rules", alter: func(s *mutated) {
		s.serves("DeleteLoadBalancerListener", func(mock.Operation, *mock.Call) mock.Reply {
			return mock.Reply{Outcome: "success"}
		})
	}}}
}

func filledGroup(_ *mutated, c *mock.Call) bool { return len(c.Held(c.Group())) > 0 }

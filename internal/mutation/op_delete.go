package mutation

import (
	"maps"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
)

// DeleteVServerGroup takes a group away.
func (catalogue) DeleteVServerGroup() Operation {
	return Operation{Sorts: []Sort{
		{Name: "keeps the group", Make: keepsTheGroup, Named: true},
		{Name: "keeps a group that is not empty", Make: keepsFilledGroups, Named: true},
	}}
}

func keepsTheGroup(g *Generator, r *spec.Rule) []*Mutant {
	return []*Mutant{{How: "says that it deleted, and keeps the group", alter: func(s *mutated) {
		s.Table.Operations = maps.Clone(s.Table.Operations)
		one := s.Table.Operations[g.underTest(r)]
		one.Serve = func(*mock.Call) mock.Reply {
			s.reached()
			return mock.Reply{Outcome: "success"}
		}
		s.Table.Operations[one.Action] = one
		s.touchesCalls()
	}}}
}

func keepsFilledGroups(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{refusing("refuses to delete a group that is not empty", mock.StageState, func(_ *mutated, c *mock.Call) bool {
		return len(c.Held(c.Group())) > 0
	})}
}

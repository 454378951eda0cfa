package mutation

import (
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
)

// holdsOneBatch keeps no more backend servers in a group than one call may add.
func holdsOneBatch(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{changing("keeps 20 backend servers of a group at most", func(_, after []mock.Member) []mock.Member {
		return after[max(0, len(after)-20):]
	})}
}

// countsTheGroup refuses where the whole group, not the call, would have more than one call may add.
func countsTheGroup(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{refusing("counts what the group has already", mock.StageState, func(_ *mutated, c *mock.Call) bool {
		return len(c.Held(c.Group()))+len(c.Asked()) > 20
	})}
}

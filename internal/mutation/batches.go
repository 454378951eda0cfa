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

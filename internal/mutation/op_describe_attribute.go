package mutation

import (
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
)

// DescribeVServerGroupAttribute is how the features read a group.
func (catalogue) DescribeVServerGroupAttribute() Operation {
	return Operation{ReadsGroup: true, RefusesIt: refusesSecondReads, Sorts: []Sort{
		{Name: "lists an empty description", Make: listsEmptyDescriptions, Named: true, Shows: true},
	}}
}

func listsEmptyDescriptions(*Generator, *spec.Rule) []*Mutant {
	empty := ""
	return []*Mutant{listing("lists an empty description", func(all []mock.Member) []mock.Member {
		all = slices.Clone(all)
		for i := range all {
			if all[i].Description == nil {
				all[i].Description = &empty
			}
		}
		return all
	})}
}

// refusesSecondReads refuses to describe a group once more before anything has changed: set-up reads it once.
func refusesSecondReads(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{{How: "refuses to be asked twice", alter: func(s *mutated) {
		outcome := s.foreignRefusal()
		reads := 0
		s.touchesCalls()
		s.Table.Around = func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			r := handle()
			if !s.tests(c.Action()) {
				reads = 0
				return r
			}
			if reads++; reads < 2 || r.Refused() {
				return r
			}
			s.reached()
			r.Outcome = outcome
			return r
		}
	}}}
}

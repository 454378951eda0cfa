package mutation

import (
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
)

// DescribeVServerGroupAttribute is how the features read a group.
func (catalogue) DescribeVServerGroupAttribute() Operation {
	return Operation{ReadsGroup: true, RefusesIt: refusesSecondReads}
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

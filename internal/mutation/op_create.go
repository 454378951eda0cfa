package mutation

import (
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
)

// CreateVServerGroup makes a group, filled or empty. Set-up makes empty ones.
func (catalogue) CreateVServerGroup() Operation {
	return Operation{RefusesIt: refusesToFill, Sorts: []Sort{
		{Name: "refuses an empty group", Make: refusesEmpty, Named: true},
		{Name: "leaves a group of a refused list", Make: leavesEmptyGroup, Named: true, Lawful: true},
		{Name: "refuses a name twice", Make: refusesNameTwice, Named: true, Lawful: true},
		{Name: "forgets the group", Make: forgetsTheGroup, Named: true, Shows: true}}}
}

func refusesEmpty(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{refusing("refuses an empty group", mock.StageState, func(s *mutated, c *mock.Call) bool {
		return c.Param(s.Table.Operations[c.Action()].Adds) == ""
	})}
}

// refusesToFill makes a group, and says that it refused, where the call names backend servers.
func refusesToFill(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{{How: "makes a filled group, and says that it refused", alter: func(s *mutated) {
		outcome := s.foreignRefusal()
		s.around(func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			r := handle()
			if !r.Refused() && c.Param(s.Table.Operations[c.Action()].Adds) != "" {
				s.reached()
				r.Outcome = outcome
			}
			return r
		})
	}}}
}

// forgetsTheGroup answers as if it had made a group, where the call names backend servers: set-up names none.
func forgetsTheGroup(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{{How: "makes no group, and answers as if", alter: func(s *mutated) {
		s.around(func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			r := handle()
			if !r.Refused() && c.Param(s.Table.Operations[c.Action()].Adds) != "" {
				s.reached()
				c.Drop(c.Group())
			}
			return r
		})
	}}}
}

// leavesEmptyGroup makes the group, and then refuses the backend servers that were to be put into it.
func leavesEmptyGroup(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{{How: "leaves an empty group where it refuses the backend servers", alter: func(s *mutated) {
		makes := func(s *mutated, c *mock.Call) bool {
			return c.Param("VServerGroupId") == "" && slices.ContainsFunc(s.items(c), wrongWeight)
		}
		s.afterThose(makes, func(c *mock.Call, r *mock.Reply) {
			if r.Refused() {
				s.reached()
				s.Table.Operations[c.Action()].Serve(c)
				c.Hold(c.Group(), nil)
			}
		})
	}}}
}

func wrongWeight(item []written) bool {
	text := strings.Trim(string(valueOf(item, "Weight")), `"`)
	n, err := strconv.Atoi(text)
	return text != "" && (err != nil || n < 0 || n > 100)
}

func refusesNameTwice(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{refusing("refuses a name that another group has", mock.StageState, func(_ *mutated, c *mock.Call) bool {
		return c.Param("VServerGroupId") == "" && slices.ContainsFunc(c.Groups(), func(id string) bool { return c.Name(id) == c.Param("VServerGroupName") })
	})}
}

package mutation

import (
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
)

// ModifyVServerGroupBackendServers takes backend servers out of a group and puts others in; either list may be left out.
func (catalogue) ModifyVServerGroupBackendServers() Operation {
	return Operation{Sorts: []Sort{
		{Name: "refuses a call without lists", Make: refusesNoLists, Named: true, Lawful: true},
		{Name: "refuses a server in both lists", Make: refusesSameServer, Named: true, Lawful: true},
		{Name: "empties the group without lists", Make: emptiesWithoutLists, Named: true},
	}}
}

// withoutLists reports whether a call that may take out and put in does neither.
func withoutLists(s *mutated, c *mock.Call) bool {
	o := s.Table.Operations[c.Action()]
	return o.Adds != "" && o.Names != "" && len(s.texts(c)) == 0
}

func refusesNoLists(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{refusing("refuses a call without lists", mock.StageState, withoutLists)}
}

func emptiesWithoutLists(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{{How: "empties the group where a call has no lists", alter: func(s *mutated) {
		s.around(func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			r := handle()
			if !r.Refused() && withoutLists(s, c) {
				s.reached()
				c.Hold(c.Group(), nil)
			}
			return r
		})
	}}}
}

func refusesSameServer(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{refusing("refuses a server in both lists", mock.StageState, func(s *mutated, c *mock.Call) bool {
		in := map[string]bool{}
		for _, item := range itemsOf(c.Param(s.Table.Operations[c.Action()].Names)) {
			in[serverOf(item)] = true
		}
		return slices.ContainsFunc(itemsOf(c.Param(s.Table.Operations[c.Action()].Adds)), func(item []written) bool { return in[serverOf(item)] })
	})}
}

package mutation

import (
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
)

// SetVServerGroupAttribute changes the weight of backend servers that are in the group.
func (catalogue) SetVServerGroupAttribute() Operation {
	return Operation{Changes: "Weight", Sorts: []Sort{
		{Name: "renames the group", Make: renamesTheGroup, Named: true},
		{Name: "gives the default weight", Make: givesDefaultWeight, Named: true, Lawful: true},
	}}
}

// renamesTheGroup gives the group a name that nobody asked for.
func renamesTheGroup(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{{How: "renames the group unasked", alter: func(s *mutated) {
		s.around(func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			r := handle()
			if !r.Refused() {
				s.reached()
				c.Rename(c.Group(), "renamed")
			}
			return r
		})
	}}}
}

// givesDefaultWeight weighs with 100 what a call sets without a weight.
func givesDefaultWeight(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{{How: "gives the default weight to what is set without one", alter: func(s *mutated) {
		s.sets(lacks("Weight"), func(_ []written, m *mock.Member) { m.Weight = 100 })
	}}}
}

// sets does something else to the backend servers that a call of those names, where it is accepted.
func (s *mutated) sets(which func([]written) bool, change func(item []written, m *mock.Member)) {
	s.afterThose(func(s *mutated, c *mock.Call) bool { return slices.ContainsFunc(s.items(c), which) }, func(c *mock.Call, r *mock.Reply) {
		if r.Refused() {
			return
		}
		held := c.Held(c.Group())
		for _, item := range s.items(c) {
			for i := range held {
				if which(item) && serverOf(item) == held[i].ServerID {
					s.reached()
					change(item, &held[i])
				}
			}
		}
		c.Hold(c.Group(), held)
	})
}

package mutation

import (
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
)

// SetVServerGroupAttribute changes the weight of backend servers that are in the group.
func (catalogue) SetVServerGroupAttribute() Operation {
	return Operation{Changes: "Weight", Sorts: []Sort{{Name: "renames the group", Make: renamesTheGroup, Named: true}}}
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

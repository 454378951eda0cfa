package mutation

import (
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
)

// refusedBeside changes what a group is beside its backend servers where it refuses a call: its name, or its tags.
func refusedBeside(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{
		{How: "renames the group where it refuses a call", alter: func(s *mutated) {
			s.around(func(c *mock.Call, handle func() mock.Reply) mock.Reply {
				r := handle()
				if r.Refused() && c.Group() != "" {
					s.reached()
					c.Rename(c.Group(), "renamed")
				}
				return r
			})
		}},
		{How: "lists no tags once it has refused a call", alter: func(s *mutated) {
			refused := false
			s.touchesCalls()
			s.Table.Around = func(_ *mock.Call, handle func() mock.Reply) mock.Reply {
				r := handle()
				refused = refused || r.Refused()
				if _, lists := r.Values["Tags"]; lists && refused {
					s.reached()
					r.Values["Tags"] = nil
				}
				return r
			}
		}},
	}
}

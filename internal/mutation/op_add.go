package mutation

import "github.com/slbconform/slbconform/spec"

// AddVServerGroupBackendServers puts servers into the group that it is asked for.
func (catalogue) AddVServerGroupBackendServers() Operation {
	return Operation{Sorts: []Sort{{Name: "adds elsewhere", Make: addsElsewhere, Named: true, Shows: true}}}
}

func addsElsewhere(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{
		{How: "adds to no group", alter: func(s *mutated) {
			s.changesAnother(func(string, []string) string { return "" })
		}},
		{How: "adds to another group of the load balancer", alter: func(s *mutated) {
			s.changesAnother(func(asked string, groups []string) string {
				for _, g := range groups {
					if g != asked {
						return g
					}
				}
				return asked
			})
		}},
	}
}

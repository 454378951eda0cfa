package mutation

// AddVServerGroupBackendServers puts servers into the group that it is asked for.
func (catalogue) AddVServerGroupBackendServers() Operation {
	return Operation{Sorts: []Sort{{Name: "adds elsewhere", Make: only(addsElsewhere()...), Named: true, Shows: true}}}
}

func addsElsewhere() []*Mutant {
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

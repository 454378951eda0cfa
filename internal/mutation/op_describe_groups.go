package mutation

// DescribeVServerGroups lists the groups of a load balancer.
func (catalogue) DescribeVServerGroups() Operation {
	const none = `{"RequestId":"2D3BF1C4-4B8E-4E52-8E5F-0D8C6B3A9E72","VServerGroups":{"VServerGroup":[]}}`
	return Operation{Variants: []*Mutant{
		accepting("lists no groups of a load balancer that is not there", "DescribeVServerGroups", "LoadBalancerId does not exist", none),
		{How: "lists the backend port of a listener", alter: func(s *mutated) {
			s.editsSuccesses("DescribeVServerGroups", func(body []byte) []byte {
				return at(body, []string{"VServerGroups", "VServerGroup", "[]", "AssociatedObjects", "Listeners", "Listener", "[]", "Port"}, put(80))
			})
		}},
	}}
}

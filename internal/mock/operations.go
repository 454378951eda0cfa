package mock

import "github.com/slbconform/slbconform/fixtures"

// Actions lists the operations that the mock serves: the one under test, and those that set-up, read-back and
// clean-up need.
func Actions() []string {
	return []string{
		Action,
		"CreateLoadBalancer", "DeleteLoadBalancer", "DescribeLoadBalancers", "DescribeLoadBalancerAttribute",
		"CreateVServerGroup", "DeleteVServerGroup", "DescribeVServerGroups", "DescribeVServerGroupAttribute",
		"RemoveVServerGroupBackendServers",
		"CreateMasterSlaveServerGroup", "DeleteMasterSlaveServerGroup",
		"SetLoadBalancerDeleteProtection", "TagResources",
	}
}

// operate lets the operation of a call act. The operation under test is checked by the table; of the others only
// what set-up needs is checked, here.
func (s *Service) operate(c *Call, id string) reply {
	if c.action == Action {
		return s.add(c, id)
	}
	required, serve := s.sibling(c.action)
	for _, name := range required {
		if c.params.Get(name) == "" {
			return refuse("MissingParameter", name)
		}
	}
	return serve(c, id)
}

type operation func(*Call, string) reply

// sibling is what an operation insists on (the vendor's own metadata) and what it does.
func (s *Service) sibling(action string) (required []string, serve operation) {
	switch action {
	case "CreateLoadBalancer":
		return []string{"RegionId"}, s.createLB
	case "DeleteLoadBalancer":
		return []string{"LoadBalancerId"}, s.deleteLB
	case "DescribeLoadBalancers":
		return []string{"RegionId"}, s.describeLBs
	case "DescribeLoadBalancerAttribute":
		return []string{"LoadBalancerId"}, s.describeLB
	case "SetLoadBalancerDeleteProtection":
		return []string{"DeleteProtection", "LoadBalancerId", "RegionId"}, s.protectLB
	case "CreateVServerGroup":
		return []string{"LoadBalancerId", "RegionId"}, s.createGroup
	case "DeleteVServerGroup":
		return []string{"RegionId", "VServerGroupId"}, s.deleteGroup
	case "DescribeVServerGroups":
		return []string{"LoadBalancerId", "RegionId"}, s.describeGroups
	case "DescribeVServerGroupAttribute":
		return []string{"RegionId", "VServerGroupId"}, s.describeGroup
	case "RemoveVServerGroupBackendServers":
		return []string{"BackendServers", "RegionId", "VServerGroupId"}, s.remove
	case "CreateMasterSlaveServerGroup":
		return []string{"LoadBalancerId", "RegionId"}, s.createMasterSlave
	case "DeleteMasterSlaveServerGroup":
		return []string{"MasterSlaveServerGroupId", "RegionId"}, s.deleteMasterSlave
	case "TagResources":
		return []string{"RegionId", "ResourceType"}, s.tagResources
	}
	// Reached only where platform.action was switched off: such a service answers anything.
	return nil, func(*Call, string) reply {
		return reply{action: "TagResources", outcome: "success", values: fixtures.Values{}}
	}
}

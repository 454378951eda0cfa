package target

// Role is a part that a standing resource plays in the features.
type Role struct {
	Name  string // as the features say it
	Needs string // what it takes to have one
}

// Roles is every role that a feature may name, in the order of what they cost.
func Roles() []Role { return append(resourceRoles(), identityRoles()...) }

// resourceRoles are played by resources of the account.
func resourceRoles() []Role {
	return []Role{
		// Backend servers.
		{"backend server", "the cheapest there is: a network interface (ENI) in the load balancer's VPC, attached to nothing"},
		{"second network interface", "another ENI in the load balancer's VPC"},
		{"network interface with two addresses", "an ENI with a secondary private address"},
		{"network interface with an IPv6 address", "an ENI of a dual-stack vSwitch"},
		{"network interface of another VPC", "an ENI of the same region in a second VPC"},
		{"running ECS instance", "a small ECS instance in the load balancer's VPC"},
		{"network interface of the running ECS instance", "the primary ENI of that instance"},
		{"stopped ECS instance", "an ECS instance that is not running"},
		{"ECS instance that bypasses TOA", "an ECS instance in the state of bypassing TOA"},
		{"elastic container instance", "a running elastic container instance in the load balancer's VPC"},
		{"server in the cloud box", "an ENI in the zone of the cloud box"},
		{"network interface in another region", "an ENI of another mainland region, its VPC in the CEN, with bandwidth"},
		{"network interface in a third region", "the same in one more region"},
		{"network interface in a region without bandwidth", "an ENI whose VPC is in the CEN, without bandwidth to its region"},
		{"network interface of a VPC outside the CEN", "an ENI of another mainland region whose VPC is not in the CEN"},
		{"network interface abroad", "an ENI on the other side of the border of mainland China"},
		{"on-premises server", "a server behind a virtual border router of the CEN"},
		// What such servers need.
		{"virtual border router", "a VBR attached to the CEN"},
		{"virtual border router outside the CEN", "a VBR that is not attached to the CEN"},
		// Backend servers that provoke an answer in the mock; no real account can have them.
		{"network interface that keeps the system busy", "the mock"},
		{"network interface that keeps the VPC system busy", "the mock"},
		{"network interface that keeps an operation busy", "the mock"},
		// Load balancers that the API does not create.
		{"shared-performance load balancer", "one from before they were withdrawn"},
		{"load balancer in a cloud box", "a cloud box"},
		{"anyTunnel load balancer", "a load balancer of another product's internal network mode"},
		{"load balancer attached to a CEN", "a load balancer whose CEN has bandwidth to another region"},
		{"load balancer whose CEN is invalid", "a load balancer whose CEN is being deleted"},
		{"load balancer whose CEN no longer exists", "a load balancer whose CEN was deleted"},
		{"load balancer in a zone without cross-region servers", "a load balancer in an old zone"},
		{"load balancer that the RAM user may use", "a load balancer named in the policy of the RAM user for one load balancer"},
		// vServer groups that the API does not create.
		{"vServer group with a change in progress", "a group whose last change has not finished"},
	}
}

// identityRoles are played by identities.
func identityRoles() []Role {
	return []Role{
		{"RAM user who may add backend servers", "a RAM user whose policy grants only this action, on every load balancer, without conditions"},
		{"temporary identity", "a temporary access key (STS) of an identity that may do everything the run does"},
		{"RAM user without rights", "a RAM user whose policy grants nothing"},
		{"RAM user for one load balancer", "a RAM user whose policy grants only this action, on one load balancer"},
	}
}

func roleNames(roles []Role) []string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = r.Name
	}
	return names
}

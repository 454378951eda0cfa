package target

import (
	"slices"
	"strings"
)

// Kind says what a role is: a server, a load balancer and so on.
type Kind string

// The kinds of roles.
const (
	ServerRole       Kind = "server"
	LoadBalancerRole Kind = "load balancer"
	GroupRole        Kind = "group"
	RouterRole       Kind = "router"
	IdentityRole     Kind = "identity"
)

// Role is a name by which features mean a resource of the inventory or a second identity.
type Role struct {
	Name  string // as the features say it
	Needs string // what it takes to have one
	Kind  Kind
	// Vouched: the role is to be refused, so that no success shows that it is what the inventory says.
	Vouched bool
	// Trait is what preflight can check about it; empty for most.
	Trait Trait
	// Type is the type that a backend server of the role must have; empty for any.
	Type string
	// OwnVPC: it is in the load balancer's VPC, where no two network interfaces have one address.
	OwnVPC bool
	// Count is how many servers play the role; 0 stands for one.
	Count int
	// On is, of an identity, the role of the load balancer that its policy is limited to; empty for all of them.
	On string
}

// Trait is a property of a role that preflight can check.
type Trait string

// The traits that are asked for before a run.
const (
	SharedPerformance Trait = "shared-performance" // of a load balancer; all others are high-performance
	Locked            Trait = "locked"             // of a load balancer, which otherwise takes changes
	InVPC             Trait = "in a VPC"           // of a load balancer, which may otherwise be in none
	RAMUser           Trait = "RAM user"           // of an identity, which may not list load balancers
	Temporary         Trait = "temporary"          // of an identity with a security token
)

// Roles is every role that a feature may name, backend servers first.
func Roles() []Role { return slices.Clone(roles) }

// Cheapest is the role of the backend server that most scenarios use.
func Cheapest() string { return roles[0].Name }

// RoleNames are the names of the roles.
func RoleNames() []string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = r.Name
	}
	return names
}

// FindRole returns the role of a name, or nil.
func FindRole(name string) *Role {
	for _, r := range roles {
		if r.Name == name {
			return &r
		}
	}
	return nil
}

// LeadingRole is the longest name of a role with which a text begins; "" for none.
func LeadingRole(text string) string {
	best := ""
	for i := range roles {
		rest, begins := strings.CutPrefix(text, roles[i].Name)
		if begins && len(roles[i].Name) > len(best) && (rest == "" || rest[0] == ' ' || rest[0] == ',') {
			best = roles[i].Name
		}
	}
	return best
}

// roleNames are the names of the identities, or of the resources.
func roleNames(identities bool) []string {
	var names []string
	for _, r := range roles {
		if (r.Kind == IdentityRole) == identities {
			names = append(names, r.Name)
		}
	}
	return names
}

// roles are never changed. They are a variable and not a function because every sentence with a server is looked up in them.
var roles = []Role{
	// Backend servers.
	{Name: "backend server", Needs: "the cheapest there is: a network interface (ENI) in the load balancer's VPC, attached to nothing", Kind: ServerRole, OwnVPC: true, Type: "eni"},
	{Name: "second network interface", Needs: "another ENI in the load balancer's VPC", Kind: ServerRole, OwnVPC: true, Type: "eni"},
	{Name: "network interface with two addresses", Needs: "an ENI with a secondary private address", Kind: ServerRole, OwnVPC: true, Type: "eni"},
	{Name: "twenty-one network interfaces", Needs: "21 ENIs in the load balancer's VPC, each with an address: one more than a call may add", Kind: ServerRole, OwnVPC: true, Type: "eni", Count: 21},
	{Name: "network interface with an IPv6 address", Needs: "an ENI of a dual-stack vSwitch", Kind: ServerRole, OwnVPC: true, Type: "eni", Vouched: true},
	{Name: "network interface of another VPC", Needs: "an ENI of the same region in a second VPC", Kind: ServerRole, Type: "eni", Vouched: true},
	{Name: "running ECS instance", Needs: "a small ECS instance in the load balancer's VPC", Kind: ServerRole, Type: "ecs"},
	{Name: "network interface of the running ECS instance", Needs: "the primary ENI of that instance", Kind: ServerRole, Type: "eni", Vouched: true},
	{Name: "stopped ECS instance", Needs: "an ECS instance that is not running", Kind: ServerRole, Type: "ecs", Vouched: true},
	{Name: "ECS instance that bypasses TOA", Needs: "an ECS instance in the state of bypassing TOA", Kind: ServerRole, Type: "ecs", Vouched: true},
	{Name: "elastic container instance", Needs: "a running elastic container instance in the load balancer's VPC", Kind: ServerRole, OwnVPC: true, Type: "eci"},
	{Name: "server in the cloud box", Needs: "an ENI in the zone of the cloud box", Kind: ServerRole, Vouched: true},
	{Name: "network interface in another region", Needs: "an ENI of another mainland region, its VPC in the CEN, with bandwidth", Kind: ServerRole, Type: "eni"},
	{Name: "network interface in a third region", Needs: "the same in one more region", Kind: ServerRole, Type: "eni", Vouched: true},
	{Name: "network interface in a region without bandwidth", Needs: "an ENI whose VPC is in the CEN, without bandwidth to its region", Kind: ServerRole, Type: "eni", Vouched: true},
	{Name: "network interface of a VPC outside the CEN", Needs: "an ENI of another mainland region whose VPC is not in the CEN", Kind: ServerRole, Type: "eni", Vouched: true},
	{Name: "network interface abroad", Needs: "an ENI on the other side of the border of mainland China", Kind: ServerRole, Type: "eni", Vouched: true},
	{Name: "on-premises server", Needs: "a server behind a virtual border router of the CEN", Kind: ServerRole},
	// What such servers need.
	{Name: "virtual border router", Needs: "a VBR attached to the CEN", Kind: RouterRole},
	{Name: "virtual border router outside the CEN", Needs: "a VBR that is not attached to the CEN", Kind: RouterRole, Vouched: true},
	// Backend servers that provoke an answer in the mock; no real account can have them.
	{Name: "network interface that keeps the system busy", Needs: "the mock", Kind: ServerRole, Type: "eni", Vouched: true},
	{Name: "network interface that keeps the VPC system busy", Needs: "the mock", Kind: ServerRole, Type: "eni", Vouched: true},
	{Name: "network interface that keeps an operation busy", Needs: "the mock", Kind: ServerRole, Type: "eni", Vouched: true},
	// Load balancers that the API does not create.
	{Name: "shared-performance load balancer", Needs: "one from before they were withdrawn", Kind: LoadBalancerRole, Vouched: true, Trait: SharedPerformance},
	{Name: "load balancer in a cloud box", Needs: "a cloud box", Kind: LoadBalancerRole, Vouched: true},
	{Name: "anyTunnel load balancer", Needs: "a load balancer of another product's internal network mode", Kind: LoadBalancerRole, Vouched: true},
	{Name: "singleTunnel load balancer", Needs: "a load balancer of the other such mode", Kind: LoadBalancerRole, Vouched: true},
	{Name: "load balancer attached to a CEN", Needs: "a load balancer whose CEN has bandwidth to another region", Kind: LoadBalancerRole, Vouched: true, Trait: InVPC},
	{Name: "load balancer whose CEN is invalid", Needs: "a load balancer whose CEN is being deleted", Kind: LoadBalancerRole, Vouched: true, Trait: InVPC},
	{Name: "load balancer whose CEN no longer exists", Needs: "a load balancer whose CEN was deleted", Kind: LoadBalancerRole, Vouched: true, Trait: InVPC},
	{Name: "load balancer in a zone without cross-region servers", Needs: "a load balancer in an old zone", Kind: LoadBalancerRole, Vouched: true},
	{Name: "load balancer that the RAM user may use", Needs: "a load balancer named in the policy of the RAM user for one load balancer", Kind: LoadBalancerRole},
	{Name: "locked load balancer", Needs: "a load balancer that is locked, for arrears or otherwise", Kind: LoadBalancerRole, Vouched: true, Trait: Locked},
	// vServer groups that the API does not create.
	{Name: "vServer group with a change in progress", Needs: "a group whose last change has not finished", Kind: GroupRole, Vouched: true},
	{Name: "vServer group whose location times out", Needs: "the mock", Kind: GroupRole, Vouched: true},
	// Second identities.
	{Name: "RAM user who may add backend servers", Needs: "a RAM user whose policy grants only this action, on every load balancer, without conditions", Kind: IdentityRole, Trait: RAMUser},
	{Name: "RAM user of vServer groups", Needs: "a RAM user whose policy grants the actions of vServer groups (slb:*VServerGroup*), on every load balancer, without conditions and for nothing of ECS", Kind: IdentityRole, Trait: RAMUser},
	{Name: "RAM user for tagged load balancers", Needs: "a RAM user whose policy grants the same, and every ECS instance, on the condition slb:tag/team = blue", Kind: IdentityRole, Vouched: true, Trait: RAMUser, On: "load balancer that the RAM user may use"},
	{Name: "temporary identity", Needs: "a temporary access key (STS) of an identity that may do everything the run does", Kind: IdentityRole, Trait: Temporary},
	{Name: "RAM user without rights", Needs: "a RAM user whose policy grants nothing", Kind: IdentityRole, Vouched: true, Trait: RAMUser},
	{Name: "RAM user for one load balancer", Needs: "a RAM user whose policy grants only the actions of vServer groups, on one load balancer", Kind: IdentityRole, Vouched: true, Trait: RAMUser, On: "load balancer that the RAM user may use"},
}

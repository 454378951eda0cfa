package live

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"

	"github.com/slbconform/slbconform/internal/target"
)

// checkRoles checks that the load balancers and vServer groups that the run needs exist and are what their role says.
// What SLB does not tell (servers, CENs, cloud boxes, policies) the run shows itself, or believes the inventory. A list
// that cannot be read is no error here: the run will judge it.
func (p *preflight) checkRoles(ctx context.Context) error {
	of := p.balancers()
	if len(of) == 0 {
		return nil
	}
	there, err := p.api.Balancers(ctx)
	if err != nil {
		return ctx.Err()
	}
	for role, id := range of {
		if wrong := mismatch(role, id, there, p.inventory); wrong != "" {
			p.mismatches[role.Name] = id + " " + wrong
		} else if role.Kind == target.GroupRole {
			p.checkGroup(ctx, role)
		}
	}
	return ctx.Err()
}

// balancers are the ids of the load balancers of the needed roles, also those of groups.
func (p *preflight) balancers() map[target.Role]string {
	out := map[target.Role]string{}
	for _, role := range p.needed(slices.Collect(maps.Keys(p.inventory.Roles))) {
		if id := balancerOf(role, p.inventory.Roles[role.Name]); id != "" {
			out[role] = id
		}
	}
	return out
}

func (p *preflight) checkGroup(ctx context.Context, role target.Role) {
	r := p.inventory.Roles[role.Name]
	groups, err := p.api.Groups(ctx, r.LB)
	if err == nil && !slices.ContainsFunc(groups, func(g Group) bool { return g.ID == r.ID }) {
		p.mismatches[role.Name] = fmt.Sprintf("%s is not among the vServer groups of %s", r.ID, r.LB)
	}
}

// mismatch says how a load balancer is not what its role says; "" when no difference was found.
func mismatch(role target.Role, id string, there []Balancer, inv *target.Inventory) string {
	at := slices.IndexFunc(there, func(b Balancer) bool { return b.ID == id })
	if at < 0 {
		return fmt.Sprintf("is not among the load balancers of this account in %s", inv.Region)
	}
	b := there[at]
	_, _, marked := target.RunOf(b.Name)
	switch {
	case b.Region != inv.Region:
		return fmt.Sprintf("is in %s, and the inventory in %s", b.Region, inv.Region)
	case marked:
		return fmt.Sprintf("is called %s, as runs call what they create: a sweep would take it for a left-over", b.Name)
	case b.Status == "locked" && role.Trait != target.Locked:
		return "is locked, for want of payment or for security: it takes no changes"
	case b.Status != "" && b.Status != "locked" && role.Trait == target.Locked:
		return fmt.Sprintf("is %s, and a locked one is meant", b.Status)
	case b.VPC != "" && inv.VPC != "" && noneInVPC(there, inv):
		return fmt.Sprintf("is in %s, and none of the inventory's load balancers is in its vpc, %s, which is probably what is wrong", b.VPC, inv.VPC)
	case b.VPC != "" && inv.VPC != "" && b.VPC != inv.VPC:
		return fmt.Sprintf("is in %s, and the inventory's vpc is %s: every server would be refused for that", b.VPC, inv.VPC)
	case b.VPC == "" && role.Trait == target.InVPC:
		return "is in no VPC, and a CEN attaches VPCs"
	}
	return b.performanceMismatch(role)
}

// noneInVPC reports whether an inventory names several load balancers, and its VPC is that of none of them.
func noneInVPC(there []Balancer, inv *target.Inventory) bool {
	named := BalancersOf(inv)
	in := func(b Balancer) bool { return slices.Contains(named, b.ID) && b.VPC == inv.VPC }
	return len(named) > 1 && !slices.ContainsFunc(there, in)
}

// highSpec matches the LoadBalancerSpec of high-performance load balancers; that of a shared-performance one is empty (the
// vendor's page of CreateLoadBalancer). Load balancers paid by LCU are high-performance whatever it is.
var highSpec = regexp.MustCompile(`^slb\.(s\d|lcu)`)

func (b Balancer) performanceMismatch(role target.Role) string {
	high := b.ChargeType == "PayByCLCU" || highSpec.MatchString(b.Spec)
	shared := b.ChargeType == "PayBySpec" && b.Spec == ""
	facts := fmt.Sprintf("(LoadBalancerSpec %q, InstanceChargeType %q)", b.Spec, b.ChargeType)
	switch {
	case role.Trait == target.SharedPerformance && high:
		return "is a high-performance one " + facts + ", and a shared-performance one is meant"
	case role.Trait != target.SharedPerformance && shared:
		return "is a shared-performance one " + facts + ", which takes no network interface; a high-performance one is meant"
	}
	return ""
}

// balancerOf is the id of the load balancer that a role is, or that the role's group belongs to; "" for none.
func balancerOf(role target.Role, r target.Resource) string {
	if role.Kind == target.LoadBalancerRole {
		return r.ID
	}
	return r.LB
}

// BalancersOf lists the load balancers that an inventory names, sorted.
func BalancersOf(inv *target.Inventory) []string {
	var out []string
	for _, role := range target.Roles() {
		if id := balancerOf(role, inv.Roles[role.Name]); id != "" {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

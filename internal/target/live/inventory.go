package live

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"

	"github.com/slbconform/slbconform/internal/target"
)

// lookAtRoles looks at the load balancers and vServer groups that the run needs: whether they exist and are what their role
// says, as far as SLB tells. What it cannot look up (servers, CENs, cloud boxes, policies) the run itself shows, or takes
// at the inventory's word. A list that is answered oddly tells nothing.
func (p *preflight) lookAtRoles(ctx context.Context) error {
	of := p.balancers()
	if len(of) == 0 {
		return nil
	}
	there, err := p.api.Balancers(ctx)
	if err != nil {
		return ctx.Err()
	}
	for role, id := range of {
		if wrong := departs(role, id, there, p.inventory); wrong != "" {
			p.wrong[role.Name] = id + " " + wrong
		} else if role.Kind == target.GroupRole {
			p.group(ctx, role)
		}
	}
	return ctx.Err()
}

// balancers are the load balancers that the needed roles name, themselves or as that of a group.
func (p *preflight) balancers() map[target.Role]string {
	out := map[target.Role]string{}
	for _, role := range p.needed(slices.Collect(maps.Keys(p.inventory.Roles))) {
		if id := balancerOf(role, p.inventory.Roles[role.Name]); id != "" {
			out[role] = id
		}
	}
	return out
}

func (p *preflight) group(ctx context.Context, role target.Role) {
	r := p.inventory.Roles[role.Name]
	groups, err := p.api.Groups(ctx, r.LB)
	if err == nil && !slices.ContainsFunc(groups, func(g Group) bool { return g.ID == r.ID }) {
		p.wrong[role.Name] = fmt.Sprintf("%s is not among the vServer groups of %s", r.ID, r.LB)
	}
}

// departs says how a load balancer is not what its role says; "" when nothing speaks against it.
func departs(role target.Role, id string, there []Balancer, inv *target.Inventory) string {
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
	case b.VPC != "" && inv.VPC != "" && b.VPC != inv.VPC:
		return fmt.Sprintf("is in %s, and the inventory's vpc is %s: every server would be refused for that", b.VPC, inv.VPC)
	case b.VPC == "" && role.Trait == target.InVPC:
		return "is in no VPC, and a CEN attaches VPCs"
	}
	return b.performance(role)
}

// spec names of high-performance load balancers; of a shared-performance one the name is empty (the vendor's page of
// CreateLoadBalancer). Those that are paid by LCU are high-performance whatever the name.
var highSpec = regexp.MustCompile(`^slb\.(s\d|lcu)`)

func (b Balancer) performance(role target.Role) string {
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

// balancerOf is the load balancer that a role names, itself or as that of a group; "" for none.
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

package live

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"

	"github.com/slbconform/slbconform/internal/target"
)

// standing holds that the load balancers and vServer groups that the inventory names exist and are what their role
// says, as far as SLB tells. What it cannot look up (servers, CENs, cloud boxes, policies) is taken at its word: a wrong
// one shows at the control of its scenario. All mistakes are reported, joined; each wraps ErrWrongRole.
func standing(ctx context.Context, api *API, inv *target.Inventory) error {
	if len(Standing(inv)) == 0 {
		return nil
	}
	there, err := api.Balancers(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, role := range slices.Sorted(maps.Keys(inv.Roles)) {
		r := inv.Roles[role]
		id := balancerOf(target.FindRole(role), r)
		if id == "" {
			continue
		}
		if wrong := departs(*target.FindRole(role), id, there, inv); wrong != "" {
			errs = append(errs, wrongRole(inv, role, id, wrong))
			continue
		}
		if r.LB != "" {
			errs = append(errs, groupStands(ctx, api, inv, role))
		}
	}
	return errors.Join(errs...)
}

func wrongRole(inv *target.Inventory, role, id, what string) error {
	return fmt.Errorf("%w: %s, %q: %s %s", ErrWrongRole, inv.File, role, id, what)
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
	case b.Status == "locked":
		return "is locked, for want of payment or for security: it takes no changes"
	case b.VPC != "" && inv.VPC != "" && b.VPC != inv.VPC:
		return fmt.Sprintf("is in %s, and the inventory's vpc is %s: every server would be refused for that", b.VPC, inv.VPC)
	case b.VPC == "" && role.Trait == target.InVPC:
		return "is in no VPC, and a CEN attaches VPCs"
	}
	return b.performance(role)
}

// spec names of high-performance load balancers; of a shared-performance one the name is empty (the vendor's page of
// CreateLoadBalancer). Those that are paid by LCU are high-performance whatever the name (api-facts B.3 and H).
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

func groupStands(ctx context.Context, api *API, inv *target.Inventory, role string) error {
	r := inv.Roles[role]
	groups, err := api.Groups(ctx, r.LB)
	if err != nil {
		return fmt.Errorf("the vServer groups of %s cannot be listed: %w", r.LB, err)
	}
	if !slices.ContainsFunc(groups, func(g Group) bool { return g.ID == r.ID }) {
		return wrongRole(inv, role, r.ID, "is not among the vServer groups of "+r.LB)
	}
	return nil
}

// balancerOf is the load balancer that a role names, itself or as that of a group; "" for none.
func balancerOf(role *target.Role, r target.Resource) string {
	if role != nil && role.Kind == target.LoadBalancerRole {
		return r.ID
	}
	return r.LB
}

// Standing lists the load balancers that an inventory names, sorted.
func Standing(inv *target.Inventory) []string {
	var out []string
	for role, r := range inv.Roles {
		if id := balancerOf(target.FindRole(role), r); id != "" {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

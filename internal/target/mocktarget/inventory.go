package mocktarget

import (
	"cmp"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/target"
)

// inAccount holds that whatever the mock's own inventory names is in the account, and is there what the inventory says of it.
func inAccount(files fs.FS, a *fixtures.Account) target.InventoryCheck {
	return func(inv *target.Inventory, wrong target.Complain) {
		c := &accountCheck{files: files, inv: inv, a: a, wrong: wrong}
		c.all()
	}
}

// accountCheck holds an inventory against an account.
type accountCheck struct {
	files fs.FS
	inv   *target.Inventory
	a     *fixtures.Account
	wrong target.Complain
}

func (c *accountCheck) all() {
	if !c.ofPlace() {
		return // most servers do not fit it either
	}
	for _, role := range slices.Sorted(maps.Keys(c.inv.Roles)) {
		field, r := "roles."+role, c.inv.Roles[role]
		for _, one := range r.Each() {
			if c.has(field, one.ID) && one.Type != "" {
				c.isServer(c.a.Server(one.ID), field, one)
				c.isReady(c.a.Server(one.ID), role, field)
			}
			if of := target.FindRole(role); of != nil && of.Vouched && c.isOrdinary(one.ID) {
				c.wrong(field, "by %s nothing about %s is out of the ordinary, and the point of the role is to be refused", c.at(one.ID), one.ID)
			}
		}
		c.has(field, r.LB)
	}
	for _, role := range slices.Sorted(maps.Keys(c.inv.Identities)) {
		field, id := "identities."+role, c.inv.Identities[role]
		if c.a.Profile(id.Profile) == nil {
			var profiles []string
			for _, k := range c.a.Credentials {
				profiles = append(profiles, k.Profile)
			}
			c.wrong(field, "fixtures/account.yaml has no profile %q%s", id.Profile, nearest.Hint(id.Profile, profiles))
		}
		c.has(field, id.LB)
	}
}

// ofPlace holds that the VPC and the vSwitch of the run's load balancers belong together.
func (c *accountCheck) ofPlace() bool {
	if vpc, vswitch := c.has("vpc", c.inv.VPC), c.has("vswitch", c.inv.VSwitch); !vpc || !vswitch || c.inv.VSwitch == "" {
		return vpc && vswitch
	}
	s := c.a.VSwitch(c.inv.VSwitch)
	if s == nil {
		c.wrong("vswitch", "%s is no vSwitch of fixtures/account.yaml", c.inv.VSwitch)
		return false
	}
	if s.VPC != c.inv.VPC {
		c.wrong("vswitch", "by %s %s is of %s, and not of %s", c.at(s.ID), s.ID, s.VPC, c.inv.VPC)
		return false
	}
	if region := c.a.Zone(s.Zone).Region; region != c.inv.Region {
		c.wrong("region", "by %s %s is in %s, and not in %s", c.at(s.ID), s.ID, region, c.inv.Region)
		return false
	}
	return true
}

// at is where a part of the account stands.
func (c *accountCheck) at(id string) string { return fixtures.Where(c.files, id) }

func (c *accountCheck) has(field, id string) bool {
	if id != "" && !c.a.Has(id) {
		c.wrong(field, "fixtures/account.yaml has no %q%s", id, nearest.Hint(id, c.a.IDs()))
		return false
	}
	return true
}

func (c *accountCheck) isServer(s *fixtures.Server, field string, one target.Resource) {
	if s == nil {
		c.wrong(field, "%s is no server of fixtures/account.yaml", one.ID)
		return
	}
	for _, address := range one.Addresses {
		if !slices.Contains(s.Addresses, address) {
			c.wrong(field, "by %s %s has not the address %s%s", c.at(s.ID), s.ID, address, nearest.Hint(address, s.Addresses))
		}
	}
	if region := cmp.Or(one.Region, c.inv.Region); s.Region != region {
		c.wrong(field, "by %s %s is in %s, and not in %s", c.at(s.ID), s.ID, s.Region, region)
	}
	if s.Kind != one.Type && s.Kind != fixtures.OnPremises {
		c.wrong(field, "by %s %s is of the type %s, and not %s", c.at(s.ID), s.ID, s.Kind, one.Type)
	}
}

// isReady holds that a server may be added to the load balancers of the run, unless the point of its role is that it may not be.
func (c *accountCheck) isReady(s *fixtures.Server, role, field string) {
	if of := target.FindRole(role); s == nil || of == nil || of.Vouched || s.Region != c.inv.Region || s.Kind == fixtures.OnPremises {
		return
	}
	if s.VPC != c.inv.VPC {
		c.wrong(field, "by %s %s is in %s, and not in %s", c.at(s.ID), s.ID, s.VPC, c.inv.VPC)
	}
	if s.Status != "" && s.Status != "Running" {
		c.wrong(field, "by %s %s is %s, and not Running", c.at(s.ID), s.ID, s.Status)
	}
}

// isOrdinary reports whether something of the account has nothing that a call could be refused for.
func (c *accountCheck) isOrdinary(id string) bool {
	if s := c.a.Server(id); s != nil {
		special := func(other fixtures.Server) bool { return other.PrimaryENI == id }
		return s.VPC == c.inv.VPC && s.Zone == c.a.VSwitch(c.inv.VSwitch).Zone && (s.Status == "" || s.Status == "Running") && !s.BypassesTOA &&
			c.a.NamedOutcome(id) == "" && !slices.ContainsFunc(s.Addresses, isIPv6) && !slices.ContainsFunc(c.a.Servers, special)
	}
	for _, l := range c.a.LoadBalancers {
		if l.ID == id {
			return !l.Shared && !l.CloudBox && l.Tunnel+l.CEN == "" && (l.Status == "" || l.Status == "active") && len(c.a.Zone(l.Zone).Lacks) == 0
		}
	}
	for _, g := range c.a.Groups {
		if g.ID == id {
			return !g.Changing && c.a.NamedOutcome(id) == ""
		}
	}
	return false
}

func isIPv6(address string) bool { return strings.Contains(address, ":") }

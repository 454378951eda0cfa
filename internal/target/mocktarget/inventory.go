package mocktarget

import (
	"cmp"
	"maps"
	"slices"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/target"
)

// inAccount holds that whatever the mock's own inventory names is in the account, and is there what the inventory says of it.
func inAccount(a *fixtures.Account) target.InventoryCheck {
	return func(inv *target.Inventory, wrong target.Complain) {
		c := &accountCheck{inv: inv, a: a, wrong: wrong}
		c.all()
	}
}

// accountCheck holds an inventory against an account.
type accountCheck struct {
	inv   *target.Inventory
	a     *fixtures.Account
	wrong target.Complain
}

func (c *accountCheck) all() {
	c.has("vpc", c.inv.VPC)
	c.has("vswitch", c.inv.VSwitch)
	for _, role := range slices.Sorted(maps.Keys(c.inv.Roles)) {
		field, r := "roles."+role, c.inv.Roles[role]
		for _, one := range r.Each() {
			if c.has(field, one.ID) && one.Type != "" {
				c.isServer(c.a.Server(one.ID), field, one)
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
			c.wrong(field, "by fixtures/account.yaml %s has not the address %s%s", s.ID, address, nearest.Hint(address, s.Addresses))
		}
	}
	if region := cmp.Or(one.Region, c.inv.Region); s.Region != region {
		c.wrong(field, "by fixtures/account.yaml %s is in %s, and not in %s", s.ID, s.Region, region)
	}
	if s.Kind != one.Type && s.Kind != fixtures.OnPremises {
		c.wrong(field, "by fixtures/account.yaml %s is of the type %s, and not %s", s.ID, s.Kind, one.Type)
	}
}

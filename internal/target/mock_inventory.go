package target

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"slices"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/nearest"
)

// checkMockInventory is the check of the mock's own inventory, which speaks of an account that is known.
func checkMockInventory(files fs.FS, a *fixtures.Account) error {
	inv, data, err := readInventory(files, mockInventory, shownInventory)
	if err != nil {
		return err
	}
	if err := inv.check(data); err != nil {
		return err
	}
	c := &inventoryCheck{inv: inv, data: data}
	c.inAccount(a)
	return errors.Join(c.errs...)
}

// inAccount holds that whatever the inventory names is in the account, and is there what the inventory says of it.
func (c *inventoryCheck) inAccount(a *fixtures.Account) {
	c.has(a, "vpc", c.inv.VPC)
	c.has(a, "vswitch", c.inv.VSwitch)
	for _, role := range slices.Sorted(maps.Keys(c.inv.Roles)) {
		field, r := "roles."+role, c.inv.Roles[role]
		for _, one := range r.Each() {
			if c.has(a, field, one.ID) && one.Type != "" {
				c.isServer(a.Server(one.ID), field, one)
			}
		}
		c.has(a, field, r.LB)
	}
	for _, role := range slices.Sorted(maps.Keys(c.inv.Identities)) {
		field, id := "identities."+role, c.inv.Identities[role]
		if a.Profile(id.Profile) == nil {
			var profiles []string
			for _, k := range a.Credentials {
				profiles = append(profiles, k.Profile)
			}
			c.wrong(field, "fixtures/account.yaml has no profile %q%s", id.Profile, nearest.Hint(id.Profile, profiles))
		}
		c.has(a, field, id.LB)
	}
}

func (c *inventoryCheck) has(a *fixtures.Account, field, id string) bool {
	if id != "" && !a.Has(id) {
		c.wrong(field, "fixtures/account.yaml has no %q%s", id, nearest.Hint(id, a.IDs()))
		return false
	}
	return true
}

func (c *inventoryCheck) isServer(s *fixtures.Server, field string, one Resource) {
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

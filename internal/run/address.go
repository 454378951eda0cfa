package run

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
)

// elsewhere is what is said of a contradiction that rests on a backend server which is never read with an address that the inventory
// gives it, and is with another, while those of other roles are read as they should be; nil of any other. Nobody says what becomes of an
// address that a backend server does not have.
func (p *premises) elsewhere(u usage) *Premise {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, of := range u.parts {
		read := p.otherAddress(of)
		if read == "" || p.vouchedFor(of.role) || !p.rightBeside(of) {
			continue
		}
		return &Premise{Role: of.role, Says: fmt.Sprintf("it is read with the address %s, which it does not have in the inventory %s: look at it, mend the inventory, and repeat", read, p.index.inventory.File)}
	}
	return nil
}

// otherAddress is the address with which a backend server is read in place of one that the inventory gives it; "" for none.
func (p *premises) otherAddress(of part) string {
	read := p.listings[of]
	if read == nil {
		return ""
	}
	var has []string
	missing := false
	for _, one := range p.index.inventory.Roles[of.role].Each() {
		if of.what != "" && of.what != one.ID {
			continue
		}
		for _, address := range one.Addresses {
			has = append(has, plainAddress(address))
			missing = missing || !read.addresses[plainAddress(address)]
		}
	}
	for _, address := range slices.Sorted(maps.Keys(read.addresses)) {
		if missing && !slices.Contains(has, address) {
			return address
		}
	}
	return ""
}

// plainAddress is an address as it is written shortest.
func plainAddress(text string) string {
	if address, err := netip.ParseAddr(text); err == nil {
		return address.Unmap().String()
	}
	return text
}

package run

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
)

// noteAddresses takes note of the addresses with which a group is read.
func (p *premises) noteAddresses(x *wire.Exchange) {
	if p.index.actions[x.Action].Does != wire.Reads {
		return
	}
	var answer struct {
		BackendServers struct {
			BackendServer []struct {
				ServerID string `json:"ServerId"`
				IP       string `json:"ServerIp"`
			}
		}
	}
	_ = wire.Decode(x.Answer.Body, &answer) // one in another form says nothing of addresses
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range answer.BackendServers.BackendServer {
		if p.index.servers[s.ServerID] == "" || s.IP == "" {
			continue
		}
		of := p.index.server(s.ServerID)
		if p.read[of] == nil {
			p.read[of] = map[string]bool{}
		}
		p.read[of][plainAddress(s.IP)] = true
	}
}

// elsewhere is what is said of a contradiction that rests on a backend server which is never read with an address that the inventory
// gives it, and is with another, while those of other roles are read as they should be; nil of any other. Nobody says what becomes of an
// address that a backend server does not have.
func (p *premises) elsewhere(u usage) *Premise {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, of := range u.parts {
		read := p.otherAddress(of)
		right := func(other part) bool { return other.role != of.role && p.otherAddress(other) == "" }
		if read == "" || p.vouchedFor(of.role) || !slices.ContainsFunc(slices.Collect(maps.Keys(p.read)), right) {
			continue
		}
		return &Premise{Role: of.role, Says: fmt.Sprintf("it is read with the address %s, which it does not have in the inventory %s: look at it, mend the inventory, and repeat", read, p.index.inventory.File)}
	}
	return nil
}

// otherAddress is the address with which a backend server is read in place of one that the inventory gives it; "" for none.
func (p *premises) otherAddress(of part) string {
	var has []string
	missing := false
	for _, one := range p.index.inventory.Roles[of.role].Each() {
		if of.what != "" && of.what != one.ID {
			continue
		}
		for _, address := range one.Addresses {
			has = append(has, plainAddress(address))
			missing = missing || !p.read[of][plainAddress(address)]
		}
	}
	for _, address := range slices.Sorted(maps.Keys(p.read[of])) {
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

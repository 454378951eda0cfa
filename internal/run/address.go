package run

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
)

// noteReadings takes note of how groups are read, of one scenario: with which addresses, and which backend servers not at all that a
// call put in which was accepted.
func (p *premises) noteReadings(exchanges []*wire.Exchange) {
	put := map[string][]part{} // by group, what the last call put into it
	for _, x := range exchanges {
		if !x.Succeeded() {
			continue
		}
		var answer struct {
			VServerGroupID string `json:"VServerGroupId"`
			BackendServers struct {
				BackendServer []struct {
					ServerID string `json:"ServerId"`
					IP       string `json:"ServerIp"`
				}
			}
		}
		_ = wire.Decode(x.Answer.Body, &answer) // one in another form says nothing of addresses
		group := cmp.Or(x.Request.Params().Get("VServerGroupId"), answer.VServerGroupID)
		if p.index.actions[x.Action].Does != wire.Reads {
			put[group] = p.putBy(x)
			continue
		}
		p.mu.Lock()
		listed := map[part]bool{}
		for _, s := range answer.BackendServers.BackendServer {
			if p.index.servers[s.ServerID] == "" {
				continue
			}
			of := p.index.server(s.ServerID)
			if listed[of] = true; p.read[of] == nil {
				p.read[of] = map[string]bool{}
			}
			if s.IP != "" {
				p.read[of][plainAddress(s.IP)] = true
			}
		}
		for i, of := range put[group] { // of one of several at its end, a list that is cut short says nothing
			if !listed[of] && (of.what == "" || slices.ContainsFunc(put[group][i:], func(later part) bool { return listed[later] })) {
				p.missed[of] = true
			}
		}
		p.mu.Unlock()
	}
}

// putBy are the parts of the inventory that a call puts into a group.
func (p *premises) putBy(x *wire.Exchange) (all []part) {
	for _, s := range list(x) {
		if p.index.servers[s.ServerID] != "" && strings.HasPrefix(s.at, p.index.actions[x.Action].In+" ") {
			all = append(all, p.index.server(s.ServerID))
		}
	}
	return all
}

// lost is the role of the one backend server that no reading of the run lists, of a contradiction in a scenario that put it into a group,
// while those of other roles are read as they should be; "" for any other. No document says what becomes of one that is gone, where it is
// not refused: that it is there only the inventory vouches for.
func (p *premises) lost(o *Outcome, v *Violation) string {
	if v.ofForm() && v.Step < 0 { // the form of an answer is what it is, whatever was put in
		return ""
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	unread := slices.DeleteFunc(slices.Collect(maps.Keys(p.missed)), func(of part) bool { return p.read[of] != nil || vouched(of.role) })
	puts := func(x *wire.Exchange) bool { return slices.Contains(p.putBy(x), unread[0]) }
	if len(unread) != 1 || p.vouchedFor(unread[0].role) || !p.rightBeside(unread[0]) || !slices.ContainsFunc(o.Exchanges, puts) {
		return ""
	}
	return unread[0].role
}

// rightBeside reports whether a backend server of another role is read as it should be.
func (p *premises) rightBeside(of part) bool {
	return slices.ContainsFunc(slices.Collect(maps.Keys(p.read)), func(other part) bool { return other.role != of.role && p.otherAddress(other) == "" })
}

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

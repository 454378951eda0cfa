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

// noteReadings takes note of how backend servers are listed, of one scenario: with which types, by readings with which addresses, and
// which not at all that a call put in which was accepted.
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
					Type     string
				}
			}
		}
		_ = wire.Decode(x.Answer.Body, &answer) // one in another form says nothing of addresses
		for _, s := range answer.BackendServers.BackendServer {
			p.typed(s.ServerID, s.Type)
		}
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

// typed takes note of the type with which an answer, whichever operation's, lists a backend server.
func (p *premises) typed(id, as string) {
	if name := p.index.servers[id]; name != "" && as != "" {
		p.mu.Lock()
		defer p.mu.Unlock()
		of := p.index.server(id)
		p.ofType[of] = p.ofType[of] || as == p.index.inventory.Roles[name].Type
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

// lost is the role of the one backend server that nothing of the run shows as the inventory has it, of a contradiction in a scenario that
// names it in a list that is put in, while those of other roles are read as they should be; "" for any other. No document says what becomes
// of one that is gone, or is of another type, where it is not refused: what it is only the inventory vouches for.
func (p *premises) lost(o *Outcome, v *Violation) string {
	if v.ofForm() && v.Step < 0 { // the form of an answer is what it is, whatever was put in
		return ""
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	otherwise := p.otherwise()
	puts := func(x *wire.Exchange) bool { return slices.Contains(p.putBy(x), otherwise[0]) }
	if len(otherwise) != 1 || p.vouchedFor(otherwise[0].role) || !p.rightBeside(otherwise[0]) || !slices.ContainsFunc(o.Exchanges, puts) {
		return ""
	}
	return otherwise[0].role
}

// otherwise are the backend servers that no reading lists, those that no answer lists with the type of their role, and those that have an
// address and are always read without one.
func (p *premises) otherwise() []part {
	all := map[part]bool{}
	for of := range p.missed {
		all[of] = p.read[of] == nil
	}
	for of, right := range p.ofType {
		all[of] = all[of] || !right
	}
	for of, addresses := range p.read {
		all[of] = all[of] || len(addresses) == 0 && len(p.index.inventory.Roles[of.role].Addresses) > 0
	}
	maps.DeleteFunc(all, func(of part, is bool) bool { return !is || vouched(of.role) })
	return slices.Collect(maps.Keys(all))
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

package run

import (
	"cmp"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
)

// listing is how the answers of a run list a backend server of the inventory.
type listing struct {
	typed, mistyped bool            // with the type of its role, and with another
	read            bool            // by a reading
	addresses       map[string]bool // with which readings list it, as they are written shortest
	missed          bool            // a reading is without it, of a group into which it was put
}

// otherwise reports whether no answer lists the backend server as its role has it: no reading does at all, none has the type of the role,
// or none an address, though the role has one.
func (l *listing) otherwise(hasAddress bool) bool {
	return l.missed && !l.read || l.mistyped && !l.typed || l.read && hasAddress && len(l.addresses) == 0
}

// listedServer is a member of BackendServers of an answer.
type listedServer struct {
	ServerID string `json:"ServerId"`
	IP       string `json:"ServerIp"`
	Type     string
}

// note takes note of one member of an answer: as is the type of its role, and reads whether a reading gave it.
func (l *listing) note(s listedServer, as string, reads bool) {
	l.typed = l.typed || s.Type == as
	l.mistyped = l.mistyped || s.Type != "" && s.Type != as
	l.read = l.read || reads
	if reads && s.IP != "" {
		l.addresses[plainAddress(s.IP)] = true
	}
}

// noteListings takes note of how the answers of one scenario list backend servers.
func (p *premises) noteListings(exchanges []*wire.Exchange) {
	put := map[string][]part{} // by group, what the last call put into it
	for _, x := range exchanges {
		if x.Succeeded() {
			p.noteListing(x, put)
		}
	}
}

func (p *premises) noteListing(x *wire.Exchange, put map[string][]part) {
	var answer struct {
		VServerGroupID string `json:"VServerGroupId"`
		BackendServers struct{ BackendServer []listedServer }
	}
	_ = wire.Decode(x.Answer.Body, &answer) // one in another form lists nothing
	group := cmp.Or(x.Request.Params().Get("VServerGroupId"), answer.VServerGroupID)
	reads := p.index.actions[x.Action].Does == wire.Reads
	if !reads {
		put[group] = p.putBy(x)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	listed := map[part]bool{}
	for _, s := range answer.BackendServers.BackendServer {
		if name := p.index.servers[s.ServerID]; name != "" {
			of := p.index.server(s.ServerID)
			listed[of] = true
			p.listing(of).note(s, p.index.inventory.Roles[name].Type, reads)
		}
	}
	if !reads {
		return
	}
	for i, of := range put[group] { // of one of several at its end, a list that is cut short says nothing
		if !listed[of] && (of.what == "" || slices.ContainsFunc(put[group][i:], func(later part) bool { return listed[later] })) {
			p.listing(of).missed = true
		}
	}
}

// listing is what was noted of a backend server; the caller holds the lock.
func (p *premises) listing(of part) *listing {
	if p.listings[of] == nil {
		p.listings[of] = &listing{addresses: map[string]bool{}}
	}
	return p.listings[of]
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

// otherwise are the backend servers that no answer lists as their roles have them.
func (p *premises) otherwise() (all []part) {
	for of, l := range p.listings {
		if !vouched(of.role) && l.otherwise(len(p.index.inventory.Roles[of.role].Addresses) > 0) {
			all = append(all, of)
		}
	}
	return all
}

// rightBeside reports whether a backend server of another role is read as it should be.
func (p *premises) rightBeside(of part) bool {
	for other, l := range p.listings {
		if l.read && other.role != of.role && p.otherAddress(other) == "" {
			return true
		}
	}
	return false
}

package capture

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// pseudonyms replace the ids and addresses of an account, the same one always by the same, each by one of its kind:
// an ENI stays an ENI and an address an address, so that a replay runs as the recording did.
type pseudonyms struct {
	names map[string]string
	count map[string]int
}

func newPseudonyms() *pseudonyms {
	return &pseudonyms{names: map[string]string{}, count: map[string]int{}}
}

// token is what may be an id or an address in a text.
var token = regexp.MustCompile(`[0-9A-Za-z][0-9A-Za-z:._-]*[0-9A-Za-z]`)

func (p *pseudonyms) text(s string) string {
	return token.ReplaceAllStringFunc(s, func(t string) string {
		if name, ok := p.names[t]; ok {
			return name
		}
		return t
	})
}

// query replaces in the values of a query, which are encoded.
func (p *pseudonyms) query(raw string) string {
	pairs := strings.Split(raw, "&")
	for i, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		plain, err := url.QueryUnescape(value)
		if err != nil {
			continue
		}
		if changed := p.text(plain); changed != plain {
			pairs[i] = name + "=" + url.QueryEscape(changed)
		}
	}
	return strings.Join(pairs, "&")
}

// learn gives a value a pseudonym, once.
func (p *pseudonyms) learn(value string) {
	if _, known := p.names[value]; known || len(value) < 4 {
		return
	}
	kind, made := "", ""
	if addr, err := netip.ParseAddr(value); err == nil {
		kind = "address of 4"
		if addr.Is6() {
			kind = "address of 6"
		}
		p.count[kind]++
		made = documentation(addr, p.count[kind])
	} else {
		kind, _, _ = strings.Cut(value, "-")
		p.count[kind]++
		made = fmt.Sprintf("%s-masked%04d", kind, p.count[kind])
	}
	p.names[value] = made
}

// documentation is an address that belongs to nobody (RFC 5737, RFC 3849).
func documentation(like netip.Addr, n int) string {
	if like.Is6() {
		return fmt.Sprintf("2001:db8::%x", n)
	}
	return fmt.Sprintf("198.51.%d.%d", 100+n/250, n%250+1)
}

// inventory learns everything that an inventory names, and returns it with pseudonyms.
func (p *pseudonyms) inventory(inv *target.Inventory) *target.Inventory {
	out := *inv
	p.learn(inv.VPC)
	p.learn(inv.VSwitch)
	out.VPC, out.VSwitch = p.text(inv.VPC), p.text(inv.VSwitch)
	out.Allow, out.STS, out.File = target.Allow{}, "", ""
	out.Roles, out.Identities = map[string]target.Resource{}, map[string]target.Identity{}
	for role, r := range inv.Roles {
		p.learn(r.ID)
		p.learn(r.LB)
		addresses := make([]string, len(r.Addresses))
		for i, a := range r.Addresses {
			p.learn(a)
			addresses[i] = p.text(a)
		}
		r.ID, r.LB, r.Addresses = p.text(r.ID), p.text(r.LB), addresses
		out.Roles[role] = r
	}
	for role, id := range inv.Identities {
		p.learn(id.LB)
		id.LB = p.text(id.LB)
		out.Identities[role] = id
	}
	return &out
}

// answer learns the ids and addresses that an answer names.
func (p *pseudonyms) answer(x *wire.Exchange) {
	if x.Answer == nil || !x.Succeeded() {
		return // a refusal may name what the scenario made up
	}
	var body any
	if json.Unmarshal(x.Answer.Body, &body) == nil {
		p.members(body)
	}
}

func (p *pseudonyms) members(v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			if text, ok := inner.(string); ok && names(name) {
				p.learn(text)
			}
			p.members(inner)
		}
	case []any:
		for _, inner := range v {
			p.members(inner)
		}
	}
}

// names says which members of an answer name something of the account.
func names(member string) bool {
	switch member {
	case "LoadBalancerId", "VServerGroupId", "MasterSlaveServerGroupId", "ServerId", "ServerIp", "VpcId", "VSwitchId", "Address", "ResourceGroupId", "VbrId":
		return true
	}
	return false
}

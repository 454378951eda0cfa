package capture

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// pseudonyms replaces the ids and addresses of an account in requests and answers, the same one by the same pseudonym in a
// whole capture. A pseudonym has the form of what it replaces (eni-masked3, 198.51.100.3), so that a masked answer is
// judged as the real one was. What a run sends before any answer has named it is a literal of the features, and stays. It
// is safe for concurrent use.
type pseudonyms struct {
	mu       sync.Mutex
	names    map[string]string
	count    map[string]int
	literals map[string]bool
}

// inventory gives a pseudonym to everything that an inventory names, and returns the inventory with pseudonyms.
func (p *pseudonyms) inventory(real *target.Inventory) *target.Inventory {
	masked := *real
	masked.File, masked.Allow = "", target.Allow{Regions: real.Allow.Regions}
	for _, account := range real.Allow.Accounts {
		p.add(account)
	}
	masked.VPC, masked.VSwitch = p.add(real.VPC), p.add(real.VSwitch)
	masked.Roles, masked.Identities = map[string]target.Resource{}, map[string]target.Identity{}
	for _, role := range slices.Sorted(maps.Keys(real.Roles)) {
		r := real.Roles[role]
		r.ID, r.LB = p.add(r.ID), p.add(r.LB)
		r.IDs, r.Addresses = p.all(r.IDs), p.all(r.Addresses)
		masked.Roles[role] = r
	}
	for _, role := range slices.Sorted(maps.Keys(real.Identities)) {
		id := real.Identities[role]
		id.LB, id.Profile = p.add(id.LB), role
		masked.Identities[role] = id
	}
	masked.Wrong = map[string]string{}
	for role, why := range real.Wrong {
		masked.Wrong[role] = p.text(why)
	}
	return &masked
}

// all is add for each of a list.
func (p *pseudonyms) all(real []string) []string {
	var out []string
	for _, one := range real {
		out = append(out, p.add(one))
	}
	return out
}

// learn gives pseudonyms to the ids and addresses in an answer that are not literals.
func (p *pseudonyms) learn(x *wire.Exchange) {
	p.brought(x.Request.Params())
	if !x.Succeeded() {
		return
	}
	var body any
	if json.Unmarshal(wire.JSON(x.Answer.Body), &body) == nil {
		p.walk("", body)
	}
}

// brought records as literals what a request sends that has no pseudonym.
func (p *pseudonyms) brought(params url.Values) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, values := range params {
		for _, v := range values {
			for _, found := range token.FindAllString(v, -1) {
				if _, named := p.names[found]; !named {
					p.literals[found] = true
				}
			}
		}
	}
}

func (p *pseudonyms) walk(name string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			p.walk(key, v[key])
		}
	case []any:
		for _, item := range v {
			p.walk(name, item)
		}
	case string:
		if identifies(name) && len(v) >= 4 && token.FindString(v) == v {
			p.add(v)
		}
	}
}

// identifies reports whether a member of an answer has an id or address of the account's own; the ids of requests, regions
// and zones are not.
func identifies(member string) bool {
	switch member {
	case "RequestId", "TraceId":
		return false
	case "Address", "ServerIp", "EipAddress":
		return true
	}
	return strings.HasSuffix(member, "Id") && !strings.HasSuffix(member, "RegionId") && !strings.HasSuffix(member, "ZoneId")
}

// add is the pseudonym of an id or address, new or given before; a literal stays.
func (p *pseudonyms) add(real string) string {
	if real == "" {
		return ""
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if name, ok := p.names[real]; ok {
		return name
	}
	if p.literals[real] {
		return real
	}
	kind := kindOf(real)
	p.count[kind]++
	p.names[real] = named(kind, p.count[kind])
	return p.names[real]
}

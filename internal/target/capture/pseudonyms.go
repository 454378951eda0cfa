package capture

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// pseudonyms stand for the ids and addresses of an account, the same one for the same thing in a whole capture, on
// both sides. They keep the shape of what they stand for (eni-masked3, 198.51.100.3): what holds a real answer against
// the document must find the same in a masked one. What a run sends before any answer names it is a literal of the
// features, and keeps its name. It is safe for concurrent use.
type pseudonyms struct {
	mu       sync.Mutex
	names    map[string]string
	count    map[string]int
	literals map[string]bool
}

func newPseudonyms() *pseudonyms {
	return &pseudonyms{names: map[string]string{}, count: map[string]int{}, literals: map[string]bool{}}
}

// stand lets one name stand for another, unless something does already.
func (p *pseudonyms) stand(real, name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, known := p.names[real]; !known {
		p.names[real] = name
	}
}

// inventory gives names to all that an inventory names, and returns it with those.
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

// all gives a name to each.
func (p *pseudonyms) all(real []string) []string {
	var out []string
	for _, one := range real {
		out = append(out, p.add(one))
	}
	return out
}

// learn gives names to the ids and addresses in an answer that the run did not bring itself.
func (p *pseudonyms) learn(x *wire.Exchange) {
	p.brought(x.Request.Params())
	if !x.Succeeded() {
		return
	}
	var body any
	if json.Unmarshal(x.Answer.Body, &body) == nil {
		p.walk("", body)
	}
}

// brought notes what a run sends that has no name.
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

// identifies reports whether a member names a thing of the account. Request ids, regions and zones name none.
func identifies(member string) bool {
	switch member {
	case "RequestId", "TraceId":
		return false
	case "Address", "ServerIp", "EipAddress":
		return true
	}
	return strings.HasSuffix(member, "Id") && !strings.HasSuffix(member, "RegionId") && !strings.HasSuffix(member, "ZoneId")
}

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

// kindOf is the part of an id that tells what it is of ("eni-"), or the family of an address.
func kindOf(real string) string {
	if ip := net.ParseIP(real); ip != nil {
		if ip.To4() != nil {
			return "IPv4"
		}
		return "IPv6"
	}
	prefix, _, found := strings.Cut(real, "-")
	if !found || len(prefix) > 4 {
		return ""
	}
	return prefix + "-"
}

// named makes the n-th name of a kind. Addresses come from a block that is set aside for documents (RFC 5737, RFC 3849),
// not the first of them, which features use, and, when that is used up, from the one for benchmarks (RFC 2544).
func named(kind string, n int) string {
	switch {
	case kind == "IPv4" && n < 255:
		return fmt.Sprintf("198.51.100.%d", n)
	case kind == "IPv4":
		return fmt.Sprintf("198.18.%d.%d", n/256, n%256)
	case kind == "IPv6":
		return fmt.Sprintf("2001:db8:ffff::%x", n)
	}
	return fmt.Sprintf("%smasked%d", kind, n)
}

// token is what can be an id or an address as a whole: a part of one is never replaced.
var token = regexp.MustCompile(`[0-9A-Za-z](?:[0-9A-Za-z._:-]*[0-9A-Za-z])?`)

// text replaces whatever has a name. "field:value" is looked at as a whole and by its parts.
func (p *pseudonyms) text(s string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return token.ReplaceAllStringFunc(s, func(found string) string {
		if name, ok := p.names[found]; ok {
			return name
		}
		if before, after, ok := strings.Cut(found, ":"); ok && !strings.Contains(after, ":") {
			return cmp.Or(p.names[before], before) + ":" + cmp.Or(p.names[after], after)
		}
		return found
	})
}

func (p *pseudonyms) query(raw string) string {
	pairs := strings.Split(raw, "&")
	for i, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		plain, err := url.QueryUnescape(value)
		if err != nil {
			continue
		}
		if masked := p.text(plain); masked != plain {
			pairs[i] = name + "=" + url.QueryEscape(masked)
		}
	}
	return strings.Join(pairs, "&")
}

func (p *pseudonyms) headers(h http.Header) http.Header {
	out := http.Header{}
	for name, values := range h {
		for _, v := range values {
			out.Add(name, p.text(v))
		}
	}
	return out
}

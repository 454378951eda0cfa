package capture

import (
	"cmp"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// kindOf is the prefix of an id that says what it identifies ("eni-"), or the family of an address.
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

// named makes the n-th pseudonym of a kind. Addresses come from a block reserved for documentation that features do not
// use (RFC 5737, RFC 3849), and after its 254 addresses from the one for benchmarks (RFC 2544).
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

// token matches what can be a whole id or address: a part of one is never replaced.
var token = regexp.MustCompile(`[0-9A-Za-z](?:[0-9A-Za-z._:-]*[0-9A-Za-z])?`)

// text replaces whatever has a pseudonym in a text. A "field:value" is looked up as a whole, then by its parts.
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

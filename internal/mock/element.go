package mock

import (
	"encoding/json"
	"maps"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/wire"
)

// element is one backend server in a list of a call, and the account's server with its id.
type element struct {
	given  map[string]json.RawMessage // by name; null counts as not given
	heeded map[string]bool            // members that were read and have the right type

	id, kind, address, region, vbr string
	weight, port                   int
	description                    *string

	server *fixtures.Server // whatever has the id, of any kind; nil when nothing has
}

// newElement reads one item of the list. Values that are not well formed are left empty: rules find them by
// looking at what was given.
func (c *Call) newElement(one wire.Members) *element {
	e := &element{given: make(map[string]json.RawMessage, len(one)), heeded: make(map[string]bool, len(one))}
	for _, m := range one {
		name := capitalised(m.Name)
		if _, twice := e.given[name]; twice && c.options.FirstKeyCounts {
			continue
		}
		e.given[name] = m.Raw
	}
	maps.DeleteFunc(e.given, func(_ string, raw json.RawMessage) bool { return string(raw) == "null" })
	e.id, _ = e.text("ServerId")
	address, _ := e.text("ServerIp")
	e.address = canonical(address)
	e.region, _ = e.text("ServerRegionId")
	e.vbr, _ = e.text("VbrId")
	e.kind = c.service.table().Defaults.Type
	if e.has("Type") {
		e.kind, _ = e.text("Type")
	}
	e.weight = c.service.table().Defaults.Weight
	if e.has("Weight") {
		e.weight = e.numeral("Weight").value
	}
	e.port = e.numeral("Port").value
	if d, ok := e.text("Description"); ok {
		e.description = &d
	}
	e.server = c.account.Server(e.id)
	return e
}

// oddKind reports whether a service might read the Type, which is no type as written, as one of the types or as none.
func (e *element) oddKind(l Limits) bool {
	kind, isText := e.text("Type")
	plain := strings.ToLower(strings.TrimSpace(kind))
	return !isText || plain == "" || !slices.Contains(l.Values, kind) && slices.Contains(l.Values, plain)
}

func (e *element) has(name string) bool { return e.given[name] != nil }

// text is a member that is a JSON string.
func (e *element) text(name string) (string, bool) {
	raw := e.given[name]
	if len(raw) == 0 || raw[0] != '"' {
		return "", false
	}
	var s string
	err := json.Unmarshal(raw, &s)
	if err == nil {
		e.heeded[name] = true
	}
	return s, err == nil
}

// passedOver are the members that were ignored because they are unknown or of another type, escaped, with the parameter
// of the list before them.
func (e *element) passedOver(parameter string) []string {
	var names []string
	for name := range e.given {
		if !e.heeded[name] {
			names = append(names, parameter+"."+url.QueryEscape(name))
		}
	}
	return names
}

var wholeNumber = regexp.MustCompile(`^(0|-?[1-9][0-9]{0,17})$`)

// exists reports whether the account has the id among servers of the kind that the element names.
func (e *element) exists() bool {
	return e.server != nil && (e.server.Kind == e.kind || e.onPremises())
}

func (e *element) onPremises() bool { return e.server != nil && e.server.Kind == fixtures.OnPremises }

// at is the address of the backend server: the one given, or the server's primary one.
func (e *element) at() string {
	if e.address == "" && e.server != nil {
		return e.server.Addresses[0]
	}
	return e.address
}

// backendServer is what the element becomes in a group.
func (e *element) backendServer() BackendServer {
	m := BackendServer{ServerID: e.id, Type: e.kind, ServerIP: e.at(), Port: e.port, Weight: e.weight, Description: e.description}
	if e.server != nil {
		m.vpc = e.server.VPC
	}
	return m
}

// ownAddress reports whether the address given is one of the server's.
func (e *element) ownAddress() bool {
	return e.address == "" || e.server == nil || slices.Contains(e.server.Addresses, e.address)
}

// canonical is an address as the account writes it, since IPv6 has many spellings. Other texts are returned unchanged.
func canonical(address string) string {
	if a, err := netip.ParseAddr(address); err == nil {
		return a.String()
	}
	return address
}

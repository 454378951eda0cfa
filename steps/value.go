package steps

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// value is what a sentence says of a member: raw JSON, once the world and the server are known.
type value func(w *World, of target.Resource) (raw string, err error)

var (
	literal    = regexp.MustCompile(`^(-?[0-9][0-9.eE+-]*|true|false|null)`)
	characters = regexp.MustCompile(`^(\d+) characters?`)
)

// value reads a JSON literal, or one of the few phrases that stand for a value of the target.
func (s *scanner) value() (value, error) {
	s.take("set to ") // "with LoadBalancerId set to the id of the load balancer"
	if strings.HasPrefix(s.rest, `"`) {
		return s.text()
	}
	if m := s.match(literal); m != nil {
		return constant(m[0]), nil
	}
	if s.take("of ") {
		return s.length()
	}
	for says, v := range phrases() {
		if s.take(says) {
			return v, nil
		}
	}
	if s.take("the id of ") {
		return s.id()
	}
	return nil, s.notUnderstood()
}

// length reads "80 characters": a text of that length.
func (s *scanner) length() (value, error) {
	m := s.match(characters)
	if m == nil {
		return nil, fmt.Errorf("%q is no length, such as \"80 characters\"", s.rest)
	}
	n, err := strconv.Atoi(m[1])
	return constant(wire.Quote(strings.Repeat("a", n))), err
}

// id reads a role and returns the id of what plays it.
func (s *scanner) id() (value, error) {
	of, err := s.resource()
	return func(w *World, _ target.Resource) (string, error) {
		r, err := of(w)
		return wire.Quote(r.ID), err
	}, err
}

func (s *scanner) text() (value, error) {
	dec := json.NewDecoder(strings.NewReader(s.rest))
	var text string
	if err := dec.Decode(&text); err != nil {
		return nil, fmt.Errorf("%s does not begin with a text in double quotes: %w", s.rest, err)
	}
	raw := s.rest[:dec.InputOffset()]
	s.rest = s.rest[dec.InputOffset():]
	return constant(raw), nil
}

func constant(raw string) value {
	return func(*World, target.Resource) (string, error) { return raw, nil }
}

const theNameOfTheGroup = "the name of the group"

// phrases stand for values that differ from target to target.
func phrases() map[string]value {
	all := map[string]value{
		"its own":                     ownRegion,
		"the id of the load balancer": func(w *World, _ target.Resource) (string, error) { return wire.Quote(w.group.lb), nil },
		"the id of the group":         func(w *World, _ target.Resource) (string, error) { return wire.Quote(w.group.id), nil },
		"the port of the listener":    func(w *World, _ target.Resource) (string, error) { return w.listenerPort("tcp"), nil },
		theNameOfTheGroup:             func(w *World, _ target.Resource) (string, error) { return wire.Quote(w.group.name), nil },
		"the beginning of the name of the group": func(w *World, _ target.Resource) (string, error) {
			return wire.Quote(beginning(w.group.name)), nil
		},
	}
	for says, v := range addresses() {
		all["its "+says] = v
	}
	return all
}

// beginning is a text without its last character.
func beginning(text string) string { return text[:max(0, len(text)-1)] }

func addresses() map[string]value {
	return map[string]value{"first address": address(1, 4), "second address": address(2, 4), "IPv6 address": address(1, 6)}
}

func ownRegion(w *World, of target.Resource) (string, error) {
	if of.Region == "" {
		return wire.Quote(w.About.Region), nil
	}
	return wire.Quote(of.Region), nil
}

// address picks the nth address of a server, of one IP version.
func address(nth, version int) value {
	return func(w *World, of target.Resource) (string, error) {
		found := 0
		for _, a := range of.Addresses {
			if strings.Contains(a, ":") != (version == 6) {
				continue
			}
			if found++; found == nth {
				return wire.Quote(a), nil
			}
		}
		return "", lacksAddress(w.Session.Inventory, of, fmt.Sprintf("IPv%d", version))
	}
}

// lacksAddress names the role whose server has too few addresses in the inventory.
func lacksAddress(inv *target.Inventory, of target.Resource, version string) error {
	for _, name := range slices.Sorted(maps.Keys(inv.Roles)) {
		if slices.ContainsFunc(inv.Roles[name].Each(), func(r target.Resource) bool { return r.ID == of.ID }) {
			return &target.WrongRole{Role: name, Inventory: inv.File, Why: of.ID + " has no such " + version + " address there; add it under addresses"}
		}
	}
	return fmt.Errorf("the inventory gives %s no such %s address; add it under addresses", of.ID, version)
}

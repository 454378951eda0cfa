// Package cases makes lists of backend servers from the constraints of the ledger: lists that keep every rule, and
// lists that break exactly one. A seed makes them.
package cases

import (
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// Source gives the whole numbers that cases are drawn from, as a seed decides.
type Source struct{ random *rand.Rand }

// Seeded is the source of a seed.
func Seeded(seed uint64) Source { return Source{rand.New(rand.NewPCG(seed, seed))} }

// between is one from low to high, both included.
func (s Source) between(low, high int) int { return low + s.random.IntN(high-low+1) }

// Case is one list of backend servers.
type Case struct {
	Servers []Server
	Breaks  string // id of the rule that the list breaks; "" when it keeps them all
}

// Server is one backend server as a list writes it.
type Server struct {
	Of Resource
	wire.Members
}

// Resource is a backend server that stands ready in every target, by its role.
type Resource struct {
	Role    string // as the features name it
	Mark    string // what stands for its id in a list
	Type    string
	Address string // what stands for its address in a list; empty for an ECS instance
}

// resources are the servers that lists are made of: those that any load balancer takes.
func resources() []Resource {
	return []Resource{
		{"backend server", "eni-first", "eni", "192.168.0.1"},
		{"second network interface", "eni-second", "eni", "192.168.0.2"},
		{"running ECS instance", "i-running", "ecs", ""},
		{"elastic container instance", "eci-container", "eci", "192.168.0.3"},
	}
}

// Text is the list as BackendServers holds it, with marks for ids.
func (c Case) Text() string {
	items := make([]string, len(c.Servers))
	for i, s := range c.Servers {
		items[i] = s.String()
	}
	return "[" + strings.Join(items, ",") + "]"
}

// used are the resources that the list names, each once.
func (c Case) used() []Resource {
	var used []Resource
	for _, s := range c.Servers {
		if !slices.Contains(used, s.Of) {
			used = append(used, s.Of)
		}
	}
	return used
}

// constraint is a rule of the ledger on one member of a backend server.
type constraint struct{ *spec.Rule }

// breakIn makes a server break the constraint and no other.
func (c constraint) breakIn(s Source, server *Server) {
	name := c.Fact.Name
	switch c.Kind {
	case "required":
		server.Drop(name)
	case "range":
		server.Set(name, c.outOfRange(s))
	case "length":
		n := []int{*c.Fact.Max + 1, *c.Fact.Max + 1 + s.between(0, 200), *c.Fact.Min - 1}[s.between(0, 2)]
		if n == 0 { // whether an empty text is one that is too short, no document says
			n = *c.Fact.Max + 1
		}
		server.Set(name, written(s, strings.Repeat("a", n)))
	case "alphabet":
		server.Set(name, written(s, c.foreignText(s)))
	case "values":
		server.Set(name, c.notAValue(s))
	case "type":
		other := []string{"42", "true", "false", "1.5", `["a"]`, `{"a":"b"}`, "[]", "{}"}
		server.Set(name, other[s.between(0, len(other)-1)])
	}
}

func (c constraint) outOfRange(s Source) string {
	low, high := *c.Fact.Min, *c.Fact.Max
	switch s.between(0, 4) {
	case 0:
		return number(low - 1)
	case 1:
		return number(high + 1)
	case 2:
		return number(low - 1 - s.between(0, 1_000_000))
	case 3:
		return number(high + 1 + s.between(0, 2_000_000_000))
	}
	none := []string{ // what no reading takes for a number that is allowed; how a whole number is spelt no document says
		`"heavy"`, `true`, `[]`, `[5]`, `{}`, `99999999999999999999`, `"99999999999999999999"`, `-99999999999999999999`,
	}
	return none[s.between(0, len(none)-1)]
}

func (c constraint) foreignText(s Source) string {
	others := slices.DeleteFunc(foreign(), func(r rune) bool { return strings.ContainsRune(c.characters(), r) })
	text := []rune(strings.Repeat("a", s.between(0, 78)))
	at := s.between(0, len(text))
	return string(slices.Insert(text, at, others[s.between(0, len(others)-1)]))
}

func (c constraint) notAValue(s Source) string {
	value := c.Fact.Values[s.between(0, len(c.Fact.Values)-1)]
	odd := []string{
		`"vm"`, `""`, `"slb"`, wire.Quote(strings.ToUpper(value)), wire.Quote(" " + value), wire.Quote(value + " "), wire.Quote(value + value), wire.Quote(value[1:]),
		`1`, `true`, `[` + wire.Quote(value) + `]`, `{}`,
	}
	return odd[s.between(0, len(odd)-1)]
}

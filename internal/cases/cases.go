// Package cases makes lists of backend servers from the constraints of the ledger: lists that keep every rule, and
// lists that break exactly one. A seed makes them.
package cases

import (
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
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

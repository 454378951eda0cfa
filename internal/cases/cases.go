// Package cases makes lists of backend servers from the constraints of the ledger: lists that keep every rule, and
// lists that break exactly one. They are drawn from whole numbers, so that a seed makes them and a failing one can
// be shrunk.
package cases

import (
	"slices"
	"strings"
)

// Source gives whole numbers from low to high, both included. label names what is decided, for a person.
type Source interface {
	Int(label string, low, high int) int
}

// Case is one list of backend servers.
type Case struct {
	Servers []Server
	Breaks  string // id of the rule that the list breaks; "" when it keeps them all
}

// Server is one backend server as a list writes it.
type Server struct {
	Of      Standing
	Port    int
	Members []Member // in the order of the text
}

// Member is one member, its value as raw JSON.
type Member struct{ Name, Raw string }

// Standing is a backend server that stands ready in every target, by its role.
type Standing struct {
	Role    string // as the features name it
	Mark    string // what stands for its id in a list
	Type    string
	Address string // what stands for its address in a list; empty for an ECS instance
}

// Standings are the servers that lists are made of: those that any load balancer takes.
func Standings() []Standing {
	return []Standing{
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
		members := make([]string, len(s.Members))
		for j, m := range s.Members {
			members[j] = `"` + m.Name + `":` + m.Raw
		}
		items[i] = "{" + strings.Join(members, ",") + "}"
	}
	return "[" + strings.Join(items, ",") + "]"
}

// Used are the standing servers that the list names, each once.
func (c Case) Used() []Standing {
	var used []Standing
	for _, s := range c.Servers {
		if !slices.Contains(used, s.Of) {
			used = append(used, s.Of)
		}
	}
	return used
}

// Get is the value of a member, raw JSON; "" when it is not given.
func (s Server) Get(name string) string {
	for _, m := range s.Members {
		if m.Name == name {
			return m.Raw
		}
	}
	return ""
}

// Plain is the server at its port and nothing beside, whatever the list says of it.
func (s Server) Plain() Server {
	out := Server{Of: s.Of, Port: s.Port, Members: []Member{{"ServerId", quoted(s.Of.Mark)}, {"Type", quoted(s.Of.Type)}}}
	if s.Of.Address != "" {
		out.set("ServerIp", quoted(s.Of.Address))
	}
	out.set("Port", number(s.Port))
	return out
}

func (s *Server) set(name, raw string) {
	for i := range s.Members {
		if s.Members[i].Name == name {
			s.Members[i].Raw = raw
			return
		}
	}
	s.Members = append(s.Members, Member{name, raw})
}

func (s *Server) drop(name string) {
	s.Members = slices.DeleteFunc(s.Members, func(m Member) bool { return m.Name == name })
}

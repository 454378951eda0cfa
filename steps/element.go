package steps

import (
	"maps"
	"slices"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// element is one backend server as it goes into the list.
type element struct {
	wire.Members
	of   target.Resource
	said map[string]bool // members that a sentence speaks of; the others are those of the samples
}

// newElement writes a backend server in the form of the documents' samples, the one form of which they show that it
// succeeds: every member present, Weight and Port as strings, ServerIp where the server is no ECS instance.
func newElement(of target.Resource) element {
	e := element{of: of, said: map[string]bool{}}
	e.Set("ServerId", wire.Quote(of.ID))
	e.Set("Weight", `"100"`)
	if of.Type != "" {
		e.Set("Type", wire.Quote(of.Type))
	}
	if of.Type != "ecs" && len(of.Addresses) > 0 {
		e.Set("ServerIp", wire.Quote(of.Addresses[0]))
	}
	e.Set("Port", `"80"`)
	e.Set("Description", `"test-112"`)
	return e
}

// say gives a member the value that a sentence says; "" leaves it out.
func (e *element) say(name, raw string) {
	e.said[name] = true
	if raw == "" {
		e.Drop(name)
		return
	}
	e.Set(name, raw)
}

// become replaces this server by another. What sentences said of the members stays.
func (e *element) become(of target.Resource) {
	other := newElement(of)
	for name := range e.said {
		if name != "ServerId" && name != "Type" {
			other.say(name, e.Get(name))
		}
	}
	*e = other
}

func (e *element) copy() element {
	return element{of: e.of, Members: slices.Clone(e.Members), said: maps.Clone(e.said)}
}

// listed is the element as a listing would show it.
func (e *element) listed() server {
	s := server{}
	for _, m := range e.Members {
		s[m.Name] = m.Raw
	}
	return s
}

package steps

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// element is one backend server as it goes into the list: its members in order, values as raw JSON.
type element struct {
	of      target.Resource
	members []member
	said    map[string]bool // members that a sentence speaks of; the others are those of the samples
}

type member struct{ name, raw string }

// newElement writes a backend server in the form of the documents' samples, the one form of which they show that it
// succeeds: every member present, Weight and Port as strings, ServerIp where the server is no ECS instance.
func newElement(of target.Resource) element {
	e := element{of: of, said: map[string]bool{}}
	e.set("ServerId", wire.Quote(of.ID))
	e.set("Weight", `"100"`)
	if of.Type != "" {
		e.set("Type", wire.Quote(of.Type))
	}
	if of.Type != "ecs" && len(of.Addresses) > 0 {
		e.set("ServerIp", wire.Quote(of.Addresses[0]))
	}
	e.set("Port", `"80"`)
	e.set("Description", `"test-112"`)
	return e
}

func (e *element) set(name, raw string) {
	for i, m := range e.members {
		if m.name == name {
			e.members[i].raw = raw
			return
		}
	}
	e.members = append(e.members, member{name, raw})
}

func (e *element) drop(name string) {
	e.members = slices.DeleteFunc(e.members, func(m member) bool { return m.name == name })
}

func (e *element) get(name string) string {
	for _, m := range e.members {
		if m.name == name {
			return m.raw
		}
	}
	return ""
}

// say gives a member the value that a sentence says; "" leaves it out.
func (e *element) say(name, raw string) {
	e.said[name] = true
	if raw == "" {
		e.drop(name)
		return
	}
	e.set(name, raw)
}

// become replaces this server by another. What sentences said of the members stays.
func (e *element) become(of target.Resource) {
	other := newElement(of)
	for name := range e.said {
		if name != "ServerId" && name != "Type" {
			other.say(name, e.get(name))
		}
	}
	*e = other
}

func (e *element) copy() element {
	return element{of: e.of, members: slices.Clone(e.members), said: maps.Clone(e.said)}
}

// listed is the element as a listing would show it.
func (e *element) listed() server {
	s := server{}
	for _, m := range e.members {
		s[m.name] = json.RawMessage(m.raw)
	}
	return s
}

package steps

import (
	"context"
	"encoding/json"
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

// Plain is one call that adds a backend server as plainly as the samples of the documents do: what a premise is shown by.
type Plain struct {
	Server       target.Resource
	Members      map[string]json.RawMessage // that tell where the server is: an address, a region, a router; null for one that is left out
	LoadBalancer string                     // "" is the one that the features mean when they name none
	Profile      string                     // of the identity; "" is the main one
	Created      bool                       // it stands in the call that creates the group
}

// Answer is an answer in a few words, secrets masked.
func Answer(x *wire.Exchange) string { return shortAnswer(x) }

// TryPlain makes the call, for a new group. The error says that it could not be made.
func (w *World) TryPlain(ctx context.Context, p Plain) (*wire.Exchange, error) {
	lb := p.LoadBalancer
	if lb == "" {
		made, err := w.Balancers.highPerformance(ctx, w)
		if err != nil {
			return nil, err
		}
		lb = made
	}
	e := newElement(p.Server)
	for name, raw := range p.Members {
		if e.Set(name, string(raw)); string(raw) == "null" {
			e.Drop(name)
		}
	}
	if p.Created {
		op, err := OperationNamed(w.Actions.That(wire.Creates, groupParameter))
		if err != nil {
			return nil, err
		}
		c := w.newCall(op)
		c.group.lb, c.list, c.as.profile = lb, []element{e}, p.Profile
		x, err := w.exchange(ctx, c.as, w.sending(c))
		if err == nil && x.Succeeded() {
			_, err = w.created(x, group{lb: lb})
		}
		return x, err
	}
	var err error
	if w.group, err = w.createGroup(ctx, lb); err != nil {
		return nil, err
	}
	op, err := w.adding()
	if err != nil {
		return nil, err
	}
	c := w.newCall(op)
	c.list, c.as.profile = []element{e}, p.Profile
	return w.exchange(ctx, c.as, w.sending(c))
}

package steps

import (
	"context"
	"encoding/json"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

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

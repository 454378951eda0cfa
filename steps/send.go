package steps

import (
	"context"
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
)

// newCall begins a call of an operation on the scenario's group.
func (w *World) newCall(op *Operation) *call {
	return &call{op: op, group: w.group, params: parameters{}, headers: map[string]string{}}
}

// perform makes a call after the group was brought into the state that it needs. Where the rule belongs to no operation
// nothing is prepared: what a call finds is what the calls before it left.
func (w *World) perform(ctx context.Context, c *call, more ...func(*call)) error {
	for _, shape := range more {
		shape(c)
	}
	if c.op.Creates {
		if err := w.turnFrom(ctx); err != nil {
			return err
		}
	}
	if c.op.Prepare != nil && w.op != nil {
		if err := c.op.Prepare(ctx, w, c); err != nil {
			return err
		}
	}
	return w.send(ctx, c)
}

// send makes the call. The group must be read before, so that what changes can be told.
func (w *World) send(ctx context.Context, c *call) error {
	if !w.reads(c.op) {
		if err := w.knowGroup(ctx); err != nil {
			return err
		}
		if err := w.putByOthers(); err != nil {
			return err
		}
	}
	c.group.listed, c.group.known, c.group.name, c.group.reading = w.group.listed, w.group.known, w.group.name, w.group.reading
	w.last = c
	x, err := w.exchange(ctx, c.as, w.sending(c))
	if err != nil {
		return err
	}
	w.noteUnknown(x)
	if isLost(x) {
		if x, err = w.sendLost(ctx, c, x); err != nil {
			return err
		}
	}
	c.exchange = x
	if !refused(x) {
		w.group.known, w.group.due, w.group.reading = false, dueAfter(c), nil // it changed the group, or may have
		w.renamed(c)
		delete(w.expected, w.group.id)
	}
	if !x.Succeeded() {
		return nil
	}
	w.accepted(c)
	if c.op.Done != nil {
		return c.op.Done(w, c, x)
	}
	return nil
}

// putByOthers leaves a scenario undecided whose group, which it made, holds a backend server before the first call that no call
// of the set-up named: what the group holds after the call would prove nothing of it.
func (w *World) putByOthers() error {
	if _, own := w.own[w.group.id]; !own || w.last != nil || len(w.group.listed) == 0 {
		return nil
	}
	var put []server
	for _, x := range w.calls {
		list, _ := (&call{exchange: x}).asked("BackendServers")
		put = append(put, list...)
	}
	for _, s := range w.group.listed {
		if !slices.ContainsFunc(put, s.near) {
			return undecided("the set-up left a backend server in the group that no call put there: "+s.text("ServerId")+" on port "+s.text("Port"), nil)
		}
	}
	return nil
}

// dueAfter is how many backend servers the group is to list after a call; nil where nobody can tell.
func dueAfter(c *call) *int {
	if c.op.Changes == nil || !c.exchange.Succeeded() {
		return nil
	}
	after, known := c.op.Changes(c.group.listed, c)
	if !known {
		return nil
	}
	n := len(after)
	return &n
}

// noteUnknown notes a call without an answer of the service about it, whose effect nobody knows, or with one that only
// put it off, which later sentences do not reckon with.
func (w *World) noteUnknown(x *wire.Exchange) {
	k := x.Kind()
	putOff := !refused(x) || k.Transient()
	if w.unknown == nil && putOff && !k.Decides() && !w.Subject.Of(x) {
		w.unknown = unjudgeable(x)
	}
}

// refused reports whether the service itself said no: only then is it certain what a call has not done.
func refused(x *wire.Exchange) bool { return x.Refusal() != nil && x.Answer.Status < 500 }

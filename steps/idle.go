package steps

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/slbconform/slbconform/internal/wire"
)

// idle marks the violation of a call that was to be refused and succeeded, where nothing of it was carried out: that what is
// wrong with it is not done is all that a duty promises, and not how it is said.
func (w *World) idle(ctx context.Context, err error) error {
	var v *Violation
	if !errors.As(err, &v) || !w.last.exchange.Succeeded() {
		return err
	}
	if done, unread := w.carriedOut(ctx, w.last); !done && unread == nil {
		v.Idle, v.Got = true, v.Got+"; nothing of it was carried out"
	}
	if c := w.last; c.op.Creates && c.unnamed == nil && len(c.elements()) > 0 {
		held, unread := w.list(ctx, c.group.id)
		v.Listless = unread == nil && len(held) == 0
	}
	return err
}

// Undone is the accepted call, no control, of which nothing was carried out; nil for none.
func (w *World) Undone() *wire.Exchange { return w.undone }

// noteUndone looks whether anything of the last call was carried out, where it was accepted and what it asked for did not come
// of it, or its answer does not name the group that it was to create.
func (w *World) noteUndone(ctx context.Context) {
	c := w.last
	if c == nil || c.exchange == nil || c.control || c.toBeRefused || !c.exchange.Succeeded() || c.unnamed == nil && len(w.echoes) == 0 {
		return
	}
	if done, unread := w.carriedOut(ctx, c); !done && unread == nil {
		w.undone = c.exchange
	}
}

// carriedOut reports whether anything shows that a call was carried out, as long as a change is known to take. The error says
// that nobody could look.
func (w *World) carriedOut(ctx context.Context, c *call) (done bool, err error) {
	if w.reads(c.op) {
		return answersAnything(c), nil
	}
	w.retry(ctx, 100*time.Millisecond, w.Readings.Lag(), func() (again bool) {
		done, err = w.changed(ctx, c)
		return !done && err == nil
	})
	return done, err
}

// changed reports whether the group, or what its load balancer lists, is not as before a call.
func (w *World) changed(ctx context.Context, c *call) (bool, error) {
	if c.op.Creates {
		if c.unnamed == nil {
			return true, nil
		}
		var v *Violation
		if err := w.nothingCreated(ctx, c); err == nil || errors.As(err, &v) {
			return err != nil, nil
		}
		return false, c.unnamed
	}
	listed, err := w.groupsOf(ctx, c.group.lb)
	if err != nil || !slices.ContainsFunc(listed, isGroup(c.group.id)) {
		return true, err
	}
	now, err := w.readGroup(ctx)
	if err != nil {
		return false, err
	}
	name, _, _ := w.group.differsFrom(c.group)
	return name != "" || !sameServers(now, c.group.listed), nil
}

// answersAnything reports whether the answer to a call that reads names a group or a backend server.
func answersAnything(c *call) bool {
	groups, unlisted := groupsIn(c.exchange)
	servers, unread := listing(c.exchange)
	_, nameless := made(c.exchange, groupParameter)
	return unlisted == nil && len(groups) > 0 || unread == nil && len(servers) > 0 || nameless == nil
}

package steps

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/wire"
)

// idle marks the violation of a call that was to be refused and succeeded, where it was not carried out as it was asked for: that
// what is wrong with it is not done is all that a duty promises, and not how it is said.
func (w *World) idle(ctx context.Context, err error) error {
	v, ok := errors.AsType[*Violation](err)
	if !ok || !w.last.exchange.Succeeded() {
		return err
	}
	c := w.last
	done, unread := w.carriedOut(ctx, c)
	if u, is := errors.AsType[*Undecided](unread); is {
		return undecided("the call was to be refused and succeeded, and whether it was carried out could not be looked at", u)
	}
	switch {
	case unread != nil, done && c.unnamed != nil:
		return err
	case done && w.reads(c.op):
		if c.listsOthers() {
			v.Done, v.Got = Partial, v.Got+otherwise
		}
		return err
	case !done && !c.wouldShow():
		v.Done, v.Got = Nothing, v.Got+"; whether it was carried out cannot be told, for the group would be as it was"
		return err
	case !done:
		v.Done, v.Got = Nothing, v.Got+"; nothing of it was carried out"
		return err
	}
	read, held, unread := w.reading(ctx, c.group.id)
	if unread != nil {
		return err
	}
	if c.inPart(held) || c.besideOtherwise(group{reading: read}) {
		v.Done, v.Got = Partial, v.Got+otherwise
	}
	v.Listless = c.op.Creates && len(c.elements()) > 0 && len(held) == 0
	return err
}

// wouldShow reports whether the group is another once the call is carried out, as far as that is known.
func (c *call) wouldShow() bool {
	if c.op.Changes == nil {
		return true
	}
	after, known := c.op.Changes(c.group.listed, c)
	return !known || !sameServers(after, c.group.listed)
}

const otherwise = "; it was not carried out as it was asked for"

// listsOthers reports whether the answer to a list that was asked for by tags names a group without one of them.
func (c *call) listsOthers() bool {
	groups, err := groupsIn(c.exchange)
	return err == nil && slices.ContainsFunc(groups, func(g groupOfBalancer) bool { return lacksTag(c, g) })
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
		if err := w.nothingCreated(ctx, c); err == nil || isViolation(err) {
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

// inPart reports whether the group lacks some of what an accepted call asked for, or holds it with something else, or still has
// some of what the call was to take out.
func (c *call) inPart(now []server) bool {
	if c.op.Changes != nil && !c.op.Amends {
		if after, known := c.op.Changes(c.group.listed, c); known && len(now) != len(after) {
			return true
		}
	}
	if c.op.Stores == nil {
		return false
	}
	asked, _ := c.op.Stores(c)
	return slices.ContainsFunc(asked, func(s server) bool { return s.heldOtherwise(now) })
}

// besideOtherwise reports whether a group that was read has another name than the call gave it, or lists its tags without one of
// the call.
func (c *call) besideOtherwise(read group) bool {
	if name := c.exchange.Request.Params().Get("VServerGroupName"); name != "" && !slices.Contains([]string{"", name}, read.nameRead()) {
		return true
	}
	var tags []tag
	listed := wire.Decode([]byte(read.beside()["Tags"]), &tags) == nil
	return listed && slices.ContainsFunc(tagsIn(c.exchange), func(t tag) bool { return !slices.Contains(tags, t) })
}

// heldOtherwise reports whether a list has a backend server only with other members than it was asked for with.
func (s server) heldOtherwise(now []server) bool {
	held := slices.DeleteFunc(slices.Clone(now), func(shown server) bool { return !s.like(shown) })
	return len(held) > 0 && !slices.ContainsFunc(held, func(shown server) bool {
		return !slices.ContainsFunc(s.differ(shown), func(name string) bool {
			return strings.Trim(string(s[name]), `"`) != strings.Trim(string(shown[name]), `"`) // a number and its text are one, however wrong
		})
	})
}

// answersAnything reports whether the answer to a call that reads names a group or a backend server.
func answersAnything(c *call) bool {
	groups, unlisted := groupsIn(c.exchange)
	servers, unread := listing(c.exchange)
	_, nameless := made(c.exchange, groupParameter)
	return unlisted == nil && len(groups) > 0 || unread == nil && len(servers) > 0 || nameless == nil
}

package steps

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/slbconform/slbconform/internal/wire"
)

// isLost reports whether nobody knows what a call did: it was sent, and no answer of the service arrived.
func isLost(x *wire.Exchange) bool {
	return !x.NotSent() && (!x.Complete() || x.Answer.Status >= 500)
}

// sendLost settles by looking what became of the last call, a change whose answer was lost. Where nothing shows that it was
// carried out, for as long as a change is known to take, it is made again; where something does, it is not, for the second
// one would find its work done. Nothing that contradicts the second one's answer is decided: the first may be carried out late.
func (w *World) sendLost(ctx context.Context, c *call, first *wire.Exchange) (*wire.Exchange, error) {
	if w.About.Patience == 0 || w.reads(c.op) || w.Subject.Of(first) {
		return first, nil
	}
	x, err := first, error(nil)
	w.retry(ctx, 200*time.Millisecond, 2*time.Second, func() (again bool) {
		if !w.unseen(ctx, c) {
			return false
		}
		x, err = w.exchange(ctx, c.as, w.sending(c))
		return err == nil && isLost(x)
	})
	if err == nil && refused(x) && !w.unseen(ctx, c) {
		return first, nil
	}
	return x, err
}

// unseen reports whether a look shows that nothing of a call was carried out.
func (w *World) unseen(ctx context.Context, c *call) bool {
	if c.op.Creates {
		g, err := w.groupOf(ctx, c)
		return err == nil && g.id == ""
	}
	if w.own[c.group.id] { // nothing is carried out of a group that is deleted
		listed, err := w.groupsOf(ctx, c.group.lb)
		return err == nil && !slices.ContainsFunc(listed, isGroup(c.group.id))
	}
	done, err := w.carriedOut(ctx, c)
	return err == nil && !done
}

// groupOf is the group that a call may have created: the one that is listed under the name that the call gives, without an id
// where there is none. The error says that nobody can look, as where the call gives no name.
func (w *World) groupOf(ctx context.Context, c *call) (group, error) {
	name := w.parameters(c)["VServerGroupName"]
	if name == nil {
		return group{}, undecided("the call gives the group no name", nil)
	}
	id, err := w.groupCalled(ctx, c.group.lb, *name)
	return group{id: id, lb: c.group.lb, name: *name}, err
}

// addLost does the same for backend servers that the set-up adds. Where the group lists them as they were asked for it is ready,
// and the exchange is nil.
func (w *World) addLost(ctx context.Context, c *call, lost error) (x *wire.Exchange, err error) {
	c.exchange, err = w.calls[len(w.calls)-1], lost
	w.retry(ctx, 200*time.Millisecond, w.About.Patience/10, func() (again bool) {
		done, unread := w.carriedOut(ctx, c)
		if unread == nil && len(comparables(c)) == len(c.list) && !c.lackedBy(w.group.listed) {
			err = nil
			return false
		}
		if unread != nil || done || w.About.Patience == 0 {
			return false
		}
		w.noteUnknown(c.exchange)
		x, err = w.setup(ctx, "adding a backend server", w.sending(c))
		return err != nil && w.lost()
	})
	return x, err
}

// shownApplied reports whether a control whose answer was lost can be read back: it was accepted, whatever was answered.
func (w *World) shownApplied(ctx context.Context, right *call) bool {
	if !isLost(right.exchange) || w.reads(right.op) || w.misleading() {
		return false
	}
	if w.Actions[right.op.Name].Does == wire.Deletes {
		return w.thenGroupGone(ctx) == nil
	}
	if right.op.Creates {
		g, err := w.groupOf(ctx, right)
		if err != nil || g.id == "" {
			return false
		}
		w.takeOver(g.id)
		w.group = g
	}
	if right.op.Changes == nil || w.controlApplied(ctx, right) != nil {
		return false
	}
	if right.op.Stores != nil && right.lackedBy(w.group.listed) {
		return false
	}
	return right.op.Creates || !sameServers(w.group.listed, right.group.listed)
}

// CheckTransient tells a refusal of the last call that speaks of the call from one that speaks of the moment, whatever its code: that
// something else goes on, or that a quota is used up. How many groups a load balancer takes, or how often a server may be
// attached, is not published, and the scenarios of a run share both. It returns an *Undecided when the same call is answered
// otherwise by now, or when what was accepted before is refused alike; accepted is nil where nothing was.
func (w *World) CheckTransient(ctx context.Context, x *wire.Exchange, accepted *Plain) error {
	c := w.last
	if c == nil || c.exchange != x || !refused(x) {
		return nil
	}
	var says error
	w.retry(ctx, 300*time.Millisecond, 2*time.Second, func() (again bool) { // others come and go meanwhile
		if says = w.passes(ctx, c, accepted); errors.Is(says, wire.ErrHarness) { // a replay of which this was not tried
			says = nil
		}
		return says == nil
	})
	return says
}

func (w *World) passes(ctx context.Context, c *call, accepted *Plain) error {
	x, err := w.exchange(ctx, c.as, w.sending(c))
	if err != nil || isLost(x) {
		return nil
	}
	if x.Succeeded() && c.op.Creates {
		_, _ = w.created(x, group{lb: c.group.lb}) // to be removed
	}
	if !sameRefusal(x, c.exchange) {
		return ofMoment("the same call was answered otherwise when it was repeated", c.exchange)
	}
	if c.op.Creates {
		_, err := w.createGroup(ctx, c.group.lb)
		if err != nil && w.createFilled(ctx, c.group.lb) == nil {
			return nil // there is room for a group, as long as it is not empty
		}
		return err
	}
	if accepted == nil {
		return nil
	}
	if x, err = w.TryPlain(ctx, *accepted); err == nil && sameRefusal(x, c.exchange) {
		return ofMoment("what was accepted before is refused alike by now", c.exchange)
	}
	return err
}

func ofMoment(why string, x *wire.Exchange) error {
	return undecided(why+", so that the refusal speaks of the moment and not of the call (of another scenario, which -concurrency 1 rules out, or of what is gone meanwhile): "+shortAnswer(x), nil)
}

// sameRefusal reports whether two calls were refused with the same code.
func sameRefusal(x, y *wire.Exchange) bool {
	a, b := x.Refusal(), y.Refusal()
	return a != nil && b != nil && a.Code == b.Code && a.Status == b.Status
}

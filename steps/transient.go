package steps

import (
	"context"
	"errors"
	"time"

	"github.com/slbconform/slbconform/internal/wire"
)

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
	return undecided(why+", so that the refusal spoke of the moment (-concurrency 1 runs one scenario at a time): "+shortAnswer(x), nil)
}

// sameRefusal reports whether two calls were refused with the same code.
func sameRefusal(x, y *wire.Exchange) bool {
	a, b := x.Refusal(), y.Refusal()
	return a != nil && b != nil && a.Code == b.Code && a.Status == b.Status
}

package steps

import (
	"context"
	"fmt"
)

func control() []Definition {
	return []Definition{
		asserting(reading(define(`(.+) the same call succeeds`, `with weight 100 the same call succeeds`,
			"The control: the refused call with one thing put right succeeds and is applied. Without it the refusal proves nothing.",
			func(w *World) any { return w.controlSucceeds }), readsClauses)),
	}
}

func (w *World) controlSucceeds(ctx context.Context, what string) error {
	shape, err := clauses(what)
	if err != nil {
		return err
	}
	return w.control(ctx, shape)
}

// control repeats the refused call with one thing put right. A control that is refused as well leaves the scenario
// undecided: the refusal may have had another reason.
func (w *World) control(ctx context.Context, shape []clause) error {
	if _, err := w.lastCall(); err != nil {
		return err
	}
	right := w.last.copy()
	if err := w.apply(ctx, right, shape); err != nil {
		return err
	}
	if err := w.send(ctx, right); err != nil {
		return err
	}
	if err := unjudgeable(right.exchange); err != nil {
		return err
	}
	if !right.exchange.Succeeded() {
		return undecided("the control was refused as well, so the refusal proves nothing: "+shortAnswer(right.exchange), nil)
	}
	return w.controlApplied(ctx, right)
}

func (w *World) controlApplied(ctx context.Context, right *addition) error {
	return w.eventually(ctx, func() error {
		now, err := w.readGroup(ctx)
		if err != nil {
			return err
		}
		if len(right.list) > 0 && right.text == nil && len(now) != len(right.group.listed)+len(right.list) {
			return w.violated(fmt.Sprintf("%d more backend servers than before", len(right.list)), describeServers(now))
		}
		if len(now) <= len(right.group.listed) && (len(right.list) > 0 || right.text != nil) {
			return w.violated("more backend servers than before", describeServers(now))
		}
		w.settled[w.group.id] = now
		return nil
	})
}

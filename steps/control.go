package steps

import (
	"context"
	"fmt"
)

func controls(v *Vocabulary) {
	v.Then(`^(.+) the same call succeeds$`, (*World).controlSucceeds, Definition{
		Example: `with weight "100" the same call succeeds`,
		Control: true,
		Means:   "The control: the refused call with one thing put right succeeds and is applied. Without it the refusal proves nothing.",
	})
}

// controlSucceeds repeats the refused call with one thing put right. A control that is refused as well leaves the scenario
// undecided: the refusal may have had another reason.
func (w *World) controlSucceeds(ctx context.Context, what shape) error {
	if _, err := w.lastCall(); err != nil {
		return err
	}
	right := w.last.copy()
	right.control = true
	if err := w.apply(ctx, right, what); err != nil {
		return err
	}
	if err := w.perform(ctx, right); err != nil {
		return err
	}
	if err := unjudgeable(right.exchange); err != nil {
		if w.shownApplied(ctx, right) {
			return nil
		}
		return err
	}
	if !right.exchange.Succeeded() {
		return undecided("the control was refused as well, so the refusal proves nothing: "+shortAnswer(right.exchange), nil)
	}
	return w.controlApplied(ctx, right)
}

// controlApplied holds that the control changed the group as its operation does. Where what is read back of a group is not
// what was put into it, that can be neither held nor contradicted.
func (w *World) controlApplied(ctx context.Context, right *call) error {
	if right.op.Changes == nil {
		return nil
	}
	after, known := right.op.Changes(right.group.listed, right)
	err := w.groupShows(ctx, func(now []server) error {
		if known && len(now) != len(after) && !right.op.Amends { // that others stay where some are amended, no document states
			return w.overStrangers(w.violated(fmt.Sprintf("%d backend servers after the control", len(after)), describeServers(now)), now, len(after))
		}
		if !known && sameServers(now, right.group.listed) {
			return w.violated("a group that the control changed", describeServers(now))
		}
		w.expected[w.group.id] = now
		return nil
	})
	if isViolation(err) && w.misleading() {
		return misled()
	}
	return err
}

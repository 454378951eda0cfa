package steps

import (
	"context"
)

// Room tells a creation that was refused for what it is from one for which there was no room, whatever the code: how many
// groups a load balancer takes is not published, and the scenarios of a run share one. It returns an *Undecided when the
// same call is accepted by now, or when no group at all can be created.
func (w *World) Room(ctx context.Context) error {
	c := w.last
	if c == nil || !c.op.Creates || c.exchange == nil || !refused(c.exchange) {
		return nil
	}
	for range 3 { // others come and go meanwhile
		x, err := w.exchange(ctx, c.as, w.sending(c))
		if err != nil {
			return nil
		}
		if x.Succeeded() {
			_, _ = w.created(x, group{lb: c.group.lb}) // to be removed
			return undecided("the same call was accepted when it was repeated, so that the refusal spoke of the moment: "+shortAnswer(c.exchange), nil)
		}
		if _, err := w.createGroup(ctx, c.group.lb); err != nil {
			return err
		}
	}
	return nil
}

package steps

import (
	"context"
	"fmt"
	"slices"
)

// Several vServer groups in one scenario: the sentences speak of one at a time.
func several(v *Vocabulary) {
	v.Given(`^I go on with the (first|second) group$`, (*World).givenGoOn, Definition{
		Example: `I go on with the first group`,
		Means:   "The sentences that follow speak of this one of the groups that the scenario created.",
	})
}

func (w *World) givenGoOn(ctx context.Context, which string) error {
	n := slices.Index([]string{"first", "second"}, which)
	if n >= len(w.made) {
		return fmt.Errorf("the scenario created %d vServer groups; and the sentence speaks of another", len(w.made))
	}
	if err := w.turnFrom(ctx); err != nil {
		return err
	}
	w.group = w.made[n]
	return nil
}

// turnFrom ends what the sentences had to say of the group so far: what was asked for is read back now, for later
// readings are of another group.
func (w *World) turnFrom(ctx context.Context) error {
	if w.pending != nil {
		if _, err := w.readGroup(ctx); err != nil {
			return err
		}
	}
	for i := range w.made {
		if w.made[i].id == w.group.id {
			w.made[i] = w.group
		}
	}
	return nil
}

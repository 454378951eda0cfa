// Package retry tries again what did not come out, with pauses that grow.
package retry

import (
	"context"
	"time"
)

// Do calls try until it reports that it is not worth another time, until the next pause would end later than within from
// now, or until the context ends. The first pause is pause; each is twice as long as the one before.
func Do(ctx context.Context, pause, within time.Duration, try func() (again bool)) {
	clock := clockOf(ctx)
	deadline := clock.Now().Add(within)
	for ; try(); pause *= 2 {
		if clock.Now().Add(pause).After(deadline) || clock.Sleep(ctx, pause) != nil {
			return
		}
	}
}

// Package retry tries again what did not come out, with pauses that grow.
package retry

import (
	"context"
	"sync/atomic"
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

// Clock tells the time and lets it pass.
type Clock interface {
	Now() time.Time
	// Sleep waits for so long. It returns the context's error when that ends before.
	Sleep(ctx context.Context, d time.Duration) error
}

// Now is the time by the clock of a context.
func Now(ctx context.Context) time.Time { return clockOf(ctx).Now() }

type clockKey struct{}

// WithClock lets Do wait by another clock than the machine's; nil is the machine's.
func WithClock(ctx context.Context, c Clock) context.Context {
	if c == nil {
		return ctx
	}
	return context.WithValue(ctx, clockKey{}, c)
}

func clockOf(ctx context.Context) Clock {
	if c, ok := ctx.Value(clockKey{}).(Clock); ok {
		return c
	}
	return machine{}
}

// machine is the clock of the machine.
type machine struct{}

func (machine) Now() time.Time { return time.Now() }

func (machine) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// Virtual is a clock that stands still, but for what is waited for: waiting takes no time. It is safe for concurrent use.
type Virtual struct{ waited atomic.Int64 }

// Now is the time that the clock shows; only how much later it is than another counts.
func (c *Virtual) Now() time.Time { return time.Unix(0, c.waited.Load()) }

// Sleep moves the clock forward by d.
func (c *Virtual) Sleep(ctx context.Context, d time.Duration) error {
	c.waited.Add(int64(d))
	return ctx.Err()
}

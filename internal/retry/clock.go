package retry

import (
	"context"
	"time"
)

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

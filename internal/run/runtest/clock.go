package runtest

import (
	"context"
	"sync/atomic"
	"time"
)

// Clock is a retry.Clock on which waiting takes no time.
type Clock struct{ waited atomic.Int64 }

// Now is the machine's time, and what was waited for.
func (c *Clock) Now() time.Time { return time.Now().Add(time.Duration(c.waited.Load())) }

// Sleep lets the clock jump.
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	c.waited.Add(int64(d))
	return ctx.Err()
}

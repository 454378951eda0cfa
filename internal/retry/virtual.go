package retry

import (
	"context"
	"sync/atomic"
	"time"
)

// Virtual is a clock that stands still, but for what is waited for: waiting takes no time. It is safe for concurrent use.
type Virtual struct{ waited atomic.Int64 }

// Now is the time that the clock shows; only how much later it is than another counts.
func (c *Virtual) Now() time.Time { return time.Unix(0, c.waited.Load()) }

// Sleep moves the clock forward by d.
func (c *Virtual) Sleep(ctx context.Context, d time.Duration) error {
	c.waited.Add(int64(d))
	return ctx.Err()
}

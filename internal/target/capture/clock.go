package capture

import (
	"context"
	"sync"
	"time"
)

// clock is that of a scenario that is replayed: nobody waits, time jumps. A captured call takes as long as it took.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is where the clock stands.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Sleep lets the clock jump.
func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return ctx.Err()
}

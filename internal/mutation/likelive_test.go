package mutation

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/slbconform/slbconform/internal/target"
)

// likeLive is a mock that behaves as a service does: all scenarios share one state, and it says of no call which rule it
// broke, so that a run has to ask what stands behind the inventory.
type likeLive struct {
	target.Target
	readBack time.Duration // how long what a change did may fail to show

	mu   sync.Mutex
	only *target.Session
}

// Describe is what is said of an implementation that is not ours.
func (t *likeLive) Describe() target.Description {
	d := t.Target.Describe()
	d.Name, d.Who, d.Shared, d.Open, d.ReadBack = "live", target.StandsIn, true, true, t.readBack
	return d
}

// Open gives every scenario the same service.
func (t *likeLive) Open(ctx context.Context, scenario string) (*target.Session, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.only == nil {
		session, err := t.Target.Open(ctx, scenario)
		if err != nil {
			return nil, err
		}
		session.Broke, session.Close, session.Clock = nil, func(context.Context) error { return nil }, &jumping{}
		t.only = session
	}
	one := *t.only
	return &one, nil
}

// jumping is a clock on which waiting takes no time.
type jumping struct{ waited atomic.Int64 }

func (c *jumping) Now() time.Time { return time.Now().Add(time.Duration(c.waited.Load())) }

func (c *jumping) Sleep(ctx context.Context, d time.Duration) error {
	c.waited.Add(int64(d))
	return ctx.Err()
}

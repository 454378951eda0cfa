package mutation

import (
	"context"
	"sync"
	"time"

	"github.com/slbconform/slbconform/internal/retry"
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
		session.Broke, session.Close, session.Clock = nil, func(context.Context) error { return nil }, &retry.Virtual{}
		t.only = session
	}
	one := *t.only
	return &one, nil
}

package retry_test

import (
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/retry"
)

// Whoever waits by a virtual clock sees the time pass that was waited for, and waits for nothing.
func TestAVirtualClockMovesByWhatIsWaitedFor(t *testing.T) {
	ctx, tries, really := retry.WithClock(t.Context(), &retry.Virtual{}), 0, time.Now()
	began := retry.Now(ctx)
	retry.Do(ctx, time.Minute, time.Hour, func() bool { tries++; return tries < 3 })
	if passed := retry.Now(ctx).Sub(began); tries != 3 || passed < time.Minute || time.Since(really) > time.Minute {
		t.Errorf("%d tries, and %v passed", tries, passed)
	}
}

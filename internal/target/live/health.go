package live

import (
	"fmt"
	"sync"

	"github.com/slbconform/slbconform/internal/wire"
)

// health ends a run that cannot succeed: after so many failed calls in a row, no more are sent.
type health struct {
	allowed int // failures in a row

	mu    sync.Mutex
	row   int    // failures since the last good answer
	cause string // of the last failure
}

// check returns nil, or ErrUnhealthy with the last cause.
func (h *health) check() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.row < h.allowed {
		return nil
	}
	return fmt.Errorf("%w: %d calls in a row failed, the last one: %s", ErrUnhealthy, h.row, h.cause)
}

// observe counts one exchange that was sent.
func (h *health) observe(x *wire.Exchange) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case !x.Complete():
		h.row++
		h.cause = wire.Scrub(fmt.Sprint(x.Fault))
	case x.Answer.Status >= 500:
		h.row++
		h.cause = fmt.Sprintf("status %d", x.Answer.Status)
	default:
		h.row = 0
	}
}

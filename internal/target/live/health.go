package live

import (
	"fmt"
	"sync"

	"github.com/slbconform/slbconform/internal/wire"
)

// health ends a run that cannot succeed: after so many calls in a row without a sound answer, no more are sent.
type health struct {
	allowed int

	mu    sync.Mutex
	row   int
	cause string
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

// observe takes note of one exchange that was really sent.
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

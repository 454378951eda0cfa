package live

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec/platform"
)

// Limits bound what a run may do to an account. The zero value of a field means its default.
type Limits struct {
	Calls         int           // sent at most, clean-up not counted; default 8,000
	LoadBalancers int           // created at most; default 2
	Time          time.Duration // after which no more calls are sent, clean-up not counted; default 60 minutes
	Rate          float64       // calls a second of any one action, instead of each action's own rate

	rates platform.Rates // of each action
}

// For returns the limits with defaults filled in. Each action's rate is the inventory's, else that of spec/platform.
func (l Limits) For(inventory *target.Inventory) (Limits, error) {
	rates, err := platform.LoadRates()
	l.Calls, l.LoadBalancers, l.Time = cmp.Or(l.Calls, 8000), cmp.Or(l.LoadBalancers, 2), cmp.Or(l.Time, time.Hour)
	l.Rate, l.rates = cmp.Or(l.Rate, inventory.Rate), slices.Concat(inventory.Rates, rates)
	return l, err
}

// RateOf is how many calls a second of an action are sent at most.
func (l Limits) RateOf(action string) float64 { return cmp.Or(l.Rate, l.rates.Of(action)) }

// LimitError says which limit a call would have crossed. The call was not sent.
type LimitError struct {
	Limit string // as the option is called
	Value string
}

// Error names the limit and its value.
func (e *LimitError) Error() string {
	return fmt.Sprintf("the run may not exceed -%s %s", e.Limit, e.Value)
}

// meter counts what a run has used of its limits. It is safe for concurrent use.
type meter struct {
	limits Limits
	began  time.Time

	mu     sync.Mutex
	calls  int
	made   int
	tokens map[string]bool
	pace   map[string]*rate.Limiter
}

func newMeter(l Limits, began time.Time) *meter {
	return &meter{limits: l, began: began, tokens: map[string]bool{}, pace: map[string]*rate.Limiter{}}
}

// admit counts a call and waits for the action's turn. The error is *LimitError, or why the context ended. Calls with the
// same client token create one load balancer and are counted so.
func (m *meter) admit(ctx context.Context, action, token string, now time.Time) error {
	turn, err := m.count(action, token, now)
	if err != nil {
		return err
	}
	if err := turn.Wait(ctx); err != nil {
		return cmp.Or(context.Cause(ctx), err)
	}
	return nil
}

func (m *meter) count(action, token string, now time.Time) (*rate.Limiter, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.over(now); err != nil {
		return nil, err
	}
	creates := action == "CreateLoadBalancer" && !m.tokens[token]
	if creates && m.made >= m.limits.LoadBalancers {
		return nil, &LimitError{Limit: "max-load-balancers", Value: fmt.Sprint(m.limits.LoadBalancers)}
	}
	m.calls++
	if creates {
		m.made++
		m.tokens[token] = token != ""
	}
	return m.turn(action), nil
}

// used notes that a call with a client token has created something: another one with it is counted as another, for a service may
// not know the token again.
func (m *meter) used(token string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.tokens, token)
}

// spent returns *LimitError when no call may be sent any more.
func (m *meter) spent(now time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.over(now)
}

func (m *meter) over(now time.Time) error {
	switch {
	case now.Sub(m.began) > m.limits.Time:
		return &LimitError{Limit: "max-time", Value: m.limits.Time.String()}
	case m.calls >= m.limits.Calls:
		return &LimitError{Limit: "max-calls", Value: fmt.Sprint(m.limits.Calls)}
	}
	return nil
}

// pause waits for the action's turn without counting: clean-up is never limited.
func (m *meter) pause(ctx context.Context, action string) error {
	m.mu.Lock()
	turn := m.turn(action)
	m.mu.Unlock()
	return turn.Wait(ctx)
}

func (m *meter) turn(action string) *rate.Limiter {
	turn, ok := m.pace[action]
	if !ok {
		calls := m.limits.RateOf(action)
		turn = rate.NewLimiter(rate.Limit(calls), max(1, int(calls)))
		m.pace[action] = turn
	}
	return turn
}

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

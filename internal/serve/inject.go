package serve

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/wire"
)

// injector carries out orders. It is safe for concurrent use.
type injector struct {
	site *Site

	waiting atomic.Int64 // len(orders), so that calls take no lock while there are none
	mu      sync.Mutex
	orders  []*Order // the oldest first
	last    int      // the last id that was given
}

// Order applies an order to calls from now on, and returns it with its id. The error wraps ErrOrder or
// fixtures.ErrNoAnswer and names the nearest that exists.
func (s *Site) Order(o Order) (Order, error) {
	if err := o.check(s); err != nil {
		return Order{}, err
	}
	i := s.injector
	i.mu.Lock()
	defer i.mu.Unlock()
	i.last++
	o.ID, o.left = i.last, o.Times
	i.orders = append(i.orders, &o)
	i.waiting.Add(1)
	return o, nil
}

// Withdraw takes an order back, and reports whether it still stood.
func (s *Site) Withdraw(id int) bool {
	i := s.injector
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.remove(func(o *Order) bool { return o.ID == id })
}

// standing are the orders in force, the oldest first; their Times is how often they still apply.
func (s *Site) standing() []Order {
	i := s.injector
	i.mu.Lock()
	defer i.mu.Unlock()
	out := make([]Order, len(i.orders))
	for n, o := range i.orders {
		out[n] = *o
		out[n].Times = o.left
	}
	return out
}

// remove removes orders and reports whether there were any. The caller holds the lock.
func (i *injector) remove(which func(*Order) bool) bool {
	before := len(i.orders)
	i.orders = slices.DeleteFunc(i.orders, which)
	i.waiting.Store(int64(len(i.orders)))
	return len(i.orders) < before
}

// before carries out the orders for a call, and passes calls without one to next.
func (i *injector) before(next handler) handler {
	return func(answer *recorded, a *arrival) {
		if i.waiting.Load() == 0 {
			next(answer, a)
			return
		}
		delay, order := i.take(a.request)
		if a.ordered = order; order == nil && delay != nil {
			a.ordered = delay
		}
		if delay != nil {
			wait(a.serving, delay.Delay)
		}
		switch {
		case order == nil || order.Drop == AfterChange || order.Drop == InBody:
			next(answer, a)
		case order.Refuse != "":
			i.refuse(answer, order, a.request)
		case order.HTML != 0:
			page(answer, order.HTML)
		}
	}
}

// take returns the oldest delay and the oldest other order for a call, and counts both as used.
func (i *injector) take(r *wire.Request) (delay, other *Order) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, o := range i.orders {
		taken := &other
		if o.Delay != 0 {
			taken = &delay
		}
		if *taken != nil || !o.fits(r) {
			continue
		}
		*taken = o
		if o.Times > 0 {
			o.left--
		}
	}
	i.remove(func(o *Order) bool { return o.Times > 0 && o.left == 0 })
	return delay, other
}

// wait waits for d or until the server stops. It goes on when the client hangs up, because a service would not notice.
func wait(serving context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-serving.Done():
	}
}

func (i *injector) refuse(w http.ResponseWriter, o *Order, r *wire.Request) {
	answer, err := refusal(r.Action(), o.Refuse)
	if err != nil {
		envelope(w, http.StatusInternalServerError, "InternalError", err.Error()) // the order was checked
		return
	}
	give(w, answer, fixtures.Values{"detail": cmp.Or(o.Detail, subject(r)), "AccountId": i.site.Account.ID})
}

// subject is what the message of a refusal names: the first server of the call, else its group, load balancer or action.
func subject(r *wire.Request) string {
	p := r.Params()
	for _, b := range listedServers(p.Get) {
		return b.ServerID
	}
	for _, name := range []string{"VServerGroupId", "LoadBalancerId"} {
		if id := p.Get(name); id != "" {
			return id
		}
	}
	return r.Action()
}

func page(w http.ResponseWriter, status int) {
	w.Header().Set(wire.MockHeader, "1")
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<html><head><title>%[1]d %[2]s</title></head><body><h1>%[1]d %[2]s</h1></body></html>\n", status, http.StatusText(status))
}

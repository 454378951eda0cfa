// Package serve serves the mock over HTTP or HTTPS, with limits for clients, a log, faults to order, a control interface,
// and a page that describes the account.
package serve

import (
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// Options say how a mock is served. The zero value serves the built-in account as it is.
type Options struct {
	Account      string           // a file like fixtures/account.yaml; the built-in one when empty
	More         fixtures.Account // facts to add to the account
	Servers      int              // how many network interfaces to add, in the VPC where load balancers are created
	Region       string           // the region to play; the account's own when empty
	Mock         mock.Options
	Faults       Faults
	NoControl    bool                 // no control interface
	ControlHosts []string             // names with dots by which it is called, such as host.docker.internal
	Log          *Log                 // nil for none
	See          func(*wire.Exchange) // called with every exchange, secrets included; may be nil
}

// Site is a mock ready to be served, with the account and inventory that its users need.
type Site struct {
	Handler    http.Handler
	Account    *fixtures.Account // as it was when serving began
	Inventory  *target.Inventory // without an endpoint, which only the listener knows
	SwitchedOn []string          // faults, for a person to read

	*built
	options  Options
	rate     float64 // calls a second of any one action that a live run may send
	injector *injector
	constant *constantFaults // nil without faults
	calls    calls
	service  atomic.Pointer[mock.Service]

	mu      sync.Mutex
	playing *fixtures.Account // Account, with what was added since
	more    []fixtures.Server // the network interfaces that options and control calls added
}

// NewSite makes a mock of the built-in account, or of the account file that the options name. The error wraps ErrOptions,
// or joins all that is wrong with the file.
func NewSite(o Options) (*Site, error) {
	built, err := readBuilt()
	if err != nil {
		return nil, err
	}
	s := &Site{options: o, built: built}
	if err := s.loadAccount(); err != nil {
		return nil, err
	}
	s.injector = &injector{site: s}
	s.SwitchedOn = o.Faults.said()
	if quota := o.Mock.LoadBalancers; quota > 0 {
		s.SwitchedOn = append(s.SwitchedOn, fmt.Sprintf("more than %d created load balancers at a time are refused with QuotaExceeded", quota))
	}
	if lag := o.Mock.ReadDelay; lag > 0 {
		s.SwitchedOn = append(s.SwitchedOn, fmt.Sprintf("reads of a group lag behind its changes by %v", lag))
	}
	if s.rate = servedRate; o.Faults.Rate > 0 {
		s.rate = min(s.rate, o.Faults.Rate)
	}
	s.Reset()
	s.build()
	return s, nil
}

// build chains the handlers.
func (s *Site) build() {
	play := func(answer *recorded, a *arrival) { s.service.Load().Serve(answer, a.request) }
	if s.options.Faults != (Faults{}) {
		s.constant = newConstantFaults(play, s.answers, s.options.Faults)
		play = s.constant.handle
	}
	s.Handler = s.control(s.landing(buffered(formatted(watched(s.injector.before(play), s.see)), s.options.Log)))
}

func (s *Site) see(x *wire.Exchange, ordered *Order) {
	one := s.keep(x, ordered)
	if s.options.Log != nil {
		s.options.Log.add(x, one)
	}
	if s.options.See != nil {
		s.options.See(x)
	}
}

// Reset makes the mock's state that of the account again, and removes all orders and calls. What was added to the account
// stays.
func (s *Site) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.service.Store(mock.Start(s.playing, s.answers, s.options.Mock))
	s.calls.reset()
	if s.constant != nil {
		s.constant.changes.Store(0)
	}
	s.injector.mu.Lock()
	defer s.injector.mu.Unlock()
	s.injector.remove(func(*Order) bool { return true })
}

// Control reports whether the site has a control interface.
func (s *Site) Control() bool { return !s.options.NoControl }

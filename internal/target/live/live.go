// Package live runs against an account behind a real endpoint. It finds credentials, keeps the limits of a run, journals
// and marks what is created, and removes what earlier runs left behind.
package live

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec/platform"
)

// Options of a live target.
type Options struct {
	Inventory *target.Inventory
	Run       target.Run
	Keys      *Keys
	Actions   wire.Actions           // what each action does; an action that is not here is treated as a change
	Needs     func(role string) bool // whether the run needs a role; nil: all of them
	Limits    Limits
	Journal   string            // the folder of the journal; needed
	Network   http.RoundTripper // a clone of http.DefaultTransport when nil
	Timeout   time.Duration     // of one call on the wire; 10 s when 0
	ReadBack  time.Duration     // how long a read may lag behind a change, the first time; a minute when 0
	Patience  time.Duration     // how long a transient error is waited out; 20 s when 0
	Failures  int               // calls in a row without a sound answer after which the run ends; 10 when 0
}

// Target is a live target. It is safe for concurrent use.
type Target struct {
	options   Options
	transport *transport
	journal   *Journal
	about     target.Description
	health    *health
	hosts     *platform.Hosts

	mu    sync.Mutex
	mixed error // an answer came from somebody else than at preflight
}

// New makes a live target after the checks of preflight, which create nothing in the account. Errors wrap
// ErrNoCredentials, ErrNotAllowed, ErrClock, ErrNoAnswer or are *RefusedError.
func New(ctx context.Context, o Options) (*Target, error) {
	o.Timeout = cmp.Or(o.Timeout, 10*time.Second)
	o.ReadBack = cmp.Or(o.ReadBack, time.Minute)
	o.Patience = cmp.Or(o.Patience, 20*time.Second)
	o.Failures = cmp.Or(o.Failures, 10)
	if o.Network == nil {
		o.Network = network()
	}
	hosts, err := platform.LoadHosts()
	if err != nil {
		return nil, err
	}
	limits, err := o.Limits.For(o.Inventory)
	if err != nil {
		return nil, err
	}
	api := o.api(timed{o.Network, o.Timeout})
	api.Patience = 500 * time.Millisecond // a person waits for the result of preflight
	before := &preflight{api: api, inventory: o.Inventory, keys: o.Keys, hosts: hosts, needs: o.Needs}
	if err := before.run(ctx); err != nil {
		return nil, err
	}
	o.Inventory = o.Inventory.WithWrongRoles(before.mismatches)
	journal, err := openJournal(o.Journal, o.Run)
	if err != nil {
		return nil, err
	}
	t := &Target{options: o, journal: journal, health: &health{allowed: o.Failures}, hosts: hosts}
	t.about = target.Description{
		Name: "live", Endpoint: o.Inventory.Endpoint, Region: o.Inventory.Region, Account: before.main.Account, Evidence: evidenceOf(before.who), Who: before.who, Date: time.Now().UTC(),
		Inventory: o.Inventory, Shared: true, ReadBack: o.ReadBack, CallTimeout: limits.Time,
		Patience: o.Patience, Journals: true, Open: true, Secrets: o.Keys.Secrets,
	}
	t.transport = &transport{
		next: timed{o.Network, o.Timeout}, actions: o.Actions, run: o.Run, endpoint: o.Inventory.Endpoint, region: o.Inventory.Region,
		meter: newMeter(limits, time.Now()), journal: journal, attached: newAttachments(o.Patience, o.Actions), health: t.health, observe: t.observe,
		changed: &changed{read: map[string]func() ([]BackendServer, error){}}, between: &intermediary{row: map[string]int{}},
	}
	t.transport.reader = func() *API { return o.api(t.transport) }
	return t, nil
}

// Describe says what the target is.
func (t *Target) Describe() target.Description { return t.about }

// Run is the id of the run, which names whatever it creates.
func (t *Target) Run() target.Run { return t.options.Run }

// Open gives a scenario the transport, inventory and credentials. The error wraps target.ErrStopped and says why the rest
// of the run is not worth making.
func (t *Target) Open(context.Context, string) (*target.Session, error) {
	if err := t.stopped(); err != nil {
		return nil, err
	}
	return &target.Session{
		Transport: t.transport, Inventory: t.options.Inventory, Credentials: t.options.Keys.Get,
		Close: func(context.Context) error { return nil },
	}, nil
}

// stopped is why the rest of the run is not worth making, or nil. It wraps target.ErrStopped and either ErrUnhealthy or
// *LimitError, or says that answers came from both the service and something that stands in for it.
func (t *Target) stopped() error {
	t.mu.Lock()
	mixed := t.mixed
	t.mu.Unlock()
	for _, err := range []error{mixed, t.health.check(), t.transport.meter.spent(time.Now())} {
		if err != nil {
			return fmt.Errorf("%w: %w", target.ErrStopped, err)
		}
	}
	return nil
}

// observe looks at every answer: the answers of a run must not come from the service and from a stand-in.
func (t *Target) observe(x *wire.Exchange) {
	t.health.observe(x)
	if !x.Complete() || x.Answer.Status >= 500 {
		return
	}
	who := whoAnswered(t.hosts, x.Answer)
	t.mu.Lock()
	defer t.mu.Unlock()
	if evidenceOf(who) != t.about.Evidence && t.mixed == nil && answersAsAPI(x) {
		t.mixed = fmt.Errorf("%s answered as %s and now as %s: the run ends", t.about.Endpoint, t.about.Who, who)
	}
}

// answersAsAPI reports whether an answer is from the API, and not from a proxy in front of it: it has a RequestId.
func answersAsAPI(x *wire.Exchange) bool {
	members, err := wire.Object(x.Answer.Body)
	_, named := members["RequestId"]
	return err == nil && named
}

func (o Options) api(to http.RoundTripper) *API {
	return &API{
		Endpoint: o.Inventory.Endpoint, Region: o.Inventory.Region, Actions: o.Actions, Transport: to,
		Credentials: func() (target.Credentials, error) { return o.Keys.Get("") },
	}
}

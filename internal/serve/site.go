package serve

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// Options say how a mock is served. The zero value serves the built-in account as it is.
type Options struct {
	Account   string        // a file like fixtures/account.yaml; the built-in one when empty
	ReadDelay time.Duration // reads of a group lag behind its changes by so much
	Trouble   Trouble
	Log       io.Writer            // one line a call; none when nil
	See       func(*wire.Exchange) // shown every exchange, secrets included; may be nil
}

// Site is a mock ready to be served, and what its users need to know.
type Site struct {
	Handler   http.Handler
	Account   *fixtures.Account
	Inventory *target.Inventory // without an endpoint: that is the listener's to know
	Troubles  []string          // that are switched on, for a person to read
	Broke     func(requestID string) []string

	rate   float64 // calls a second of any one action that a live run may send
	faults *faults
}

// NewSite reads what was built in, and the account's file where one is named. All mistakes are reported, joined.
func NewSite(o Options) (*Site, error) {
	config, configErr := target.LoadMock(fixtures.Files)
	ledger, err := spec.Load(spec.Files)
	if err = errors.Join(configErr, err); err != nil {
		return nil, err
	}
	if o.Account != "" {
		dir, name := filepath.Dir(o.Account), filepath.Base(o.Account)
		if config.Account, err = fixtures.LoadAccountFile(os.DirFS(dir), name, o.Account); err != nil {
			return nil, err
		}
	}
	service, err := mock.New(config.Account, config.Answers, config.Table, mock.Options{ReadDelay: o.ReadDelay})
	if err != nil {
		return nil, err
	}
	see, err := watcher(o, ledger, service.Broke)
	if err != nil {
		return nil, err
	}
	s := &Site{Account: config.Account, Inventory: offered(config.Inventory, config.Account), Broke: service.Broke, Troubles: o.Trouble.said()}
	if o.ReadDelay > 0 {
		s.Troubles = append(s.Troubles, fmt.Sprintf("reads of a group lag behind its changes by %v", o.ReadDelay))
	}
	if s.rate = servedRate; o.Trouble.Rate > 0 {
		s.rate = min(s.rate, o.Trouble.Rate)
	}
	s.faults = &faults{answers: config.Answers, next: map[string][]string{}}
	handler := Whoami(s.faults.before(Troubled(service, config.Answers, o.Trouble)), config.Account, config.Answers)
	if see != nil {
		handler = Watch(handler, see)
	}
	s.Handler = whole(front(formatted(handler), s, ledger))
	return s, nil
}

// watcher is who is shown every exchange: the log, the caller, both, or nobody.
func watcher(o Options, l *spec.Ledger, broke func(string) []string) (func(*wire.Exchange), error) {
	if o.Log == nil {
		return o.See, nil
	}
	document, err := spec.LoadDocument(spec.Files, l)
	if err != nil {
		return nil, err
	}
	log := NewLog(o.Log, document, broke)
	if o.See == nil {
		return log.See, nil
	}
	return func(x *wire.Exchange) { log.See(x); o.See(x) }, nil
}

// offered is the built-in inventory as far as an account has what it names.
func offered(built *target.Inventory, a *fixtures.Account) *target.Inventory {
	inv := *built
	inv.Allow = target.Allow{Accounts: []string{a.ID}, Regions: []string{inv.Region}}
	inv.Roles, inv.Identities = map[string]target.Resource{}, map[string]target.Identity{}
	for role, r := range built.Roles {
		lacks := func(one target.Resource) bool { return !has(a, one.ID) }
		if !slices.ContainsFunc(r.Each(), lacks) {
			inv.Roles[role] = r
		}
	}
	for role, id := range built.Identities {
		if a.Profile(id.Profile) != nil && (id.LB == "" || has(a, id.LB)) {
			inv.Identities[role] = id
		}
	}
	return &inv
}

func has(a *fixtures.Account, id string) bool {
	return a.Server(id) != nil ||
		slices.ContainsFunc(a.LoadBalancers, func(l fixtures.LoadBalancer) bool { return l.ID == id }) ||
		slices.ContainsFunc(a.Groups, func(g fixtures.Group) bool { return g.ID == id }) ||
		slices.ContainsFunc(a.VBRs, func(v fixtures.VBR) bool { return v.ID == id })
}

// ErrNoProfile is wrapped by the error for an account without the credentials that users begin with.
var ErrNoProfile = errors.New("no such profile")

// Main are the credentials of the account itself.
func (s *Site) Main() (*fixtures.Credential, error) {
	if c := s.Account.Profile("main"); c != nil {
		return c, nil
	}
	var known []string
	for _, c := range s.Account.Credentials {
		known = append(known, c.Profile)
	}
	return nil, fmt.Errorf(`%w: "main"; the account has %s`, ErrNoProfile, strings.Join(known, ", "))
}

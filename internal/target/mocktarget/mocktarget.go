// Package mocktarget is the recorded mock as a target: in process, without a network.
package mocktarget

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"sync"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/internal/target"
)

// Config is what the recorded mock is made of. A mutant has another table, other answers, or a Wrap.
type Config struct {
	Account   *fixtures.Account
	Answers   *fixtures.Answers
	Table     mock.Table
	Inventory *target.Inventory
	Options   mock.Options
	Wrap      func(http.RoundTripper) http.RoundTripper // stands between the caller and the mock; nil is nothing
	Balancer  string                                    // of the account: the one that scenarios work on; "": each creates its own
}

// ErrUnmatchedCall is wrapped by the error of a call that goes to no operation of the mock: another host, scheme
// or path. Such a run is broken, for what it says was never tried.
var ErrUnmatchedCall = errors.New("the mock has no answer for the call")

// Load reads the mock's account, answers and inventory from the files of package fixtures, or from others laid
// out like them. All mistakes are reported, joined.
func Load(files fs.FS) (Config, error) {
	config, err := Open(files)
	if err != nil {
		return Config{}, err
	}
	config.Table = mock.Rules()
	_, inventoryErr := target.LoadInventory(files, inventoryFile, shownInventory, inAccount(files, config.Account))
	if inventoryErr == nil {
		inventoryErr = config.addReady()
	}
	return config, errors.Join(inventoryErr, config.Answers.Check())
}

// addReady adds a load balancer like the one that a live run creates: each scenario begins with a state of its own, and a
// quarter of its calls went into creating and deleting one that is always the same.
func (c *Config) addReady() (err error) {
	c.Balancer = "lb-bp1mockready"
	c.Account, err = c.Account.Extend(fixtures.Account{LoadBalancers: []fixtures.LoadBalancer{
		{ID: c.Balancer, Name: "ready", VSwitch: c.Inventory.VSwitch, IPVersion: "ipv4"},
	}}, shownInventory)
	return err
}

const (
	inventoryFile  = "inventory.mock.yaml"
	shownInventory = "fixtures/" + inventoryFile
)

// Open is Load for a mock that has to start at once: each answer is read when it is first given, the table is for
// the first call to make, and the values of the inventory are not held against each other.
func Open(files fs.FS) (Config, error) {
	account, accountErr := fixtures.LoadAccount(files)
	answers, answersErr := fixtures.OpenAnswers(files)
	inventory, inventoryErr := openInventory(files)
	return Config{Account: account, Answers: answers, Inventory: inventory}, errors.Join(accountErr, answersErr, inventoryErr)
}

func openInventory(files fs.FS) (*target.Inventory, error) {
	var kept target.Inventory
	if strictyaml.ReadKept(files, inventoryFile, &kept) {
		return &kept, nil
	}
	return target.ReadInventory(files, inventoryFile, shownInventory)
}

// New is the recorded mock as a target, with a state of its own for every session.
func New(c Config) target.Target {
	return &inProcess{
		config: c, started: time.Now(),
		first: sync.OnceValues(func() (*mock.Service, error) { return mock.New(c.Account, c.Answers, c.Table, c.Options) }),
	}
}

type inProcess struct {
	config  Config
	started time.Time
	first   func() (*mock.Service, error) // the mock that those of all scenarios are like
}

// callTimeout ends a call that a mutant never answers.
const callTimeout = 5 * time.Second

func (t *inProcess) Describe() target.Description {
	return target.Description{
		Name:        "mock",
		Endpoint:    t.config.Inventory.Endpoint,
		Region:      t.config.Inventory.Region,
		Evidence:    target.Rehearsed,
		Who:         target.Mock,
		Date:        t.started,
		Inventory:   t.config.Inventory,
		CallTimeout: callTimeout,
	}
}

// Open makes a mock that begins with what the account says. The error names answers that the table needs and
// nobody recorded.
func (t *inProcess) Open(context.Context, string) (*target.Session, error) {
	first, err := t.first()
	if err != nil {
		return nil, err
	}
	service := first.Fresh()
	transport := newTransport(t.config.Inventory.Endpoint, service)
	if t.config.Wrap != nil {
		transport = t.config.Wrap(transport)
	}
	return &target.Session{
		Transport:   transport,
		Inventory:   t.config.Inventory,
		Credentials: t.credentials,
		Broke:       service.Broke,
		Balancer:    t.config.Balancer,
		Close:       func(context.Context) error { return nil },
	}, nil
}

func (t *inProcess) Close(context.Context) error { return nil }

func (t *inProcess) credentials(profile string) (target.Credentials, error) {
	profile = cmp.Or(profile, fixtures.MainProfile)
	k := t.config.Account.Profile(profile)
	if k == nil {
		return target.Credentials{}, fmt.Errorf("fixtures/account.yaml has no credentials with the profile %q", profile)
	}
	return target.Credentials{AccessKeyID: k.ID, AccessKeySecret: k.Secret, SecurityToken: k.Token}, nil
}

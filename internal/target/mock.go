package target

import (
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
)

// MockConfig is what the recorded mock is made of. A mutant has another table, other answers, or a Wrap.
type MockConfig struct {
	Account   *fixtures.Account
	Answers   *fixtures.Answers
	Table     mock.Table
	Inventory *Inventory
	Options   mock.Options
	Wrap      func(http.RoundTripper) http.RoundTripper // stands between the caller and the mock; nil is nothing
	Balancer  string                                    // of the account: the one that scenarios work on; "": each creates its own
}

// ErrUnmatchedCall is wrapped by the error of a call that goes to no operation of the mock: another host, scheme
// or path. Such a run is broken, for what it says was never tried.
var ErrUnmatchedCall = errors.New("the mock has no answer for the call")

// LoadMock reads the mock's account, answers and inventory from the files of package fixtures, or from others laid
// out like them. All mistakes are reported, joined.
func LoadMock(files fs.FS) (MockConfig, error) {
	config, err := OpenMock(files)
	if err != nil {
		return MockConfig{}, err
	}
	config.Table = mock.Rules()
	inventoryErr := checkMockInventory(files, config.Account)
	if inventoryErr == nil {
		inventoryErr = config.stand()
	}
	return config, errors.Join(inventoryErr, config.Answers.Check(), mock.Recorded(config.Table, config.Answers))
}

// stand adds a load balancer like the one that a live run creates: each scenario begins with a state of its own, and a
// quarter of its calls went into creating and deleting one that is always the same.
func (c *MockConfig) stand() (err error) {
	c.Balancer = "lb-bp1mockready"
	c.Account, err = c.Account.Extend(fixtures.Account{LoadBalancers: []fixtures.LoadBalancer{
		{ID: c.Balancer, Name: "ready", VSwitch: c.Inventory.VSwitch, IPVersion: "ipv4"},
	}}, shownInventory)
	return err
}

const (
	mockInventory  = "inventory.mock.yaml"
	shownInventory = "fixtures/" + mockInventory
)

// OpenMock is LoadMock for a mock that has to start at once: each answer is read when it is first given, the table is for
// the first call to make, and the values of the inventory are not held against each other.
func OpenMock(files fs.FS) (MockConfig, error) {
	account, accountErr := fixtures.LoadAccount(files)
	answers, answersErr := fixtures.OpenAnswers(files)
	inventory, inventoryErr := openInventory(files)
	return MockConfig{Account: account, Answers: answers, Inventory: inventory}, errors.Join(accountErr, answersErr, inventoryErr)
}

func openInventory(files fs.FS) (*Inventory, error) {
	var kept Inventory
	if strictyaml.ReadKept(files, mockInventory, &kept) {
		return &kept, nil
	}
	inv, _, err := readInventory(files, mockInventory, shownInventory)
	return inv, err
}

// NewMock is the recorded mock as a target: in process, without a network, a state of its own for every session.
func NewMock(c MockConfig) Target {
	return &mockTarget{
		config: c, started: time.Now(),
		first: sync.OnceValues(func() (*mock.Service, error) { return mock.New(c.Account, c.Answers, c.Table, c.Options) }),
	}
}

type mockTarget struct {
	config  MockConfig
	started time.Time
	first   func() (*mock.Service, error) // the mock that those of all scenarios are like
}

// mockCallTimeout ends a call that a mutant never answers.
const mockCallTimeout = 5 * time.Second

func (t *mockTarget) Describe() Description {
	return Description{
		Name:        "mock",
		Endpoint:    t.config.Inventory.Endpoint,
		Region:      t.config.Inventory.Region,
		Evidence:    Rehearsed,
		Who:         Mock,
		Date:        t.started,
		Inventory:   t.config.Inventory,
		CallTimeout: mockCallTimeout,
	}
}

// Open makes a mock that begins with what the account says. The error names answers that the table needs and
// nobody recorded.
func (t *mockTarget) Open(context.Context, string) (*Session, error) {
	first, err := t.first()
	if err != nil {
		return nil, err
	}
	service := first.Fresh()
	transport := newTransport(t.config.Inventory.Endpoint, service)
	if t.config.Wrap != nil {
		transport = t.config.Wrap(transport)
	}
	return &Session{
		Transport:   transport,
		Inventory:   t.config.Inventory,
		Credentials: t.credentials,
		Broke:       service.Broke,
		Balancer:    t.config.Balancer,
		Close:       func(context.Context) error { return nil },
	}, nil
}

func (t *mockTarget) Close(context.Context) error { return nil }

// MainProfile is the profile of the account itself, behind the main identity.
const MainProfile = "main"

func (t *mockTarget) credentials(profile string) (Credentials, error) {
	if profile == "" {
		profile = MainProfile
	}
	k := t.config.Account.Profile(profile)
	if k == nil {
		return Credentials{}, fmt.Errorf("fixtures/account.yaml has no credentials with the profile %q", profile)
	}
	return Credentials{AccessKeyID: k.ID, AccessKeySecret: k.Secret, SecurityToken: k.Token}, nil
}

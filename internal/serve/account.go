package serve

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/target"
)

// ErrOptions is wrapped by the error for options that no mock can have.
var ErrOptions = errors.New("no such mock")

// loadAccount reads the account that the options name, adds what the options add, and sets the inventory to what the
// account has.
func (s *Site) loadAccount() error {
	o := s.options
	account, inventory, err := s.readAccount(o.Account, o.Region)
	if err != nil {
		return err
	}
	if o.Servers > maxServers {
		return fmt.Errorf("%w: %d servers are to be added; the most is %d", ErrOptions, o.Servers, maxServers)
	}
	s.Inventory = offered(inventory, account)
	s.more = s.newServers(account, o.Servers)
	o.More.Servers = slices.Concat(o.More.Servers, s.more)
	for i := range o.More.LoadBalancers {
		if l := &o.More.LoadBalancers[i]; l.VSwitch == "" {
			l.VSwitch = s.Inventory.VSwitch
		}
	}
	if s.playing = account; !o.More.Empty() {
		if s.playing, err = account.Extend(o.More, "the options of the mock"); err != nil {
			return err
		}
	}
	s.Account = s.playing
	s.Inventory.Allow = target.Allow{Accounts: []string{s.playing.ID}, Regions: []string{s.Inventory.Region}}
	return nil
}

// readAccount reads an account file; without one it returns the built-in account, moved to the region where one is named.
func (b *built) readAccount(file, region string) (*fixtures.Account, *target.Inventory, error) {
	switch {
	case file != "" && region != "":
		return nil, nil, fmt.Errorf("%w: an account file has regions of its own: leave the region out", ErrOptions)
	case file != "":
		account, err := fixtures.LoadAccountFile(os.DirFS(filepath.Dir(file)), filepath.Base(file), file)
		switch {
		case err != nil:
		case account.Profile(fixtures.MainProfile) == nil:
			err = fmt.Errorf("%s: credentials: none has the profile %q, that of the account itself, whose key clients are given", file, fixtures.MainProfile)
		case len(account.VSwitches) == 0:
			err = fmt.Errorf("%s: vswitches: there is none; clients are given the first, and its VPC and region", file)
		}
		return account, b.inventory, err
	case region == "" || region == b.inventory.Region:
		return b.account, b.inventory, nil
	case !regionForm.MatchString(region):
		return nil, nil, fmt.Errorf("%w: the region %q is not written like one, such as eu-central-1", ErrOptions, region)
	}
	data, err := fs.ReadFile(fixtures.Files, "account.yaml")
	if err != nil {
		return nil, nil, err
	}
	swapped := strings.NewReplacer(b.inventory.Region, region, region, b.inventory.Region)
	moved, err := fixtures.ParseAccount([]byte(swapped.Replace(string(data))), "the account in "+region)
	if err != nil {
		return nil, nil, err
	}
	moved.Region(region).Mainland = strings.HasPrefix(region, "cn-") && region != "cn-hongkong"
	inventory := *b.inventory
	inventory.Region, inventory.Roles = region, map[string]target.Resource{}
	for role, r := range b.inventory.Roles {
		r.Region = swapped.Replace(r.Region)
		inventory.Roles[role] = r
	}
	return moved, &inventory, nil
}

// regionForm matches the id of a region.
var regionForm = regexp.MustCompile(`^[a-z]{2,3}(-[a-z0-9]+)+$`)

// offered is the built-in inventory without the roles whose resources the account lacks. An account without the inventory's
// vSwitch gets its own first vSwitch and servers instead.
func offered(built *target.Inventory, a *fixtures.Account) *target.Inventory {
	inv := *built
	inv.Roles, inv.Identities = map[string]target.Resource{}, map[string]target.Identity{}
	for role, r := range built.Roles {
		lacks := func(one target.Resource) bool { return !a.Has(one.ID) }
		if !slices.ContainsFunc(r.Each(), lacks) {
			inv.Roles[role] = r
		}
	}
	for role, id := range built.Identities {
		if a.Profile(id.Profile) != nil && (id.LB == "" || a.Has(id.LB)) {
			inv.Identities[role] = id
		}
	}
	if a.VSwitch(inv.VSwitch) == nil {
		moveTo(&inv, a)
	}
	return &inv
}

// moveTo sets the inventory's vSwitch to the account's first one, and fills the roles that have no special trait with
// servers of its VPC.
func moveTo(inv *target.Inventory, a *fixtures.Account) {
	v := a.VSwitches[0]
	inv.VPC, inv.VSwitch, inv.Region = v.VPC, v.ID, a.Zone(v.Zone).Region
	plain := map[string][]string{
		fixtures.ENI: {"backend server", "second network interface"},
		fixtures.ECS: {"running ECS instance"},
		fixtures.ECI: {"elastic container instance"},
	}
	for _, one := range a.Servers {
		roles := plain[one.Kind]
		if one.VPC != v.VPC || len(roles) == 0 || one.Status != "" && one.Status != "Running" {
			continue
		}
		inv.Roles[roles[0]] = target.Resource{ID: one.ID, Type: one.Kind, Addresses: one.Addresses}
		plain[one.Kind] = roles[1:]
	}
}

// newServers makes network interfaces in the VPC where load balancers are created.
func (s *Site) newServers(a *fixtures.Account, n int) []fixtures.Server {
	zone := a.VSwitch(s.Inventory.VSwitch).Zone
	out := make([]fixtures.Server, n)
	for i := range out {
		number := len(s.more) + i + 1
		out[i] = fixtures.Server{
			ID: fmt.Sprintf("eni-bp1mockadded%04d", number), Kind: fixtures.ENI, VPC: s.Inventory.VPC, Zone: zone,
			Addresses: []string{fmt.Sprintf("10.0.%d.%d", 64+number/250, 1+number%250)},
		}
	}
	return out
}

// maxServers bounds what may be added to an account.
const maxServers = 10_000

// AddServers adds network interfaces to the account that is played, and returns them.
func (s *Site) AddServers(n int) ([]fixtures.Server, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n < 1 || len(s.more)+n > maxServers {
		return nil, fmt.Errorf("%d servers cannot be added: at least one, and at most %d in all", n, maxServers)
	}
	added := s.newServers(s.playing, n)
	s.more = append(s.more, added...)
	return added, s.extendLocked(fixtures.Account{Servers: added}, "the servers to add")
}

// Added are the network interfaces that were added to the account.
func (s *Site) Added() []fixtures.Server {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.more)
}

// extend adds facts to the account that is played. shown names where they come from, for the error.
func (s *Site) extend(more fixtures.Account, shown string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.extendLocked(more, shown)
}

// extendLocked is extend for callers that hold the lock.
func (s *Site) extendLocked(more fixtures.Account, shown string) error {
	account, err := s.playing.Extend(more, shown)
	if err != nil {
		return err
	}
	s.playing = account
	s.service.Load().Play(account)
	return nil
}

// Main are the credentials of the account itself. readAccount refuses an account without them.
func (s *Site) Main() *fixtures.Credential { return s.Account.Profile(fixtures.MainProfile) }

// BackendServers are the present backend servers of a group; false for a group that does not exist.
func (s *Site) BackendServers(group string) ([]BackendServer, bool) {
	servers, ok := s.service.Load().BackendServers(group)
	out := make([]BackendServer, len(servers))
	for i, m := range servers {
		out[i] = BackendServer{ServerID: m.ServerID, Type: m.Type, ServerIP: m.ServerIP, Port: m.Port, Weight: &m.Weight}
		if m.Description != nil {
			out[i].Description = *m.Description
		}
	}
	return out, ok
}

package target

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/spec/platform"
)

// Inventory is the resources of a target by role, with its endpoint and region.
type Inventory struct {
	Endpoint   string              `yaml:"endpoint"`          // host, or scheme://host:port for a served mock
	Region     string              `yaml:"region"`            // where load balancers are created
	VPC        string              `yaml:"vpc,omitempty"`     // of created load balancers
	VSwitch    string              `yaml:"vswitch,omitempty"` // of created load balancers
	Roles      map[string]Resource `yaml:"roles"`             // by the role's name, see Roles
	Identities map[string]Identity `yaml:"identities"`        // second identities, by the role's name
	STS        string              `yaml:"sts,omitempty"`     // host of the token service; that of the region when empty
	Allow      Allow               `yaml:"allow"`             // where a live run may create anything
	Rate       float64             `yaml:"rate,omitempty"`    // calls a second of any one action that the endpoint bears; 0: those of each action
	Rates      platform.Rates      `yaml:"rates,omitempty"`   // of some actions, before those of spec/platform

	File  string            `yaml:"-"`
	Lines map[string]int    `yaml:"-" json:",omitempty"` // where region, vpc, vswitch, sts and the roles stand in it
	Wrong map[string]string `yaml:"-" json:",omitempty"` // role → how it is not what the inventory says, as a target found out
}

// Resource is something that exists before a run, because the API under test cannot create it.
type Resource struct {
	ID        string   `yaml:"id,omitempty"`
	IDs       []string `yaml:"ids,omitempty"`       // in place of id, of a role that several servers play
	Type      string   `yaml:"type,omitempty"`      // ecs, eni or eci for a backend server; empty for anything else
	Addresses []string `yaml:"addresses,omitempty"` // of a backend server, the first one first; of several servers, one each
	Region    string   `yaml:"region,omitempty"`    // where it differs from the inventory's
	LB        string   `yaml:"lb,omitempty"`        // of a vServer group: the id of its load balancer
}

// Each is the servers of a role that several play; of any other role, the one resource itself.
func (r Resource) Each() []Resource {
	if len(r.IDs) == 0 {
		return []Resource{r}
	}
	out := make([]Resource, len(r.IDs))
	for i, id := range r.IDs {
		out[i] = Resource{ID: id, Type: r.Type, Region: r.Region}
		if i < len(r.Addresses) {
			out[i].Addresses = r.Addresses[i : i+1]
		}
	}
	return out
}

// Identity names a second identity: a credentials profile and what its policy names.
type Identity struct {
	Profile string `yaml:"profile,omitempty"`
	LB      string `yaml:"lb,omitempty"` // the load balancer that the policy is limited to; empty for all
}

// Allow lists the accounts and regions that a live run may use. No others are used.
type Allow struct {
	Accounts []string `yaml:"accounts"` // ids
	Regions  []string `yaml:"regions"`
}

// MissingRole is the error of a scenario that needs a role the inventory lacks.
type MissingRole struct {
	Role      string
	Inventory string // the inventory's file
}

// Error says which role is missing.
func (e *MissingRole) Error() string {
	return fmt.Sprintf("the inventory %s offers no %q", e.Inventory, e.Role)
}

// WrongRole is the error of a scenario that needs a role which the inventory fills with something else.
type WrongRole struct {
	Role, Inventory string
	Why             string // what fills it, and how that is not what the role says
}

// Error says what is wrong, and what to do about it.
func (e *WrongRole) Error() string {
	return fmt.Sprintf("the inventory %s is wrong, %q: %s; mend the role or take it out", e.Inventory, e.Role, e.Why)
}

// WithWrongRoles is a copy of the inventory with Wrong set.
func (inv *Inventory) WithWrongRoles(wrong map[string]string) *Inventory {
	out := *inv
	out.Wrong = wrong
	return &out
}

// ErrUnknownRole is wrapped by the error for a role that no inventory can have.
var ErrUnknownRole = errors.New("no such role")

// InventoryCheck is a further check of an inventory that is valid by itself.
type InventoryCheck func(inv *Inventory, wrong Complain)

// RatesOf checks that each rate of an inventory fits one of the actions.
func RatesOf(actions []string) InventoryCheck {
	return func(inv *Inventory, wrong Complain) {
		for i, r := range inv.Rates {
			if !r.Fits(actions) {
				wrong(fmt.Sprintf("rates.%d.action", i), "no action is called %q%s", r.Action, nearest.Hint(r.Action, actions))
			}
		}
	}
}

// Complain adds a mistake in a field, such as "roles.backend server" or "rates.1.calls".
type Complain func(field, what string, args ...any)

// LoadInventory reads an inventory. The error joins its mistakes, with file, line and field: first those of form and unknown keys;
// if there are none, unknown roles, invalid values and an endpoint of another region; if there are none of those, what further
// checks find. For an unknown key or role it names the most similar one.
func LoadInventory(files fs.FS, name, shown string, further ...InventoryCheck) (*Inventory, error) {
	inv, data, err := readInventory(files, name, shown)
	if err != nil {
		return nil, err
	}
	if err := inv.check(data); err != nil {
		return inv, err
	}
	c := &inventoryCheck{inv: inv, data: data}
	if tree, err := strictyaml.ReadTree(data, shown, &Inventory{}); err == nil {
		for _, role := range Roles() {
			inv.Lines[role.Name] = strictyaml.LineOf(tree, strings.Split(field(role), ".")...)
		}
	}
	for _, check := range further {
		check(inv, c.wrong)
	}
	return inv, errors.Join(c.errs...)
}

// ReadInventory reads an inventory without checking its values.
func ReadInventory(files fs.FS, name, shown string) (*Inventory, error) {
	inv, _, err := readInventory(files, name, shown)
	return inv, err
}

func readInventory(files fs.FS, name, shown string) (*Inventory, []byte, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		if named, ok := errors.AsType[*fs.PathError](err); ok {
			err = named.Err // the name in it is that within its folder
		}
		return nil, nil, fmt.Errorf("%s: cannot be read: %w", shown, err)
	}
	inv := Inventory{File: shown, Lines: map[string]int{}}
	for _, field := range []string{"region", "vpc", "vswitch", "sts"} {
		inv.Lines[field] = strictyaml.Line(data, field)
	}
	return &inv, data, strictyaml.Read(data, shown, &inv)
}

// Named is a role with its line, where a person wrote it, and with its region: nothing else shows that it is in another.
func (inv *Inventory) Named(role string) string {
	line, region := inv.Lines[role], inv.Roles[role].Region
	switch {
	case line == 0:
		return fmt.Sprintf("%q", role)
	case region == "":
		return fmt.Sprintf("%q (line %d)", role, line)
	}
	return fmt.Sprintf("%q (line %d, region: %s)", role, line, region)
}

// Resource returns the resource in a role. The error is *MissingRole or *WrongRole, or wraps ErrUnknownRole.
func (inv *Inventory) Resource(role string) (Resource, error) { return playing(inv, inv.Roles, role) }

// Identity returns the identity in a role. The error is *MissingRole or *WrongRole, or wraps ErrUnknownRole.
func (inv *Inventory) Identity(role string) (Identity, error) {
	return playing(inv, inv.Identities, role)
}

// playing is the resource or identity in a role.
func playing[T any](inv *Inventory, among map[string]T, role string) (T, error) {
	var none T
	if FindRole(role) == nil {
		return none, fmt.Errorf("%w: %q%s", ErrUnknownRole, role, nearest.Hint(role, RoleNames()))
	}
	if why := inv.Wrong[role]; why != "" {
		return none, &WrongRole{Role: role, Inventory: inv.File, Why: why}
	}
	one, ok := among[role]
	if !ok {
		return none, &MissingRole{Role: role, Inventory: inv.File}
	}
	return one, nil
}

// Present lists the roles that the inventory fills, sorted.
func (inv *Inventory) Present() []string {
	var present []string
	for _, r := range Roles() {
		_, resource := inv.Roles[r.Name]
		_, identity := inv.Identities[r.Name]
		if resource || identity {
			present = append(present, r.Name)
		}
	}
	slices.Sort(present)
	return present
}

// SplitEndpoint splits an inventory's endpoint into host and protocol, which is HTTPS for a host alone.
func SplitEndpoint(endpoint string) (host, protocol string) {
	if rest, ok := strings.CutPrefix(endpoint, "http://"); ok {
		return rest, "HTTP"
	}
	return strings.TrimPrefix(endpoint, "https://"), "HTTPS"
}

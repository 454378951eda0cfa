package target

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
)

// roles checks the roles of an inventory, each by itself and all together.
func (c *inventoryCheck) roles() {
	for _, role := range slices.Sorted(maps.Keys(c.inv.Roles)) {
		if c.known("roles", role, false) {
			c.resource("roles."+role, *FindRole(role), c.inv.Roles[role])
		}
	}
	for _, role := range slices.Sorted(maps.Keys(c.inv.Identities)) {
		if c.known("identities", role, true) {
			c.identity("identities."+role, *FindRole(role), c.inv.Identities[role])
		}
	}
	c.distinct()
	c.addresses()
}

func (c *inventoryCheck) resource(field string, role Role, r Resource) {
	for _, one := range r.Each() {
		if !isID(one.ID) {
			c.wrong(field, "%q is no id", one.ID)
		}
	}
	if len(r.IDs) > 0 && r.ID != "" {
		c.wrong(field, "id and ids are both there: one role has one or the other")
	}
	seen := map[netip.Addr]bool{}
	for _, address := range r.Addresses {
		parsed, err := netip.ParseAddr(address)
		switch {
		case err != nil:
			c.wrong(field, "%q is no IP address", address)
		case seen[parsed]:
			c.wrong(field, "the address %s stands twice: each of a role is another", address)
		}
		seen[parsed] = true
	}
	if r.Region != "" {
		c.region(field, r.Region)
	}
	if role.Kind == GroupRole && r.LB == "" {
		c.wrong(field, "lb is missing: the load balancer of the group")
	}
	c.server(field, role, r)
}

// server checks that a backend server has what calls need to add it: a type, and an address for an ENI or an elastic container
// instance.
func (c *inventoryCheck) server(field string, role Role, r Resource) {
	types, another := []string{"ecs", "eni", "eci"}, r.ofAnotherType()
	switch {
	case r.Type == "" && role.Kind == ServerRole:
		c.wrong(field, "the type is missing: it is %s", strings.Join(types, ", "))
	case r.Type != "" && !slices.Contains(types, r.Type):
		c.wrong(field, "the type %q is none: it is %s, or left out for what is no backend server%s", r.Type, strings.Join(types, ", "), nearest.Hint(r.Type, types))
	case role.Type != "" && r.Type != role.Type:
		c.wrong(field, "the type is %s, and the role is for %s: %s", r.Type, role.Type, role.Needs)
	case another != "" && r.Type == "":
		c.wrong(field, "%s, and the role is for another thing: %s", another, role.Needs)
	case another != "":
		c.wrong(field, "%s, and the type is %s: give the id of the server that is meant, or its own type", another, r.Type)
	case r.Type != "eni" && r.Type != "eci":
	case len(r.IDs) > 0 && len(r.Addresses) != len(r.IDs):
		c.wrong(field, "%d ids have %d addresses: each needs one", len(r.IDs), len(r.Addresses))
	case len(r.IDs) < role.Count:
		c.wrong(field, "%d ids: the role is for %s", len(r.IDs), role.Needs)
	case len(r.Addresses) == 0:
		c.wrong(field, "addresses is missing: a call that adds a server of the type %s names its address", r.Type)
	}
}

// ofAnotherType says of an id of a backend server that it begins as those of another type do in the samples of the pages; "" if none
// does. Sent under a type that is not its own, it would show of a service only how much that believes.
func (r Resource) ofAnotherType() string {
	begins := map[string]string{"i": "ecs", "eni": "eni", "eci": "eci"}
	for _, one := range r.Each() {
		prefix, _, _ := strings.Cut(one.ID, "-")
		if kind := begins[prefix]; kind != "" && kind != r.Type {
			return fmt.Sprintf("%s is the id of a backend server of the type %s", one.ID, kind)
		}
	}
	return ""
}

func (c *inventoryCheck) identity(field string, role Role, id Identity) {
	if id.Profile == "" {
		c.wrong(field, "profile is missing: the name of a profile of the platform's credentials file")
	}
	if may, ok := c.inv.Roles[role.On]; ok && id.LB != "" && id.LB != may.ID {
		c.wrong(field, "its policy is said to name %s, and the %s is %s", id.LB, role.On, may.ID)
	}
}

// distinct checks that no server, router or profile is in two roles, because roles exclude each other. A load balancer may be in
// several.
func (c *inventoryCheck) distinct() {
	playing := map[string]string{}
	for _, role := range Roles() {
		for _, what := range c.played(role) {
			if other, taken := playing[what]; taken {
				c.wrong(field(role), "%s is also the %q, in line %d: two roles are never one", what, other, c.line(field(*FindRole(other))))
				continue
			}
			playing[what] = role.Name
		}
	}
}

// addresses checks that no two network interfaces of the load balancer's VPC have one address. An instance shares that of its own
// interface, and a server of another VPC may have any.
func (c *inventoryCheck) addresses() {
	having := map[netip.Addr]string{}
	for _, role := range Roles() {
		if !role.OwnVPC {
			continue
		}
		for _, address := range c.inv.Roles[role.Name].Addresses {
			parsed, err := netip.ParseAddr(address)
			if other, taken := having[parsed]; err == nil && taken && other != role.Name {
				c.wrong(field(role), "the address %s is also that of the %q, in line %d: no two servers of a VPC have one", address, other, c.line(field(*FindRole(other))))
				continue
			}
			having[parsed] = role.Name
		}
	}
}

// played are the servers, routers or profiles in a role, which must be in no other.
func (c *inventoryCheck) played(role Role) []string {
	var out []string
	switch role.Kind {
	case ServerRole, RouterRole:
		if r, ok := c.inv.Roles[role.Name]; ok {
			for _, one := range r.Each() {
				out = append(out, one.ID)
			}
		}
	case IdentityRole:
		if id := c.inv.Identities[role.Name]; id.Profile != "" {
			out = append(out, fmt.Sprintf("the profile %q", id.Profile))
		}
	}
	return out
}

// field is the field of an inventory for a role.
func field(role Role) string {
	if role.Kind == IdentityRole {
		return "identities." + role.Name
	}
	return "roles." + role.Name
}

// known reports whether a role exists and is in the right section.
func (c *inventoryCheck) known(under, role string, identity bool) bool {
	found := FindRole(role)
	if found == nil {
		line := c.line(under + "." + role)
		c.errs = append(c.errs, fmt.Errorf("%s:%d: %w: %q%s", c.inv.File, line, ErrUnknownRole, role, nearest.Hint(role, roleNames(identity))))
		return false
	}
	if right, _, _ := strings.Cut(field(*found), "."); right != under {
		c.wrong(under+"."+role, "this role belongs under %q", right)
		return false
	}
	return true
}

// line is the line of a field.
func (c *inventoryCheck) line(field string) int {
	return strictyaml.Line(c.data, strings.Split(field, ".")...)
}

package mock

import (
	"maps"
	"slices"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/wire"
)

// What a mutant's Table.Around and its predicates may read of a call and change in the state.

// Action is the action that the call names.
func (c *Call) Action() string { return c.action }

// Param is a parameter of the call; "" where it is not given.
func (c *Call) Param(name string) string { return c.params.Get(name) }

// Params are the names of all parameters.
func (c *Call) Params() []string { return slices.Sorted(maps.Keys(c.params.Values)) }

// SetParam sets a parameter of the call; "" removes it. What a new id names is looked up.
func (c *Call) SetParam(name, value string) {
	c.params = newParameters(maps.Clone(c.params.Values))
	c.params.Set(name, value)
	if value == "" {
		c.params.Del(name)
	}
	c.tagsRead = false
	c.lookUp()
	if c.lists != nil {
		c.readLists()
	}
}

// Request is the request that the call came as.
func (c *Call) Request() *wire.Request { return c.request }

// User is the RAM user who calls; nil for the account itself and for a call without a known access key.
func (c *Call) User() *fixtures.User { return c.user }

// Broke lists the full ids of the rules that the call broke, once it was handled.
func (c *Call) Broke() []string { return slices.Clone(c.broke) }

// Asked are the backend servers that the call asks to put into a group, in its order.
func (c *Call) Asked() []BackendServer {
	if c.elements == nil && c.lists == nil { // the gateway refuses before lists are read
		c.readLists()
	}
	return c.servers()
}

// Group is the id of the group that the call names, or that it has created; "" is none.
func (c *Call) Group() string {
	if c.group == nil {
		return ""
	}
	return c.group.id
}

// Groups are the ids of the groups of the load balancer that the call is about, oldest first; of the whole account where
// it is about none.
func (c *Call) Groups() []string {
	among := c.state.order
	if c.lb != nil {
		among = []*loadBalancer{c.lb}
	}
	var ids []string
	for _, lb := range among {
		for _, g := range lb.groups {
			ids = append(ids, g.id)
		}
	}
	return ids
}

// Held are the backend servers of a group, oldest first; nil for a group that does not exist.
func (c *Call) Held(group string) []BackendServer {
	if g := c.state.groups[group]; g != nil {
		return slices.Clone(g.servers)
	}
	return nil
}

// Hold replaces the backend servers of a group. It does nothing for a group that does not exist.
func (c *Call) Hold(group string, servers []BackendServer) {
	if g := c.state.groups[group]; g != nil {
		g.servers = slices.Clone(servers)
	}
}

// Name is the name of a group; "" for one that does not exist.
func (c *Call) Name(group string) string {
	if g := c.state.groups[group]; g != nil {
		return g.name
	}
	return ""
}

// Rename changes the name of a group. It does nothing for a group that does not exist.
func (c *Call) Rename(group, name string) {
	if g := c.state.groups[group]; g != nil {
		g.name = name
	}
}

// Move puts a group on another load balancer. It does nothing where either does not exist.
func (c *Call) Move(group, balancer string) {
	if g := c.state.groups[group]; g != nil && c.state.lbs[balancer] != nil {
		c.state.deleteGroup(g)
		g.lb = balancer
		c.state.addGroup(g)
	}
}

// Drop deletes a group. It does nothing for a group that does not exist.
func (c *Call) Drop(group string) {
	if g := c.state.groups[group]; g != nil {
		c.state.deleteGroup(g)
	}
}

// List replaces the list of backend servers in a reply.
func (r *Reply) List(servers []BackendServer) {
	r.Values["Servers"] = serverValues(servers)
}

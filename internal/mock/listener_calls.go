package mock

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// listenerKind is a protocol and what its listeners have.
type listenerKind struct {
	protocol   string
	attributes func() []attribute // made when a call asks: a mock that is started needs none
}

// create, set and describe are the three operations that each protocol has of its own.
func (k listenerKind) create() Operation {
	return Operation{Required: []string{"LoadBalancerId", "ListenerPort"}, Rules: tagRules(), Serve: k.serveCreate}
}

func (k listenerKind) set() Operation {
	return Operation{Required: []string{"LoadBalancerId", "ListenerPort"}, Rules: slices.Concat(onOrOff("VServerGroup"), onOrOff("MasterSlaveServerGroup"), noSuchListener(k.protocol)), Serve: k.serveSet}
}

func (k listenerKind) describe() Operation {
	return Operation{Reads: true, Required: []string{"LoadBalancerId", "ListenerPort"}, Rules: noSuchListener(k.protocol), Serve: k.serveDescribe}
}

func (k listenerKind) serveCreate(c *Call) Reply {
	l := &listener{port: c.intParam("ListenerPort", 0), protocol: k.protocol, status: "stopped", attributes: map[string]any{}, tags: tagParams(c)}
	if c.lb.clashes(l.port, k.protocol) {
		return refuse("ListenerAlreadyExists", "")
	}
	for _, a := range k.attributes() {
		if a.preset != nil {
			l.attributes[a.name] = a.preset
		}
		if a.required && c.params.Get(a.name) == "" {
			return refuse("MissingName", a.name)
		}
	}
	if outcome, detail := k.change(c, l); outcome != "" {
		return refuse(outcome, detail)
	}
	group, _ := l.attributes["VServerGroupId"].(string)
	primary, _ := l.attributes["MasterSlaveServerGroupId"].(string)
	if l.attributes["BackendServerPort"] == nil && group == "" && primary == "" && c.params.Get("ListenerForward") != "on" {
		return refuse("MissingName", "BackendServerPort")
	}
	c.lb.listeners = append(c.lb.listeners, l)
	return succeed(nil)
}

func (k listenerKind) serveSet(c *Call) Reply {
	l := c.listener(k.protocol)
	changed := *l
	changed.attributes = maps.Clone(l.attributes)
	for _, sort := range []string{"VServerGroup", "MasterSlaveServerGroup"} {
		id := sort + "Id"
		switch is, given := c.params.Get(sort), c.params.Get(id) != ""; {
		case is == "on" && !given:
			return refuse("MissingName", id)
		case is == "off" && given:
			return refuse("InvalidParameter.Value", id)
		case is == "off":
			delete(changed.attributes, id)
		}
	}
	if outcome, detail := k.change(c, &changed); outcome != "" {
		return refuse(outcome, detail)
	}
	*l = changed
	return succeed(nil)
}

func (k listenerKind) serveDescribe(c *Call) Reply {
	values := c.listener(k.protocol).values(c.lb.id)
	for _, a := range k.attributes() {
		if _, ok := values[a.name]; !ok {
			values[a.name] = nil
		}
	}
	return succeed(values)
}

func noSuchListener(protocol string) []Rule {
	return []Rule{{Stage: StageLookup, Outcome: "InvalidParameter.NoResource", Breaks: func(c *Call, _ Limits) (string, bool) {
		return "", c.lb != nil && c.listener(protocol) == nil
	}}}
}

// listener is the load balancer's on the port that the call names, of a protocol; "" is the one that the call names, or any.
func (c *Call) listener(protocol string) *listener {
	return c.lb.find(c.intParam("ListenerPort", 0), cmp.Or(protocol, strings.ToLower(c.params.Get("ListenerProtocol"))))
}

// wrongListener is the parameter that names no port or no protocol; "" is none.
func (c *Call) wrongListener() string {
	if port := c.params.Get("ListenerPort"); port != "" {
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
			return "ListenerPort"
		}
	}
	if protocol := c.params.Get("ListenerProtocol"); protocol != "" && !slices.Contains([]string{"tcp", "udp", "http", "https"}, strings.ToLower(protocol)) {
		return "ListenerProtocol"
	}
	return ""
}

// change takes over what the call says of a listener. outcome is why it cannot.
func (k listenerKind) change(c *Call, l *listener) (outcome, detail string) {
	for _, a := range k.attributes() {
		value, given, ok := a.read(c)
		if !ok {
			return "InvalidParameter.Value", a.name
		}
		if given {
			l.attributes[a.name] = value
		}
	}
	if missing := lacking(l.attributes); missing != "" {
		return "MissingName", missing
	}
	group, _ := l.attributes["VServerGroupId"].(string)
	primary, _ := l.attributes["MasterSlaveServerGroupId"].(string)
	switch {
	case group != "" && primary != "":
		return "InvalidParameter.Value", "MasterSlaveServerGroupId"
	case group != "" && !c.lb.hasGroup(group, false), primary != "" && !c.lb.hasGroup(primary, true):
		return "VServerGroupNotFound", ""
	}
	return "", ""
}

// hasGroup reports whether a group of a sort is the load balancer's.
func (l *loadBalancer) hasGroup(id string, masterSlave bool) bool {
	return slices.ContainsFunc(l.groups, func(g *group) bool { return g.id == id && g.masterSlave == masterSlave })
}

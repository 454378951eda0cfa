package mock

import (
	"slices"
	"strconv"
	"strings"
)

// listenerKind is a protocol and what its listeners have.
type listenerKind struct {
	protocol   string
	attributes []attribute
}

// create, set and describe are the three operations that each protocol has of its own.
func (k listenerKind) create() Operation {
	return Operation{Required: []string{"LoadBalancerId", "ListenerPort"}, Rules: tagRules("MissingParam.TagKey"), Serve: k.serveCreate}
}

func (k listenerKind) set() Operation {
	return Operation{Required: []string{"LoadBalancerId", "ListenerPort"}, Rules: append(onOrOff("VServerGroup"), onOrOff("MasterSlaveServerGroup")...), Serve: k.serveSet}
}

func (k listenerKind) describe() Operation {
	return Operation{Required: []string{"LoadBalancerId", "ListenerPort"}, Serve: k.serveDescribe}
}

func (k listenerKind) serveCreate(c *Call) Reply {
	if c.lb == nil || !c.inRegion() {
		return refuse("InvalidLoadBalancerId.NotFound", "")
	}
	l := &listener{port: c.intParam("ListenerPort", 0), protocol: k.protocol, status: "stopped", attributes: map[string]any{}, tags: tagParams(c)}
	switch {
	case l.port < 1 || l.port > 65535:
		return refuse("InvalidParameter.Value", "ListenerPort")
	case c.lb.clashes(l.port, k.protocol):
		return refuse("ListenerAlreadyExists", "")
	}
	for _, a := range k.attributes {
		if a.preset != nil {
			l.attributes[a.name] = a.preset
		}
		if a.required && c.params.Get(a.name) == "" {
			return refuse("MissingName", a.name)
		}
	}
	if refused := k.change(c, l); refused != nil {
		return *refused
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
	l, refused := k.named(c)
	if refused != nil {
		return *refused
	}
	changed := *l
	changed.attributes = map[string]any{}
	for name, value := range l.attributes {
		changed.attributes[name] = value
	}
	if c.params.Get("VServerGroup") == "off" {
		delete(changed.attributes, "VServerGroupId")
	}
	if c.params.Get("MasterSlaveServerGroup") == "off" {
		delete(changed.attributes, "MasterSlaveServerGroupId")
	}
	if refused := k.change(c, &changed); refused != nil {
		return *refused
	}
	*l = changed
	return succeed(nil)
}

func (k listenerKind) serveDescribe(c *Call) Reply {
	l, refused := k.named(c)
	if refused != nil {
		return *refused
	}
	values := l.values(c.lb.id)
	for _, a := range k.attributes {
		if _, ok := values[a.name]; !ok {
			values[a.name] = nil
		}
	}
	return succeed(values)
}

// named is the listener that a call names, or why there is none.
func (k listenerKind) named(c *Call) (*listener, *Reply) {
	return c.listener(k.protocol)
}

func (c *Call) listener(protocol string) (*listener, *Reply) {
	refused := Reply{}
	if c.lb == nil || !c.inRegion() {
		refused = refuse("InvalidLoadBalancerId.NotFound", "")
		return nil, &refused
	}
	if wrong := c.wrongListener(); wrong != "" {
		refused = refuse("InvalidParameter.Value", wrong)
		return nil, &refused
	}
	l := c.lb.find(c.intParam("ListenerPort", 0), strings.ToLower(protocol))
	if l == nil {
		refused = refuse("InvalidParameter.NoResource", "")
		return nil, &refused
	}
	return l, nil
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

// change takes over what the call says of a listener.
func (k listenerKind) change(c *Call, l *listener) *Reply {
	for _, a := range k.attributes {
		value, given, ok := a.read(c)
		if !ok {
			refused := refuse("InvalidParameter.Value", a.name)
			return &refused
		}
		if given {
			l.attributes[a.name] = value
		}
	}
	if missing := lacking(l.attributes); missing != "" {
		refused := refuse("MissingName", missing)
		return &refused
	}
	if l.attributes["VServerGroupId"] != nil && l.attributes["MasterSlaveServerGroupId"] != nil {
		refused := refuse("InvalidParameter.Value", "MasterSlaveServerGroupId")
		return &refused
	}
	for name, primary := range map[string]bool{"VServerGroupId": false, "MasterSlaveServerGroupId": true} {
		id, _ := l.attributes[name].(string)
		if id == "" {
			continue
		}
		if g := c.state.groups[id]; g == nil || g.lb != c.lb.id || g.masterSlave != primary {
			refused := refuse("VServerGroupNotFound", "")
			return &refused
		}
	}
	return nil
}

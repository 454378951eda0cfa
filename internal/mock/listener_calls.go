package mock

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// listenerKind is a protocol and the attributes of its listeners.
type listenerKind struct {
	protocol   string
	attributes func() []attribute // made when a call asks: a mock that is started needs none
}

// kinds are the four protocols.
func kinds() []listenerKind {
	return []listenerKind{{"tcp", tcpAttributes}, {"udp", udpAttributes}, {"http", httpAttributes}, {"https", httpsAttributes}}
}

// Listeners are the operations on one listener: three that each protocol has of its own, and those that all share.
func (catalogue) Listeners() map[string]Operation {
	required := []string{"LoadBalancerId", "ListenerPort"}
	status := func(status string) Operation {
		return Operation{Required: required, Rules: noSuchListener(""), Serve: func(c *Call) Reply {
			c.listener("").status = status
			return succeed(nil)
		}}
	}
	all := map[string]Operation{
		"DeleteLoadBalancerListener": {Required: required, Rules: noSuchListener(""), Serve: deleteListener},
		"StartLoadBalancerListener":  status("running"),
		"StopLoadBalancerListener":   status("stopped"),
	}
	for _, k := range kinds() {
		protocol := strings.ToUpper(k.protocol)
		all["CreateLoadBalancer"+protocol+"Listener"] = Operation{Required: required, Rules: tagRules(), Serve: k.create}
		all["SetLoadBalancer"+protocol+"ListenerAttribute"] = Operation{
			Required: required, Serve: k.set,
			Rules: slices.Concat(onOrOff("VServerGroup"), onOrOff("MasterSlaveServerGroup"), noSuchListener(k.protocol)),
		}
		all["DescribeLoadBalancer"+protocol+"ListenerAttribute"] = Operation{Reads: true, Required: required, Rules: noSuchListener(k.protocol), Serve: k.describe}
	}
	return all
}

func deleteListener(c *Call) Reply {
	l := c.listener("")
	c.lb.listeners = slices.DeleteFunc(c.lb.listeners, func(o *listener) bool { return o == l })
	return succeed(nil)
}

func (k listenerKind) create(c *Call) Reply {
	l := &listener{port: c.intParam("ListenerPort", 0), protocol: k.protocol, status: "stopped", attributes: map[string]any{}, tags: c.numberedTags()}
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
	leads := l.attributes["BackendServerPort"] != nil || l.attributes["VServerGroupId"] != nil || l.attributes["MasterSlaveServerGroupId"] != nil
	if !leads && c.params.Get("ListenerForward") != "on" {
		return refuse("MissingName", "BackendServerPort")
	}
	c.lb.listeners = append(c.lb.listeners, l)
	return succeed(nil)
}

func (k listenerKind) set(c *Call) Reply {
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

func (k listenerKind) describe(c *Call) Reply {
	return succeed(withAll(k.attributes(), c.listener(k.protocol).values(c.lb.id)))
}

// noSuchListener are the rules of a call for one listener of a protocol; "" for the protocol that the call names, which it
// has to name where two listeners have the port (docs/sources.md#listeners).
func noSuchListener(protocol string) []Rule {
	unsaid := Rule{Stage: StageLookup, Outcome: "MissingName", Breaks: func(c *Call, _ Limits) (string, bool) {
		return "ListenerProtocol", c.lb != nil && c.params.Get("ListenerProtocol") == "" && c.listener("udp") != nil && c.lb.clashes(c.intParam("ListenerPort", 0), "tcp")
	}}
	rules := []Rule{{Stage: StageLookup, Outcome: "InvalidParameter.NoResource", Breaks: func(c *Call, _ Limits) (string, bool) {
		return "", c.lb != nil && c.listener(protocol) == nil
	}}}
	if protocol == "" {
		rules = append(rules, unsaid)
	}
	return rules
}

// listener is the load balancer's listener on the port that the call names, of a protocol; "" for the protocol that the call
// names, or any.
func (c *Call) listener(protocol string) *listener {
	return c.lb.find(c.intParam("ListenerPort", 0), cmp.Or(protocol, strings.ToLower(c.params.Get("ListenerProtocol"))))
}

// change sets what the call says of a listener. outcome is the refusal if it cannot; "" if it can.
func (k listenerKind) change(c *Call, l *listener) (outcome, detail string) {
	if outcome, detail = c.change(l.attributes, k.attributes()); outcome != "" {
		return outcome, detail
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

// hasGroup reports whether the load balancer has a vServer group, or a primary/secondary group, with an id.
func (l *loadBalancer) hasGroup(id string, masterSlave bool) bool {
	return slices.ContainsFunc(l.groups, func(g *group) bool { return g.id == id && g.masterSlave == masterSlave })
}

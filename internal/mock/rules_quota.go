package mock

import (
	"cmp"
	"slices"
)

// duplicateRules refuse a backend server that is in the group already.
func duplicateRules() []Rule {
	return []Rule{{ID: "field.duplicate-in-group", Says: "A backend server that is put in is in the group already.", Stage: StageState, Outcome: "InvalidParameter.Exists", Breaks: anyServer(alreadyThere)}}
}

// equalRules refuse a backend server that is twice in a call, where the documents say nothing about it.
func equalRules() []Rule {
	return []Rule{{Says: "Two backend servers of a call are equal, and -duplicates-in-call is refused.", Stage: StageState, Outcome: "InvalidParameter.Exists", Breaks: twiceInCall}}
}

// quotaRules refuse more backend servers than the quota.
func quotaRules() []Rule {
	return []Rule{{Says: "The load balancer would have more backend servers than -quota-backend-servers.", Stage: StageState, Outcome: "InstanceBackendServerNumberOverLimit", Limits: Limits{Max: 200}, Breaks: tooManyServers}}
}

func alreadyThere(c *Call, e *element, _ Limits) (string, bool) {
	return "", cmp.Or(c.options.DuplicatesInGroup, Refused) == Refused && slices.ContainsFunc(c.remaining(), e.backendServer().SameAs)
}

// twiceInCall is broken only with the option that refuses duplicates in a call.
func twiceInCall(c *Call, _ Limits) (string, bool) {
	return "", c.options.DuplicatesInCall == Refused && twice(c.elements)
}

// twice reports whether two backend servers of a list are equal.
func twice(list []*element) bool {
	for i, e := range list {
		if slices.ContainsFunc(list[:i], func(o *element) bool { return o.backendServer().SameAs(e.backendServer()) }) {
			return true
		}
	}
	return false
}

// tooManyServers counts over all groups of the load balancer, as the quota does.
func tooManyServers(c *Call, l Limits) (string, bool) {
	if c.options.BackendServers > 0 {
		l.Max = c.options.BackendServers
	}
	if c.lb == nil {
		return "", false
	}
	n := len(c.elements)
	for _, g := range c.lb.groups {
		n += len(g.servers)
	}
	if c.group != nil {
		n -= len(c.group.servers) - len(c.remaining())
	}
	return "", len(c.elements) > 0 && n > l.Max
}

// meets reports whether the i-th element conflicts with what stays in the group, or with an element before it.
func (c *Call) meets(i int, conflicts func(BackendServer) bool) bool {
	if slices.ContainsFunc(c.remaining(), conflicts) {
		return true
	}
	return slices.ContainsFunc(c.elements[:i], func(e *element) bool { return conflicts(e.backendServer()) })
}

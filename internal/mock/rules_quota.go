package mock

import (
	"cmp"
	"slices"
)

// duplicateRules hold whether a backend server is in the group already.
func duplicateRules() []Rule {
	return []Rule{{ID: "field.duplicate-in-group", Says: "A backend server that is put in is in the group already.", Stage: StageState, Outcome: "InvalidParameter.Exists", Breaks: anyServer(alreadyThere)}}
}

// equalRules hold whether a call may list one backend server twice, where the documents do not say.
func equalRules() []Rule {
	return []Rule{{Says: "Two backend servers of a call are equal, and -duplicates-in-call is refused.", Stage: StageState, Outcome: "InvalidParameter.Exists", Breaks: twiceInCall}}
}

// quotaRules hold whether a group may hold what is put in.
func quotaRules() []Rule {
	return []Rule{{Says: "The load balancer would have more backend servers than -quota-backend-servers.", Stage: StageState, Outcome: "InstanceBackendServerNumberOverLimit", Limits: Limits{Max: 200}, Breaks: tooManyMembers}}
}

func alreadyThere(c *Call, e *element, _ Limits) (string, bool) {
	return "", cmp.Or(c.options.DuplicatesInGroup, Refused) == Refused && slices.ContainsFunc(c.remaining(), e.member().SameAs)
}

// twiceInCall refuses nothing unless an option says so.
func twiceInCall(c *Call, _ Limits) (string, bool) {
	return "", c.options.DuplicatesInCall == Refused && twice(c.elements)
}

// twice reports whether two backend servers of a list are equal.
func twice(list []*element) bool {
	for i, e := range list {
		if slices.ContainsFunc(list[:i], func(o *element) bool { return o.member().SameAs(e.member()) }) {
			return true
		}
	}
	return false
}

// tooManyMembers counts over all groups of the load balancer, as the quota does.
func tooManyMembers(c *Call, l Limits) (string, bool) {
	if c.options.Members > 0 {
		l.Max = c.options.Members
	}
	if c.lb == nil {
		return "", false
	}
	n := len(c.elements)
	for _, g := range c.lb.groups {
		n += len(g.members)
	}
	if c.group != nil {
		n -= len(c.group.members) - len(c.remaining())
	}
	return "", len(c.elements) > 0 && n > l.Max
}

// meets reports whether an element finds before it a member that clashes: one of the group, or one that comes before
// it in its own call.
func (c *Call) meets(i int, conflicts func(Member) bool) bool {
	if slices.ContainsFunc(c.remaining(), conflicts) {
		return true
	}
	return slices.ContainsFunc(c.elements[:i], func(e *element) bool { return conflicts(e.member()) })
}

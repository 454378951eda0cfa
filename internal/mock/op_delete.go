package mock

import "slices"

func (catalogue) DeleteVServerGroup() Operation {
	return Operation{
		Ledger:       true,
		Required:     []string{"RegionId", "VServerGroupId"},
		TagCondition: true,
		Rights:       []string{"ram.action", "ram.resource.load-balancer"},
		Rules: slices.Concat(
			groupRules(), groupBusy(),
			[]Rule{
				{ID: "error.RspoolVipExist", Stage: StageState, Outcome: "RspoolVipExist", Breaks: groupHasListener},
				{ID: "field.rule-in-use", Stage: StageState, Outcome: "RspoolRuleExist", Breaks: groupHasRule},
			},
		),
		Serve: deleteGroup,
	}
}

// groupHasRule is broken by a forwarding rule that leads to the group, unless a listener does too: that has another code.
func groupHasRule(c *Call, l Limits) (string, bool) {
	if _, spoken := groupHasListener(c, l); spoken || c.group == nil || c.lb == nil {
		return "", false
	}
	return "", slices.ContainsFunc(c.lb.listeners, func(l *listener) bool {
		return slices.ContainsFunc(l.rules, func(r *forwardingRule) bool { return r.group == c.group.id })
	})
}

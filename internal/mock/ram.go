package mock

import (
	"regexp"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
)

// ramRules refuse a RAM user what its policies do not grant. The account itself may do everything. Says is used for
// operations whose documents do not state the rule.
func ramRules() []Rule {
	return []Rule{
		{ID: "ram.action", Says: "A RAM user has no right to the action.", Outcome: "Forbidden", Breaks: actionNotGranted},
		{ID: "ram.resource.load-balancer", Says: "A RAM user has no right to the load balancer.", Outcome: "Forbidden", Limits: Limits{Required: true}, Breaks: loadBalancerNotGranted},
	}
}

func actionNotGranted(c *Call, _ Limits) (string, bool) {
	if c.user == nil || c.granted("slb:"+c.action, "") {
		return "", false
	}
	return c.user.Name, true
}

// loadBalancerNotGranted is not broken by users who have no right to the action at all: that breaks ram.action.
func loadBalancerNotGranted(c *Call, l Limits) (string, bool) {
	if !l.Required || c.user == nil || c.lb == nil || !c.granted("slb:"+c.action, "") {
		return "", false
	}
	if c.granted("slb:"+c.action, "acs:slb:"+c.lb.region+":"+c.account.ID+":loadbalancer/"+c.lb.id) {
		return "", false
	}
	return c.user.Name, true
}

// instanceNotGranted asks for rights to each ECS instance that the call names.
func instanceNotGranted(c *Call, l Limits) (string, bool) {
	if !l.Required || c.user == nil || c.lb == nil || !c.granted("slb:"+c.action, "") {
		return "", false
	}
	if c.lists == nil { // the gateway refuses before lists are read
		c.readLists()
	}
	for _, e := range slices.Concat(c.elements, c.named) {
		if e.kind == fixtures.ECS && !c.granted("slb:"+c.action, "acs:ecs:"+c.lb.region+":"+c.account.ID+":instance/"+e.id) {
			return c.user.Name, true
		}
	}
	return "", false
}

// granted reports whether the user may use an action on a resource; "" for any resource.
func (c *Call) granted(action, resource string) bool {
	allowed := false
	for _, s := range c.user.Policies {
		if !anyMatches(s.Actions, action) || !c.meetsConditions(s.Condition) {
			continue
		}
		switch {
		case s.Effect == "Allow" && (resource == "" || anyMatches(s.Resources, resource)):
			allowed = true
		case s.Effect == "Deny" && (resource != "" && anyMatches(s.Resources, resource) || slices.Contains(s.Resources, "*")):
			return false
		}
	}
	return allowed
}

const tagCondition = "slb:tag/"

// meetsConditions reports whether a statement's conditions hold. The service defines the one key slb:tag, and that not
// for every operation: it compares with the tags of the load balancer.
func (c *Call) meetsConditions(conditions map[string]string) bool {
	for key, value := range conditions {
		name, isTag := strings.CutPrefix(key, tagCondition)
		if !isTag || !c.operation.TagCondition || c.lb == nil || !slices.Contains(c.lb.tags, tag{key: name, value: value}) {
			return false
		}
	}
	return true
}

// anyMatches compares with patterns in which * stands for any characters, none included.
func anyMatches(patterns []string, s string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		literal := strings.ReplaceAll(regexp.QuoteMeta(p), `\*`, `.*`)
		return regexp.MustCompile(`(?s)^` + literal + `$`).MatchString(s)
	})
}

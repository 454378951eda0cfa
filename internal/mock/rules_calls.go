package mock

import (
	"maps"
	"strconv"

	"github.com/slbconform/slbconform/fixtures"
)

func (catalogue) DescribeRules() Operation {
	return Operation{Reads: true, Required: []string{"RegionId", "LoadBalancerId", "ListenerPort"}, Rules: noSuchListener(""), Serve: describeRules}
}

func (catalogue) DescribeRuleAttribute() Operation {
	return Operation{Reads: true, Required: []string{"RegionId", "RuleId"}, Rules: noSuchRule(), Serve: describeRule}
}

func (catalogue) SetRule() Operation {
	return Operation{Required: []string{"RegionId", "RuleId"}, Rules: noSuchRule(), Serve: setRule}
}

func noSuchRule() []Rule {
	return []Rule{{Stage: StageLookup, Outcome: "InvalidRuleId.NotFound", Breaks: func(c *Call, _ Limits) (string, bool) {
		_, _, r := c.state.rule(c.params.Get("RuleId"))
		return "", r == nil
	}}}
}

// ruleAttributes are what a rule may set for itself, once it no longer takes its listener's.
func ruleAttributes() []attribute {
	return []attribute{
		{name: "ListenerSync", preset: "on", values: onOff()},
		{name: "Scheduler", values: []string{"wrr", "rr", "wlc"}},
		{name: "StickySession", values: onOff()},
		{name: "StickySessionType", values: []string{"insert", "server"}},
		{name: "Cookie", length: 200, form: isCookie},
		{name: "CookieTimeout", min: 1, max: 86400},
		{name: "HealthCheck", values: onOff()},
		{name: "HealthCheckTimeout", min: 1, max: 300},
		{name: "HealthCheckInterval", min: 1, max: 50},
		{name: "HealthCheckConnectPort", min: 1, max: 65535},
		{name: "HealthCheckDomain", length: 80, form: isDomain},
		{name: "HealthCheckURI", length: 80, form: isPath},
		{name: "HealthCheckHttpCode", values: httpCodes(), several: true},
		{name: "HealthyThreshold", min: 2, max: 10},
		{name: "UnhealthyThreshold", min: 2, max: 10},
	}
}

// described is what a rule says, with nothing for what it takes from its listener.
func (r *forwardingRule) described() fixtures.Values {
	return withAll(ruleAttributes(), r.values())
}

func describeRules(c *Call) Reply {
	rules := []fixtures.Values{}
	for _, r := range c.listener("").rules {
		rules = append(rules, r.described())
	}
	return succeed(fixtures.Values{"Rules": rules})
}

func describeRule(c *Call) Reply {
	lb, l, r := c.state.rule(c.params.Get("RuleId"))
	values := r.described()
	values["LoadBalancerId"], values["ListenerPort"] = lb.id, strconv.Itoa(l.port)
	return succeed(values)
}

func setRule(c *Call) Reply {
	lb, _, r := c.state.rule(c.params.Get("RuleId"))
	changed := maps.Clone(r.attributes)
	if outcome, detail := c.change(changed, ruleAttributes()); outcome != "" {
		return refuse(outcome, detail)
	}
	if name := c.params.Get("RuleName"); !plainName(name) || len([]rune(name)) > 80 {
		return refuse("InvalidParameter.Value", "RuleName")
	}
	if id := c.params.Get("VServerGroupId"); id != "" {
		if !lb.hasGroup(id, false) {
			return refuse("VServerGroupNotFound", "")
		}
		r.group = id
	}
	if name := c.params.Get("RuleName"); name != "" {
		r.name = name
	}
	r.attributes = changed
	return succeed(nil)
}

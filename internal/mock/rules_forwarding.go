package mock

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
)

// forwardingRule leads requests of a listener, by domain and path, to a group of their own.
type forwardingRule struct {
	id, name, domain, url, group string
	attributes                   map[string]any
}

func (r *forwardingRule) values() fixtures.Values {
	v := maps.Clone(fixtures.Values(r.attributes))
	for name, value := range map[string]string{"RuleId": r.id, "RuleName": r.name, "Domain": r.domain, "Url": r.url, "VServerGroupId": r.group} {
		v[name] = value
		if value == "" {
			v[name] = nil
		}
	}
	return v
}

func (catalogue) CreateRules() Operation {
	return Operation{Required: []string{"RegionId", "LoadBalancerId", "ListenerPort", "RuleList"}, Rules: noSuchListener(""), Serve: createRules}
}

func (catalogue) DeleteRules() Operation {
	return Operation{Required: []string{"RegionId", "RuleIds"}, Serve: deleteRules}
}

// createRules makes all rules of a list, or none.
func createRules(c *Call) Reply {
	l := c.listener("")
	var asked []map[string]any
	if l.protocol != "http" && l.protocol != "https" || readJSON(c.params.Get("RuleList"), &asked) != nil || len(asked) == 0 || len(asked) > maxRules {
		return refuse("InvalidParameter.Value", "RuleList")
	}
	made := []*forwardingRule{}
	for _, one := range asked {
		r, ok := readRule(one)
		if !ok {
			return refuse("InvalidParameter.Value", "RuleList")
		}
		if !c.lb.hasGroup(r.group, false) {
			return refuse("VServerGroupNotFound", "")
		}
		others := slices.Concat(l.rules, made)
		switch {
		case slices.ContainsFunc(others, func(o *forwardingRule) bool { return o.domain == r.domain && o.url == r.url }):
			return refuse("DomainExist", "")
		case slices.ContainsFunc(others, func(o *forwardingRule) bool { return o.name == r.name }):
			return refuse("InvalidParameter.Value", "RuleName")
		}
		made = append(made, r)
	}
	l.rules = append(l.rules, made...)
	values := []fixtures.Values{}
	for _, r := range made {
		values = append(values, r.values())
	}
	return succeed(fixtures.Values{"Rules": values})
}

// maxRules is the most rules that one call may name.
const maxRules = 10

// readRule reads one item of a list of rules; ok is false for one that cannot be. A rule takes its listener's attributes
// where it names none.
func readRule(one map[string]any) (r *forwardingRule, ok bool) {
	text := func(name string) string {
		if v, there := one[name]; there && v != nil {
			return fmt.Sprint(v)
		}
		return ""
	}
	r = &forwardingRule{
		id: newID("rule"), name: text("RuleName"), domain: text("Domain"), url: text("Url"), group: text("VServerGroupId"),
		attributes: map[string]any{"ListenerSync": "on"},
	}
	for _, a := range ruleAttributes() {
		if written := text(a.name); written != "" {
			if r.attributes[a.name], ok = a.parse(written); !ok {
				return nil, false
			}
		}
	}
	switch {
	case r.name == "" || len([]rune(r.name)) > 80 || !plainName(r.name):
		return nil, false
	case r.domain == "" && r.url == "", !lettersAnd("-._*")(r.domain), lacking(r.attributes) != "":
		return nil, false
	}
	return r, r.url == "" || strings.HasPrefix(r.url, "/") && len(r.url) <= 80
}

func deleteRules(c *Call) Reply {
	var ids []string
	if readJSON(c.params.Get("RuleIds"), &ids) != nil || len(ids) == 0 || len(ids) > maxRules {
		return refuse("InvalidParameter.Value", "RuleIds")
	}
	for _, id := range ids {
		if _, _, r := c.state.rule(id); r == nil {
			return refuse("InvalidRuleId.NotFound", "")
		}
	}
	for _, id := range ids {
		if _, l, r := c.state.rule(id); l != nil {
			l.rules = slices.DeleteFunc(l.rules, func(o *forwardingRule) bool { return o == r })
		}
	}
	return succeed(nil)
}

// rule finds a forwarding rule, its listener and its load balancer.
func (s *state) rule(id string) (*loadBalancer, *listener, *forwardingRule) {
	for _, lb := range s.order {
		for _, l := range lb.listeners {
			for _, r := range l.rules {
				if r.id == id {
					return lb, l, r
				}
			}
		}
	}
	return nil, nil, nil
}

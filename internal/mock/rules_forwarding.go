package mock

import (
	"encoding/json"
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

// forwardingRule leads requests of a listener, by domain and path, to a group of their own.
type forwardingRule struct {
	id, name, domain, url, group string
	attributes                   map[string]any
}

func (r *forwardingRule) values() fixtures.Values {
	v := fixtures.Values{}
	for name, value := range r.attributes {
		v[name] = value
	}
	for name, value := range map[string]string{"RuleId": r.id, "RuleName": r.name, "Domain": r.domain, "Url": r.url, "VServerGroupId": r.group} {
		v[name] = value
		if value == "" {
			v[name] = nil
		}
	}
	return v
}

func (catalogue) CreateRules() Operation {
	return Operation{Required: []string{"RegionId", "LoadBalancerId", "ListenerPort", "RuleList"}, Serve: createRules}
}

func (catalogue) DeleteRules() Operation {
	return Operation{Required: []string{"RegionId", "RuleIds"}, Serve: deleteRules}
}

// createRules makes all rules of a list, or none.
func createRules(c *Call) Reply {
	l, refused := c.listener(c.params.Get("ListenerProtocol"))
	if refused != nil {
		return *refused
	}
	var asked []struct{ RuleName, Domain, Url, VServerGroupId string } //nolint:revive // the names of the API
	if l.protocol != "http" && l.protocol != "https" || json.Unmarshal([]byte(c.params.Get("RuleList")), &asked) != nil || len(asked) == 0 {
		return refuse("InvalidParameter.Value", "RuleList")
	}
	made := []*forwardingRule{}
	for _, one := range asked {
		g := c.state.groups[one.VServerGroupId]
		switch {
		case one.RuleName == "" || one.Domain == "" && one.Url == "":
			return refuse("InvalidParameter.Value", "RuleList")
		case g == nil || g.lb != c.lb.id:
			return refuse("VServerGroupNotFound", "")
		}
		same := func(r *forwardingRule) bool { return r.domain == one.Domain && r.url == one.Url }
		if slices.ContainsFunc(l.rules, same) || slices.ContainsFunc(made, same) {
			return refuse("DomainExist", "")
		}
		made = append(made, &forwardingRule{id: newID("rule"), name: one.RuleName, domain: one.Domain, url: one.Url, group: one.VServerGroupId, attributes: ruleAttributes()})
	}
	l.rules = append(l.rules, made...)
	values := []fixtures.Values{}
	for _, r := range made {
		values = append(values, r.values())
	}
	return succeed(fixtures.Values{"Rules": values})
}

// ruleAttributes are those of a new rule: it takes its listener's.
func ruleAttributes() map[string]any { return map[string]any{"ListenerSync": "on"} }

func deleteRules(c *Call) Reply {
	var ids []string
	if json.Unmarshal([]byte(c.params.Get("RuleIds")), &ids) != nil || len(ids) == 0 {
		return refuse("InvalidParameter.Value", "RuleIds")
	}
	for _, id := range ids {
		if _, _, r := c.state.rule(id); r == nil {
			return refuse("InvalidParameter.NoResource", "")
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

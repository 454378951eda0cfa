package live

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
)

// findOnKept lists what runs left on load balancers that they did not create: listeners, forwarding rules and groups.
func (a *API) findOnKept(ctx context.Context, s Sweep) ([][]Swept, error) {
	var listeners, rules, groups []Swept
	for _, lb := range s.Keep {
		all, err := a.Listeners(ctx, lb)
		if notFound(err) {
			continue // nothing can be left on it; preflight tells that it is missing
		}
		if err != nil {
			return nil, fmt.Errorf("the listeners of %s cannot be listed: %w", lb, err)
		}
		has := a.rulesOf(ctx, lb, all)
		for _, l := range all {
			if run, began, ok := target.RunOf(l.Description); ok && s.wants(run) {
				listeners = append(listeners, Swept{
					Kind: listenerKind, ID: l.id(lb), On: lb, Name: l.Description, Run: run, Age: s.Now.Sub(began), with: has[l.id(lb)],
				})
			}
		}
		if err := a.findMarkedGroups(ctx, s, lb, has, listeners, &rules, &groups); err != nil {
			return nil, fmt.Errorf("the vServer groups of %s cannot be listed: %w", lb, err)
		}
	}
	return [][]Swept{listeners, rules, groups}, nil
}

// rulesOf lists the forwarding rules of a load balancer's HTTP and HTTPS listeners, by listener. Where listing fails, the
// error stands in the list, because the rules are removed with the listener all the same.
func (a *API) rulesOf(ctx context.Context, lb string, listeners []Listener) map[string][]Swept {
	has := map[string][]Swept{}
	for _, l := range listeners {
		if protocol := strings.ToLower(l.Protocol); protocol != "http" && protocol != "https" {
			continue
		}
		var answer struct{ Rules struct{ Rule []forwarding } }
		params := query{balancerParam: lb, "ListenerPort": l.Port.String(), protocolParam: l.Protocol}
		on := l.id(lb)
		if err := a.read(ctx, "DescribeRules", params, &answer); err != nil && !notFound(err) {
			has[on] = []Swept{{Kind: "forwarding rules", Name: "which cannot be listed: " + err.Error(), On: on}}
		}
		for _, r := range answer.Rules.Rule {
			has[on] = append(has[on], Swept{Kind: "forwarding rule", ID: r.RuleId, Name: r.RuleName, On: on})
		}
	}
	return has
}

// findMarkedGroups adds the groups of a load balancer that carry a mark to groups, and to rules the forwarding rules of the
// same run that lead to them. Listeners and rules that the sweep removes first do not keep a group in use.
func (a *API) findMarkedGroups(ctx context.Context, s Sweep, lb string, has map[string][]Swept, listeners []Swept, rules, groups *[]Swept) error {
	all, err := a.Groups(ctx, lb)
	if err != nil {
		return err
	}
	goes := func(listener string) bool {
		return slices.ContainsFunc(listeners, func(s Swept) bool { return s.ID == listener })
	}
	for _, g := range all {
		run, began, ok := s.markedRun(g.Name, g.Tags)
		if !ok {
			continue
		}
		one := Swept{Kind: groupKind, ID: g.ID, On: lb, Name: g.Name, Run: run, Age: s.Now.Sub(later(began, parseTime(g.Created)))}
		for _, l := range g.listeners {
			if !goes(l.id(lb)) {
				one.listeners++
			}
		}
		var own []Swept
		for _, r := range g.rules {
			on := listenerOf(has, r.RuleId)
			switch by, _, marked := target.RunOf(r.RuleName); {
			case goes(on): // is removed with its listener
			case marked && by == run:
				own = append(own, Swept{Kind: "forwarding rule", ID: r.RuleId, On: cmp.Or(on, lb), Name: r.RuleName, Run: run, Age: one.Age, undo: func(ctx context.Context) error {
					return a.delete(ctx, ruleKind, fmt.Sprintf("[%q]", r.RuleId))
				}})
			default:
				one.rules++
			}
		}
		if one.listeners+one.rules == 0 { // otherwise the group stays, and its rules too
			*rules = append(*rules, own...)
		}
		*groups = append(*groups, one)
	}
	return nil
}

// listenerOf is the listener of a forwarding rule; "" where it is not known.
func listenerOf(has map[string][]Swept, rule string) string {
	for listener, rules := range has {
		if slices.ContainsFunc(rules, func(r Swept) bool { return r.ID == rule }) {
			return listener
		}
	}
	return ""
}

// countContents lists what is removed with a load balancer, and counts the listeners on it that are not of a run.
func (a *API) countContents(ctx context.Context, f *Swept) error {
	listeners, err := a.Listeners(ctx, f.ID)
	if err != nil {
		return err
	}
	groups, err := a.Groups(ctx, f.ID)
	if err != nil {
		return err
	}
	has := a.rulesOf(ctx, f.ID, listeners)
	for _, l := range listeners {
		if _, _, ours := target.RunOf(l.Description); !ours {
			f.listeners++
		}
		f.with = append(f.with, Swept{Kind: listenerKind, ID: l.id(f.ID), On: f.ID, Name: l.Description})
		f.with = append(f.with, has[l.id(f.ID)]...)
	}
	for _, g := range groups {
		f.with = append(f.with, Swept{Kind: groupKind, ID: g.ID, On: f.ID, Name: g.Name})
	}
	return nil
}

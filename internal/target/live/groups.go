package live

import (
	"context"
	"encoding/json"
	"fmt"
)

// Group is a vServer group as the service lists it.
type Group struct {
	ID      string            `json:"VServerGroupId"`
	Name    string            `json:"VServerGroupName"`
	Created string            `json:"CreateTime"`
	Tags    map[string]string `json:"-"`

	listeners []Listener   // that lead to it
	rules     []forwarding // that lead to it
}

// forwarding is a forwarding rule, of which nothing but its name says who made it.
type forwarding struct{ RuleId, RuleName string }

// Groups lists the vServer groups of a load balancer, with their tags and what uses them.
func (a *API) Groups(ctx context.Context, lb string) ([]Group, error) {
	var answer struct {
		VServerGroups *struct {
			VServerGroup []struct {
				Group
				Tags              tagList
				AssociatedObjects struct {
					Listeners struct {
						Listener []struct {
							Port     json.Number
							Protocol string
						}
					}
					Rules struct{ Rule []forwarding }
				}
			}
		}
	}
	if err := a.read(ctx, a.Actions.ThatLists(groupParam), query{balancerParam: lb, "IncludeListener": "true", "IncludeRule": "true"}, &answer); err != nil {
		return nil, err
	}
	if answer.VServerGroups == nil {
		return nil, fmt.Errorf("%w: the answer has no list of vServer groups", ErrNoAnswer)
	}
	var groups []Group
	for _, g := range answer.VServerGroups.VServerGroup {
		g.Group.Tags = g.Tags.byKey()
		for _, l := range g.AssociatedObjects.Listeners.Listener {
			g.listeners = append(g.listeners, Listener{Port: l.Port, Protocol: l.Protocol})
		}
		g.rules = g.AssociatedObjects.Rules.Rule
		groups = append(groups, g.Group)
	}
	return groups, nil
}

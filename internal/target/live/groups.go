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
	Uses    int               `json:"-"` // listeners and forwarding rules that lead to it
}

// Groups lists the vServer groups of a load balancer, with their tags and what uses them.
func (a *API) Groups(ctx context.Context, lb string) ([]Group, error) {
	var answer struct {
		VServerGroups *struct {
			VServerGroup []struct {
				Group
				Tags              tagList
				AssociatedObjects struct {
					Listeners struct{ Listener []json.RawMessage }
					Rules     struct{ Rule []json.RawMessage }
				}
			}
		}
	}
	if err := a.read(ctx, "DescribeVServerGroups", query{"LoadBalancerId": lb, "IncludeListener": "true", "IncludeRule": "true"}, &answer); err != nil {
		return nil, err
	}
	if answer.VServerGroups == nil {
		return nil, fmt.Errorf("%w: the answer has no list of vServer groups", ErrNoAnswer)
	}
	var groups []Group
	for _, g := range answer.VServerGroups.VServerGroup {
		g.Group.Tags = g.Tags.byKey()
		g.Uses = len(g.AssociatedObjects.Listeners.Listener) + len(g.AssociatedObjects.Rules.Rule)
		groups = append(groups, g.Group)
	}
	return groups, nil
}

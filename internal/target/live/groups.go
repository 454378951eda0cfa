package live

import (
	"context"
	"encoding/json"
	"fmt"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"
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
	x, err := a.call(ctx, func(c *slb.Client) error {
		_, err := c.DescribeVServerGroups(&slb.DescribeVServerGroupsRequest{
			RegionId: dara.String(a.Region), LoadBalancerId: dara.String(lb), IncludeListener: dara.Bool(true), IncludeRule: dara.Bool(true),
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	return readGroups(x.Answer.Body)
}

func readGroups(body []byte) ([]Group, error) {
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
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, fmt.Errorf("%w: the list of vServer groups: %w", ErrNoAnswer, err)
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

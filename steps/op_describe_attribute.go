package steps

import (
	"context"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"
)

// list lists the backend servers of any group.
func (w *World) list(ctx context.Context, group string) ([]server, error) {
	x, err := w.exchange(ctx, caller{}, func(c *slb.Client) (any, error) {
		return c.DescribeVServerGroupAttribute(&slb.DescribeVServerGroupAttributeRequest{
			RegionId: dara.String(w.about.Region), VServerGroupId: dara.String(group),
		})
	})
	if err != nil {
		return nil, err
	}
	if err := unjudgeable(x); err != nil {
		return nil, err
	}
	listed, err := listing(x)
	if err != nil {
		return nil, undecided("the vServer group could not be read: "+shortAnswer(x), nil)
	}
	return listed, nil
}

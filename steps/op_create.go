package steps

import (
	"context"
	"encoding/json"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// createGroup makes an empty vServer group and sees to its removal.
func (w *World) createGroup(ctx context.Context, lb string) (group, error) {
	x, err := w.setup(ctx, "creating a vServer group", func(c *slb.Client) (any, error) {
		return c.CreateVServerGroup(&slb.CreateVServerGroupRequest{
			RegionId: dara.String(w.about.Region), LoadBalancerId: dara.String(lb), VServerGroupName: dara.String(w.name),
			Tag: []*slb.CreateVServerGroupRequestTag{{Key: dara.String(target.MarkTag), Value: dara.String(w.name)}},
		})
	})
	if err != nil {
		return group{}, err
	}
	return w.created(x, lb)
}

// created takes over the group that an answer names: it is removed with the scenario.
func (w *World) created(x *wire.Exchange, lb string) (group, error) {
	var made struct{ VServerGroupId string }
	if err := json.Unmarshal(x.Answer.Body, &made); err != nil || made.VServerGroupId == "" {
		return group{}, undecided("set-up was not possible: the answer to creating a vServer group names none", err)
	}
	w.own[made.VServerGroupId] = false
	w.cleanups = append(w.cleanups, func(ctx context.Context) error { return w.deleteGroup(ctx, made.VServerGroupId) })
	return group{id: made.VServerGroupId, lb: lb, known: true}, nil
}

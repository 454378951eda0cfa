package steps

import (
	"context"
	"fmt"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"
)

func (w *World) deleteGroup(ctx context.Context, id string) error {
	x, err := w.exchange(ctx, caller{}, func(c *slb.Client) (any, error) {
		return c.DeleteVServerGroup(&slb.DeleteVServerGroupRequest{RegionId: dara.String(w.about.Region), VServerGroupId: dara.String(id)})
	})
	if err != nil {
		return err
	}
	if !x.Succeeded() {
		return fmt.Errorf("vServer group %s: %s", id, shortAnswer(x))
	}
	return nil
}

package steps

import (
	"context"
	"errors"
	"slices"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
)

// whenListGroups calls the operations that describe what the scenario set up.
func (w *World) whenListGroups(ctx context.Context) error {
	balancer := map[string]string{"LoadBalancerId": w.group.lb}
	looks := []func(*slb.Client) (any, error){
		w.plainly("DescribeLoadBalancers", balancer), w.plainly("DescribeLoadBalancerAttribute", balancer), w.describeGroups(w.group.lb),
	}
	for _, look := range looks {
		x, err := w.setup(ctx, "describing a load balancer", look)
		if err != nil {
			return err
		}
		w.groups = x
	}
	return nil
}

func (w *World) thenListNamesGroup() error {
	x := w.groups
	if x == nil {
		return errors.New("no list was asked for; a When sentence is missing")
	}
	listed, err := groupsIn(x)
	switch {
	case err != nil:
		return w.violatedBy(x, "a list of vServer groups", err.Error())
	case !slices.ContainsFunc(listed, isGroup(w.group.id)):
		return w.violatedBy(x, "a list with "+w.group.id, shortAnswer(x))
	}
	return nil
}

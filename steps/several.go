package steps

import (
	"context"
	"errors"
	"fmt"
	"slices"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
)

// Several vServer groups in one scenario: the sentences speak of one at a time.
func several(v *Vocabulary) {
	v.Given(`^I go on with the (first|second) group$`, (*World).givenGoOn, Definition{
		Example: `I go on with the first group`,
		Means:   "The sentences that follow speak of this one of the groups that the scenario created.",
	})
}

func (w *World) givenGoOn(ctx context.Context, which string) error {
	n := slices.Index([]string{"first", "second"}, which)
	if n >= len(w.made) {
		return fmt.Errorf("the scenario created %d vServer groups; and the sentence speaks of another", len(w.made))
	}
	if err := w.turnFrom(ctx); err != nil {
		return err
	}
	w.group = w.made[n]
	return nil
}

// turnFrom ends what the sentences had to say of the group so far: what was asked for is read back now, for later
// readings are of another group.
func (w *World) turnFrom(ctx context.Context) error {
	if w.pending != nil {
		if _, err := w.readGroup(ctx); err != nil {
			return err
		}
	}
	for i := range w.made {
		if w.made[i].id == w.group.id {
			w.made[i] = w.group
		}
	}
	return nil
}

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

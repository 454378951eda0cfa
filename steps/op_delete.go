package steps

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"

	"github.com/slbconform/slbconform/internal/wire"
)

// DeleteVServerGroup deletes a group.
func (catalogue) DeleteVServerGroup() Operation {
	return Operation{
		Name:       "DeleteVServerGroup",
		Sentences:  deletions,
		Parameters: theGroup,
		SDK:        typed((*slb.Client).DeleteVServerGroupWithOptions),
		Done: func(w *World, c *call, _ *wire.Exchange) error {
			w.own[c.group.id] = true
			return nil
		},
	}
}

func deletions(v *Vocabulary) {
	v.When(`^I delete the group$`, performingPlainly(catalogue{}.DeleteVServerGroup), Definition{
		Means: "One call that deletes the group.",
	})
	v.Then(`^the group is gone$`, (*World).thenGroupGone, Definition{
		Means: "The load balancer lists the group no more.",
	})
}

// thenGroupGone asks the load balancer: what is answered to whoever names a group that is not there is not said.
func (w *World) thenGroupGone(ctx context.Context) error {
	if _, err := w.lastCall(); err != nil {
		return err
	}
	gone := w.last.group
	return w.eventually(ctx, func() error {
		listed, err := w.groupsOf(ctx, gone.lb)
		if err == nil && slices.ContainsFunc(listed, isGroup(gone.id)) {
			return w.violated("a load balancer without the group "+gone.id, "one that lists it")
		}
		return err
	})
}

// deleteGroup removes a group with its scenario, unless the scenario has done so.
func (w *World) deleteGroup(ctx context.Context, id string) error {
	if w.own[id] {
		return nil
	}
	var x *wire.Exchange
	var err error
	removal := w.plainly("DeleteVServerGroup", map[string]string{"VServerGroupId": id})
	w.retry(ctx, 200*time.Millisecond, w.Readings.keepsGroups(w.About.Patience/10), func() (again bool) { // whatever is said of a change that goes on
		x, err = w.exchange(ctx, caller{}, removal)
		return err == nil && x.Refusal() != nil && x.Answer.Status != http.StatusNotFound
	})
	if err == nil && !x.Succeeded() {
		w.Readings.keptGroup()
		if w.emptied(ctx, id) {
			x, err = w.exchange(ctx, caller{}, removal)
		}
	}
	if err != nil {
		return err
	}
	if !x.Succeeded() {
		return fmt.Errorf("vServer group %s: %s", id, shortAnswer(x))
	}
	return nil
}

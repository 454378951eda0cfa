package live

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// Close removes whatever of this run is still there: what it added to groups that it did not create, then what it
// created, the last first, and what calls created whose answers were lost. Then it closes the journal. The error lists
// what is left, the path of the journal, and the command that removes the rest.
func (t *Target) Close(ctx context.Context) error {
	closing := *t.transport
	closing.closing = true
	api := t.options.api(&closing)
	var errs []error
	for _, c := range t.journal.changed() {
		err := api.restore(ctx, c)
		if err == nil {
			err = t.journal.write(Entry{Did: Restored, Kind: groupKind, ID: c.Group})
		}
		errs = append(errs, err)
	}
	created, lost := t.journal.leftBehind()
	left := removeAll(ctx, api, created)
	if lost > 0 || t.journal.refused() {
		errs = append(errs, t.sweepLost(ctx, api, lost))
	}
	if len(left) > 0 && lost > 0 { // a listener whose creation was not answered may have kept it in use
		created, _ = t.journal.leftBehind()
		left = removeAll(ctx, api, created)
	}
	errs = append(errs, left...)
	if api.missed {
		errs = append(errs, t.checkCaller(ctx, api))
	}
	err := errors.Join(errs...)
	if err == nil {
		t.journal.forgetCreated()
		return t.journal.close()
	}
	return errors.Join(fmt.Errorf("%w; %s", err, t.remedy()), t.journal.close())
}

// Remains names the journal of what the run has created and not removed, and the command that removes it; "" when nothing
// is left. It may be called at any time.
func (t *Target) Remains() string {
	if !t.journal.holds() {
		return ""
	}
	return t.remedy()
}

func (t *Target) remedy() string {
	return fmt.Sprintf("see %s, and remove it: %s", t.journal.name, Remedy(t.options.Inventory.File, t.options.Journal, t.options.Run))
}

// removeAll removes what was created, the last first, and returns an error for each thing that is still there. What
// belongs to a load balancer is removed with it.
func removeAll(ctx context.Context, api *API, created []Entry) (errs []error) {
	failed, removed := map[string]error{}, map[string]bool{}
	for _, e := range created {
		failed[e.ID] = api.delete(ctx, e.Kind, e.ID)
		removed[e.ID] = failed[e.ID] == nil
	}
	for _, e := range slices.Backward(created) {
		removed[e.ID] = removed[e.ID] || removed[e.Parent]
		if err := failed[e.ID]; err != nil && !removed[e.ID] {
			errs = append(errs, fmt.Errorf("%w: %s %s: %w", target.ErrLeft, e.Kind, e.ID, err))
		}
	}
	return errs
}

// sweepLost looks for what calls created although their answer was lost or was a refusal, and removes it. A sweep that
// fails is an error only after lost answers: a refused call hardly ever creates anything.
func (t *Target) sweepLost(ctx context.Context, api *API, lost int) error {
	swept, err := api.Sweep(ctx, Sweep{Run: t.options.Run, Delete: true, Keep: BalancersOf(t.options.Inventory), Now: time.Now(), intended: t.journal.intends})
	if err != nil && lost == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%w, perhaps: whether lost calls created anything cannot be found out: %w", target.ErrLeft, err)
	}
	var errs []error
	for _, s := range swept {
		if !s.Gone() {
			errs = append(errs, fmt.Errorf("%w: %s %s: %s", target.ErrLeft, s.Kind, s.ID, s.Outcome))
		}
	}
	return errors.Join(errs...)
}

// checkCaller checks that the credentials are still valid and of the account in which the run began. Otherwise "not found"
// does not show that a thing was removed.
func (t *Target) checkCaller(ctx context.Context, api *API) error {
	caller, err := api.caller(ctx, t.options.Inventory)
	if began := t.about.Account; err == nil && caller.Account != began {
		err = fmt.Errorf("the run began in account %s, and the credentials are now of %s", began, cmp.Or(caller.Account, "nobody that is named"))
	}
	if err == nil {
		_, err = api.listOne(ctx)
	}
	if err != nil {
		return fmt.Errorf("%w, perhaps: what the run created is not found, and %w", target.ErrLeft, err)
	}
	return nil
}

// ClosingCalls counts, by action, the calls that Close makes to look for what refused calls created, after a run that made
// the exchanges given.
func ClosingCalls(inv *target.Inventory, actions wire.Actions, exchanges []*wire.Exchange) map[string]int {
	var j Journal
	for _, x := range exchanges {
		if e, known := outcomeOf(actions, x); known {
			j.entries = append(j.entries, e)
		}
	}
	if !j.refused() {
		return nil
	}
	balancers := len(BalancersOf(inv))
	return map[string]int{"DescribeLoadBalancers": 1, "DescribeLoadBalancerAttribute": balancers, actions.ThatLists(groupParam): balancers}
}

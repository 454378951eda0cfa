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

// Close takes back whatever of this run is still there: what it added to groups that it did not create, then what it
// created, the last first, what came of lost answers included. Then it closes the journal. The error lists what is left
// behind, where the journal lies, and how to remove the rest.
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
	created, lost := t.journal.left()
	left := removeAll(ctx, api, created)
	if lost > 0 || t.journal.refused() {
		errs = append(errs, t.closeLost(ctx, api, lost))
	}
	if len(left) > 0 && lost > 0 { // a lost listener may have been in front of it
		created, _ = t.journal.left()
		left = removeAll(ctx, api, created)
	}
	errs = append(errs, left...)
	if api.missed {
		errs = append(errs, t.stillOurs(ctx, api))
	}
	err := errors.Join(errs...)
	if err == nil {
		t.journal.forgetCreated()
		return t.journal.close()
	}
	return errors.Join(fmt.Errorf("%w; %s", err, t.remedy()), t.journal.close())
}

// Remains says where what the run has created by now, and not removed, is written down, and how to remove it; "" for nothing. It
// may be asked at any time.
func (t *Target) Remains() string {
	if !t.journal.holds() {
		return ""
	}
	return t.remedy()
}

func (t *Target) remedy() string {
	return fmt.Sprintf("see %s, and remove it: %s", t.journal.name, Remedy(t.options.Inventory.File, t.options.Journal, t.options.Run))
}

// removeAll removes what was created, the last first, and says what it could not. A load balancer takes with it what
// belongs to it.
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

// closeLost looks for what calls created whose answer was lost, or said no. Where nobody can look, only the lost ones may
// have left something.
func (t *Target) closeLost(ctx context.Context, api *API, lost int) error {
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

// stillOurs holds that what was not found is gone: whose key is unknown, or another account's by now, finds nothing either.
func (t *Target) stillOurs(ctx context.Context, api *API) error {
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

// ClosingCalls counts what Close asks to look for what refused calls created, by action, after a run that made such calls.
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

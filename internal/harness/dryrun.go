package harness

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/live"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/internal/wire"
)

// DryRun is what a live run would do, found out by running the same scenarios against the recorded mock with no
// more roles than the inventory fills.
type DryRun struct {
	Inventory *target.Inventory
	Limits    live.Limits
	Actions   wire.Actions
	Scenarios int            // that would run
	NotRun    int            // for want of a role
	Calls     map[string]int // by action, without repetitions
	Accepted  map[string]int // those of Calls that are not refused
	Free      int            // those of Calls that -max-calls does not count: preflight, removals and clean-up
	Premises  int            // roles for which a plain call may be made, if nothing else shows them
	Needs     func(role string) bool
	Prefix    string // of the names of what would be created
}

// NewDryRun finds out what a live run with these settings would do. Nothing is asked of any service. The error is a
// *UsageError, or says what is wrong with the files of the project.
func NewDryRun(ctx context.Context, s *Settings) (*DryRun, error) {
	if err := errors.Join(s.checkEnvironment(os.Environ()), s.Check()); err != nil {
		return nil, err
	}
	if to := s.get("target"); to != "live" {
		return nil, plan.Usagef("-dry-run is for -target live, and the target is %s", to)
	}
	loaded, _, err := s.load()
	if err != nil {
		return nil, err
	}
	inventory, err := s.inventory(loaded.Document.Actions())
	if err != nil {
		return nil, err
	}
	config, err := mocktarget.Load(fixtures.Files)
	if err != nil {
		return nil, err
	}
	config.Inventory, config.Balancer = withRoles(config.Inventory, inventory), "" // a live run creates it
	filter := plan.Filter{Rules: s.rules()}
	wanted, err := filter.Wanted(loaded.Plan, loaded.Ledger)
	if err != nil {
		return nil, err
	}
	result, err := loaded.Run(ctx, run.Options{Target: mocktarget.New(config), Filter: filter})
	if err != nil {
		return nil, err
	}
	limits, err := s.limits().For(inventory)
	if err != nil {
		return nil, err
	}
	f := &DryRun{Needs: loaded.Plan.Needs(wanted), Inventory: inventory, Limits: limits, Actions: loaded.Document.Actions(), Calls: map[string]int{}, Accepted: map[string]int{}, Prefix: target.NewRun(time.Now()).Name("")}
	f.count(result)
	for _, role := range inventory.Present() {
		if f.Needs(role) {
			f.Premises++
		}
	}
	return f, nil
}

// withRoles is the mock's inventory with only the roles that another one has.
func withRoles(mock, other *target.Inventory) *target.Inventory {
	out := *mock
	out.Roles, out.Identities = map[string]target.Resource{}, map[string]target.Identity{}
	for _, role := range other.Present() {
		if r, ok := mock.Roles[role]; ok {
			out.Roles[role] = r
		}
		if id, ok := mock.Identities[role]; ok {
			out.Identities[role] = id
		}
	}
	return &out
}

func (f *DryRun) count(res *run.Result) {
	// The mock gives each scenario load balancers of its own; in a live run all share them.
	shared := []string{"CreateLoadBalancer", "DeleteLoadBalancer"}
	var exchanges []*wire.Exchange
	most := map[string]int{} // that one scenario makes
	for _, o := range slices.Concat(res.Outcomes, res.Generated) {
		exchanges = append(exchanges, o.Exchanges...)
		if len(o.Exchanges) == 0 || !o.Own.Held() {
			f.NotRun++
		} else {
			f.Scenarios++
		}
		its := map[string]int{}
		for _, x := range o.Exchanges { // of what is not run too: a role may be missing after a group was created
			its[x.Action]++
			f.Calls[x.Action]++
			if x.Succeeded() {
				f.Accepted[x.Action]++
			}
		}
		for _, action := range shared {
			most[action] = max(most[action], its[action])
		}
	}
	for _, action := range shared {
		f.Calls[action], f.Accepted[action] = most[action], min(most[action], f.Accepted[action])
	}
	for action, n := range f.Calls {
		if f.Actions[action].TakesBack() {
			f.Free += n
		}
	}
	for _, calls := range []map[string]int{live.PreflightCalls(f.Inventory, f.Actions, f.Needs), live.ClosingCalls(f.Inventory, f.Actions, exchanges)} {
		for action, n := range calls {
			f.Calls[action] += n
			f.Free += n
		}
	}
}

// all is how many calls there are.
func (f *DryRun) all() (n int) {
	for _, calls := range f.Calls {
		n += calls
	}
	return n
}

// longest is the action that takes the longest at the allowed rates, and its time, which is the least that the run takes.
func (f *DryRun) longest() (time.Duration, string) {
	most, pace := 0.0, ""
	for _, action := range slices.Sorted(maps.Keys(f.Calls)) {
		if seconds := float64(f.Calls[action]) / f.Limits.RateOf(action); seconds > most {
			most, pace = seconds, action
		}
	}
	return time.Duration(min(most, math.MaxInt64/float64(2*time.Second)) * float64(time.Second)), pace
}

// tooMuch says which limit would end the run early; "" for none.
func (f *DryRun) tooMuch() string {
	calls := f.all() - f.Free
	longest, _ := f.longest()
	switch {
	case calls > f.Limits.Calls:
		return fmt.Sprintf("-max-calls %d: there are %d to make, and %d of removal, clean-up and preflight, which are not counted", f.Limits.Calls, calls, f.Free)
	case longest > f.Limits.Time:
		return fmt.Sprintf("-max-time %v", f.Limits.Time)
	}
	return ""
}

// Write writes the dry run as text.
func (f *DryRun) Write(w io.Writer) error {
	fmt.Fprintf(w, "A live run would go to %s, region %s. Nothing was asked of it.\n\n", f.Inventory.Endpoint, f.Inventory.Region)
	fmt.Fprintf(w, "  creates    %s, one after the other, named %s…\n", live.ToCreate(f.Accepted, f.Actions), f.Prefix)
	fmt.Fprintf(w, "  scenarios  %d, and %d not run for want of a role\n", f.Scenarios, f.NotRun)
	longest, pace := f.longest()
	fmt.Fprintf(w, "  takes      %v at least: %s sets the pace, at %v a second\n", longest.Round(time.Second), pace, f.Limits.RateOf(pace))
	fmt.Fprintf(w, "  stops at   %d calls, %d load balancers, %v\n", f.Limits.Calls, f.Limits.LoadBalancers, f.Limits.Time)
	fmt.Fprintf(w, "  premises   at most %d plain calls more, each with a group of its own: one for a role that something contradicts and no success showed\n", f.Premises)
	if limit := f.tooMuch(); limit != "" {
		fmt.Fprintf(w, "  NOT ALL    the run would not come to its end before %s\n", limit)
	}
	fmt.Fprintln(w)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, action := range slices.Sorted(maps.Keys(f.Calls)) {
		fmt.Fprintf(table, "%d\t  %s\n", f.Calls[action], action)
	}
	fmt.Fprintf(table, "%d\t  in all\n", f.all())
	return table.Flush()
}

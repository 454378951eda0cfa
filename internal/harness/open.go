package harness

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/live"
)

// open makes the target that the settings name, and sets what a run against it needs besides.
func (s *Settings) open(ctx context.Context, loaded *run.Suite, o *run.Options) error {
	name, err := s.Choice("target", "mock", "live", "replay")
	if err != nil {
		return err
	}
	switch name {
	case "live":
		return s.openLive(ctx, loaded, o)
	case "replay":
		s.openReplay(loaded, o)
		return nil
	}
	config, err := target.LoadMock(fixtures.Files)
	if err != nil {
		return err
	}
	o.Target = target.NewMock(config)
	return nil
}

// liveScenario is how long one scenario may take against a real service: it waits for its turn, for reads that lag,
// and for troubles to pass.
const liveScenario = 10 * time.Minute

func (s *Settings) openLive(ctx context.Context, loaded *run.Suite, o *run.Options) error {
	inventory, err := s.Inventory()
	if err != nil {
		return err
	}
	limits, err := s.Limits()
	if err != nil {
		return err
	}
	wanted, err := o.Filter.Wanted(loaded.Plan, loaded.Ledger)
	if err != nil {
		return err
	}
	run := target.NewRun(time.Now())
	to, err := live.New(ctx, live.Options{
		Inventory: inventory, Run: run, Keys: live.NewKeys(), Needs: loaded.Plan.Needs(wanted), Limits: limits, Journal: s.Get("journal"),
	})
	if err != nil {
		return err
	}
	o.Target, o.Name, o.Timeout = to, run.Name("run"), liveScenario
	return nil
}

// Inventory reads the inventory that the settings name. Its rate holds where neither a flag nor the environment gives
// one. The error is a *UsageError.
func (s *Settings) Inventory() (*target.Inventory, error) {
	file := s.Get("inventory")
	if file == "" {
		return nil, plan.Usagef("-target live needs -inventory FILE: the endpoint, the region, and the resources by role; fixtures/inventory.example.yaml explains one")
	}
	inventory, err := target.LoadInventory(os.DirFS(filepath.Dir(file)), filepath.Base(file), file)
	if err != nil {
		return nil, plan.Usagef("%v", err)
	}
	if rate := s.values["rate"]; inventory.Rate > 0 && rate.origin == "default" {
		rate.value, rate.origin = strconv.FormatFloat(inventory.Rate, 'g', -1, 64), "inventory"
	}
	return inventory, nil
}

// Limits are the limits of a live run. The error is a *UsageError.
func (s *Settings) Limits() (live.Limits, error) {
	calls, err := s.Number("max-calls", 1)
	if err != nil {
		return live.Limits{}, err
	}
	balancers, err := s.Number("max-load-balancers", 1)
	if err != nil {
		return live.Limits{}, err
	}
	limit, err := time.ParseDuration(s.Get("max-time"))
	if err != nil || limit <= 0 {
		return live.Limits{}, plan.Usagef("-max-time must be a time like 45m, not %q", s.Get("max-time"))
	}
	pace, err := strconv.ParseFloat(s.Get("rate"), 64)
	if err != nil || !(pace > 0) || math.IsInf(pace, 1) { // NaN is not above 0 either
		return live.Limits{}, plan.Usagef("-rate must be a number above 0, not %q", s.Get("rate"))
	}
	return live.Limits{Calls: calls, LoadBalancers: balancers, Time: limit, Rate: pace}, nil
}

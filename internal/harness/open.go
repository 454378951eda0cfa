package harness

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/live"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/internal/wire"
)

// open makes the target that the settings name, for a run that needs some roles, and sets it and its time limits in o.
func (s *Settings) open(ctx context.Context, loaded *run.Suite, needs func(role string) bool, o *run.Options) error {
	switch s.get("target") {
	case "live":
		return s.openLive(ctx, loaded.Document.Actions(), needs, o)
	case "replay":
		s.openReplay(loaded, o)
		return nil
	}
	config, err := mocktarget.Load(fixtures.Files)
	if err == nil { // else there is nothing that could play
		err = config.Plays(fixtures.Files, loaded.Ledger.Names(), loaded.Document)
	}
	if err != nil {
		return err
	}
	o.Target = mocktarget.New(config)
	return nil
}

// liveScenario is how long one scenario may take against a real service: it waits for its turn, for reads that lag,
// and for transient errors to pass.
const liveScenario = 10 * time.Minute

func (s *Settings) openLive(ctx context.Context, actions wire.Actions, needs func(role string) bool, o *run.Options) error {
	inventory, err := s.inventory(actions)
	if err != nil {
		return err
	}
	run := target.NewRun(time.Now())
	to, err := live.New(ctx, live.Options{
		Inventory: inventory, Run: run, Keys: live.NewKeys(), Actions: actions, Needs: needs, Limits: s.limits(), Journal: s.get("journal"),
	})
	switch {
	case err != nil && ctx.Err() != nil:
		return fmt.Errorf("%w: %w", ErrEnded, context.Cause(ctx))
	case err != nil:
		return err
	}
	creates(ctx, to.Remains)
	o.Target, o.Name, o.Timeout = to, run.Name("run"), liveScenario
	return nil
}

// inventory reads the inventory that the settings name. The error is a *UsageError.
func (s *Settings) inventory(actions wire.Actions) (*target.Inventory, error) {
	file := s.get("inventory")
	if file == "" {
		return nil, plan.Usagef("-target live needs -inventory FILE: the endpoint, the region, and the resources by role; fixtures/inventory.example.yaml explains one")
	}
	inventory, err := target.LoadInventory(os.DirFS(filepath.Dir(file)), filepath.Base(file), file, target.RatesOf(slices.Sorted(maps.Keys(actions))))
	if err != nil {
		return nil, plan.Usagef("%v", err)
	}
	return inventory, nil
}

// limits are the limits of a live run, once the settings are checked.
func (s *Settings) limits() live.Limits {
	limit, _ := time.ParseDuration(s.get("max-time"))
	rate, _ := strconv.ParseFloat(s.get("rate"), 64)
	return live.Limits{Calls: s.number("max-calls"), LoadBalancers: s.number("max-load-balancers"), Time: limit, Rate: rate}
}

// small is up to how many scenarios a run uses more memory to be faster: three times what it keeps is about 250 MB.
const small = 2000

// setCollection makes garbage collection half as frequent for a small run, where it takes a sixth of the time by default, and more
// frequent for a large one. It does nothing if GOGC or GOMEMLIMIT is set.
func setCollection(scenarios int) {
	switch {
	case os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "":
	case scenarios <= small:
		debug.SetGCPercent(200)
	default:
		debug.SetGCPercent(70)
	}
}

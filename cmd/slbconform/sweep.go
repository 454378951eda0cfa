package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/live"
	"github.com/slbconform/slbconform/internal/wire"
)

// Exit codes of the sweep beside the shared ones.
const exitStillThere = 1 // something that was to be removed could not be

// sweepFlags are what `slbconform sweep` can be told.
type sweepFlags struct {
	inventory string
	olderThan time.Duration
	most      int
	really    bool
}

func runSweep(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var f sweepFlags
	flags := f.register(stderr)
	if code, ok := parseFlags(flags, args, stdout); !ok {
		return code
	}
	if wrong := f.wrong(flags); wrong != "" {
		fmt.Fprintln(stderr, "slbconform sweep:", wrong)
		return exitUsage
	}
	keys := live.NewKeys()
	swept, err := f.sweep(ctx, keys)
	if err != nil {
		fmt.Fprintln(stderr, "slbconform sweep:", wire.Scrub(err.Error(), keys.Secrets()...))
		if unbegun(err) == exitUsage {
			return exitUsage
		}
		return exitBroken
	}
	if show(stdout, swept, f.really) > 0 {
		return exitStillThere
	}
	return exitOK
}

func (f *sweepFlags) register(stderr io.Writer) *flag.FlagSet {
	flags := flag.NewFlagSet("slbconform sweep", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&f.inventory, "inventory", os.Getenv("SLBCONFORM_INVENTORY"), "inventory `file`: endpoint, region and allow-list (or SLBCONFORM_INVENTORY)")
	flags.DurationVar(&f.olderThan, "older-than", 2*time.Hour, "leave what is younger: its run may still be going")
	flags.IntVar(&f.most, "max", 20, "remove at most so many")
	flags.BoolVar(&f.really, "delete", false, "remove; without it only look and say what would be removed")
	flags.Usage = func() {
		fmt.Fprint(flags.Output(), "usage: slbconform sweep -inventory FILE [flags]\n\nRemoves what earlier live runs left in the inventory's region: only what carries a run's whole mark.\nExit codes: 0 done, 1 something could not be removed, 2 usage, 3 it could not look.\n\nflags:\n")
		flags.PrintDefaults()
	}
	return flags
}

func (f *sweepFlags) wrong(flags *flag.FlagSet) string {
	switch {
	case flags.NArg() > 0:
		return fmt.Sprintf("it takes no arguments, only flags: %q is left over", flags.Arg(0))
	case f.inventory == "":
		return "-inventory FILE is needed: the endpoint, the region and the allow-list of the run that left something"
	case f.most < 1:
		return fmt.Sprintf("-max must be 1 or more, not %d", f.most)
	case f.olderThan < 0:
		return fmt.Sprintf("-older-than must not be negative, as %v is", f.olderThan)
	}
	return ""
}

func (f *sweepFlags) sweep(ctx context.Context, keys *live.Keys) ([]live.Swept, error) {
	inv, err := target.LoadInventory(os.DirFS(filepath.Dir(f.inventory)), filepath.Base(f.inventory), f.inventory)
	if err != nil {
		return nil, &plan.UsageError{What: err.Error()}
	}
	api := live.NewAPI(inv, keys, 10*time.Second)
	if _, err := live.Allowed(ctx, api, inv); err != nil {
		return nil, err
	}
	return api.Sweep(ctx, live.Sweep{
		OlderThan: f.olderThan, Max: f.most, Delete: f.really, Standing: live.Standing(inv), Now: time.Now(),
	})
}

// show prints what became of everything that carries a mark and returns how much could not be removed.
func show(w io.Writer, swept []live.Swept, really bool) (failed int) {
	if len(swept) == 0 {
		fmt.Fprintln(w, "nothing carries the mark of a run")
		return 0
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, s := range swept {
		fmt.Fprintf(table, "%s\t%s\t%s\t%v old\t%s\n", s.Kind, s.ID, s.Name, s.Age.Round(time.Minute), s.Fate)
		if s.Err != nil {
			failed++
		}
	}
	table.Flush()
	if !really {
		fmt.Fprintln(w, "nothing was removed: -delete was not given")
	}
	return failed
}

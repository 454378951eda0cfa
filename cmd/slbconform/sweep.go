package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/openapi"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/live"
)

// sweepFlags are what `slbconform sweep` can be told.
type sweepFlags struct {
	inventory string
	olderThan time.Duration
	most      int
	really    bool
	run       string
	journal   string

	aged, kept bool // -older-than, -journal was given
}

func runSweep(ctx context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	var f sweepFlags
	flags := f.register(stdout)
	if err := parse(flags, args); err != nil {
		return 0, err
	}
	flags.Visit(func(given *flag.Flag) {
		f.aged, f.kept = f.aged || given.Name == "older-than", f.kept || given.Name == "journal"
	})
	if err := f.check(); err != nil {
		return 0, err
	}
	keys := live.NewKeys()
	swept, err := f.sweep(ctx, keys)
	if err != nil {
		return failed("slbconform sweep", err, stderr, keys.Secrets()...), nil
	}
	if f.show(stdout, swept) > 0 {
		return harness.ExitLeaked, nil
	}
	return harness.ExitOK, nil
}

func (f *sweepFlags) register(stdout io.Writer) *flag.FlagSet {
	flags := newFlags("sweep", `sweep -inventory FILE [flags]

Removes what earlier live runs left in the inventory's region: only what carries a run's whole mark.`, stdout)
	flags.StringVar(&f.inventory, "inventory", os.Getenv("SLBCONFORM_INVENTORY"), "inventory `file`: endpoint, region and allow-list (or SLBCONFORM_INVENTORY)")
	flags.DurationVar(&f.olderThan, "older-than", 2*time.Hour, "leave what is younger: its run may still be going")
	flags.IntVar(&f.most, "max", 20, "remove at most so many")
	flags.StringVar(&f.run, "run", "", "only what the `run` of this id left, however young it is")
	flags.StringVar(&f.journal, "journal", cmp.Or(os.Getenv("SLBCONFORM_JOURNAL"), "reports/out/journal"), "`folder` of the journals of live runs: what they added to groups that stood ready (or SLBCONFORM_JOURNAL)")
	flags.BoolVar(&f.really, "delete", false, "remove; without it only look and say what would be removed")
	return flags
}

// check returns a *UsageError for what cannot be meant.
func (f *sweepFlags) check() error {
	_, isRun := target.ParseRun(f.run)
	switch {
	case f.inventory == "":
		return plan.Usagef("-inventory FILE is needed: the endpoint, the region and the allow-list of the run that left something")
	case f.most < 1:
		return plan.Usagef("-max must be 1 or more, not %d", f.most)
	case f.run != "" && !isRun:
		return plan.Usagef("-run takes the id of a run, like 20260304t050607-abcdef, not %q", f.run)
	case f.olderThan < 0:
		return plan.Usagef("-older-than must not be negative, as %v is", f.olderThan)
	}
	if _, err := os.ReadDir(f.journal); err != nil && f.kept {
		return plan.Usagef("-journal names no folder of journals: %v", err)
	}
	return harness.CheckProxies(os.LookupEnv)
}

func (f *sweepFlags) sweep(ctx context.Context, keys *live.Keys) ([]live.Swept, error) {
	inv, err := target.LoadInventory(os.DirFS(filepath.Dir(f.inventory)), filepath.Base(f.inventory), f.inventory)
	if err != nil {
		return nil, &plan.UsageError{What: err.Error()}
	}
	document, err := openapi.BuiltIn()
	if err != nil {
		return nil, err
	}
	api := live.NewAPI(inv, keys, document.Actions(), 10*time.Second)
	if _, err := live.Allowed(ctx, api, inv); err != nil {
		return nil, err
	}
	if f.run != "" && !f.aged {
		f.olderThan = 0 // whoever names the run knows that it is over
	}
	return api.Sweep(ctx, live.Sweep{
		Run: target.Run(f.run), Journal: f.journal, OlderThan: f.olderThan, Max: f.most, Delete: f.really, Keep: live.BalancersOf(inv), Now: time.Now(),
	})
}

// show prints what became of everything that carries a mark and returns how much could not be looked at or, where things are
// to be removed, is there still: in use and beyond the maximum too, but not what may belong to a run that is still going.
func (f *sweepFlags) show(w io.Writer, swept []live.Swept) (left int) {
	if len(swept) == 0 {
		fmt.Fprintln(w, "nothing carries the mark of a run")
		return 0
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, s := range swept {
		on := s.On
		if on != "" {
			on = "on " + on
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%v old\t%s\n", s.Kind, s.ID, on, s.Name, s.Age.Round(time.Minute), s.Outcome)
		if s.Err != nil || f.really && !s.Gone() && !s.TooYoung() {
			left++
		}
	}
	table.Flush()
	for _, run := range runsOf(swept, live.Swept.TooYoung) {
		fmt.Fprintf(w, "run %s may still be going; when it is over: %s\n", run, live.Remedy(f.inventory, f.journal, run))
	}
	for _, run := range runsOf(swept, live.Swept.InUse) {
		fmt.Fprintf(w, "what run %s left is in use by others; when what leads to it is gone or leads elsewhere: %s\n", run, live.Remedy(f.inventory, f.journal, run))
	}
	if f.really && slices.ContainsFunc(swept, live.Swept.Beyond) {
		fmt.Fprintf(w, "no more than %d are removed at once: sweep again, or with a higher -max\n", f.most)
	}
	if !f.really {
		fmt.Fprintln(w, "nothing was removed: -delete was not given")
	}
	return left
}

// runsOf are the runs that left something of a kind.
func runsOf(swept []live.Swept, are func(live.Swept) bool) []target.Run {
	var out []target.Run
	for _, s := range swept {
		if are(s) && !slices.Contains(out, s.Run) {
			out = append(out, s.Run)
		}
	}
	return out
}

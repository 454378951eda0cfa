package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slbconform/slbconform/features"
	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/plan"
	runs "github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/capture"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
)

func runCompare(ctx context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	flags := newFlags("compare", `compare OLD.json NEW.json
       slbconform compare -capture DIR

Compares two reports (conformance.json): what is worse or better, which findings came or went, and what to review and
paste for them. Or runs the scenarios of a capture against the mock and lists where the mock answers with another status,
code or shape: its drift, by rule, which is something worse.`, stdout)
	dir := flags.String("capture", "", "a `folder` that a live run left: run its scenarios against the mock")
	if err := harness.ParseFlags(flags, args); err != nil {
		return 0, err
	}
	switch {
	case *dir != "" && flags.NArg() == 0:
		return compareCapture(ctx, *dir, stdout)
	case *dir == "" && flags.NArg() == 2:
		return compareReports(flags.Arg(0), flags.Arg(1), stdout)
	}
	return 0, plan.Usagef("name two reports, or a capture with -capture; see -h")
}

func compareReports(oldFile, newFile string, stdout io.Writer) (int, error) {
	old, err := readReport(oldFile)
	if err != nil {
		return 0, err
	}
	now, err := readReport(newFile)
	if err != nil {
		return 0, err
	}
	c := reports.Compare(old, now)
	if err := c.Console(stdout, reports.Terminal(stdout, os.Getenv).Color); err != nil {
		return 0, err
	}
	switch {
	case c.Regressed():
		return harness.ExitViolates, nil
	case c.Same():
		return harness.ExitOK, nil
	}
	return harness.ExitChanged, nil
}

// compareCapture holds the mock against what a run saw.
func compareCapture(ctx context.Context, dir string, stdout io.Writer) (int, error) {
	c, err := capture.Read(dir)
	if err != nil {
		return 0, err
	}
	made, actions, err := onMock(ctx, c)
	if err != nil {
		return 0, err
	}
	held := c.Compare(made, actions)
	fmt.Fprintf(stdout, "captured  %s, %s, %s, %s, page of %s\n", c.Captured.Format("2006-01-02 15:04"), c.Evidence, c.Kind, c.Region, c.Facts.PageDate)
	if c.Evidence != target.Confirmed {
		fmt.Fprintln(stdout, "          a mock was captured: this compares the mock with itself, not with the service")
	}
	if c.Unfinished != "" {
		fmt.Fprintf(stdout, "          not of a whole run: %s\n", plain(c.Unfinished))
	}
	showDrifts(stdout, held)
	if len(held.Skipped) > 0 {
		fmt.Fprintln(stdout)
	}
	for _, why := range slices.Sorted(maps.Keys(held.Skipped)) {
		fmt.Fprintf(stdout, "%d left out: %s\n", held.Skipped[why], why)
	}
	fmt.Fprintf(stdout, "\n%d calls compared, %s\n", held.Compared, drifted(len(held.Drifts), c.Captured))
	if len(held.Drifts) > 0 {
		return harness.ExitViolates, nil
	}
	return harness.ExitOK, nil
}

// onMock runs the captured scenarios against the mock, and returns what was said in each, and what the actions do.
func onMock(ctx context.Context, c *capture.Capture) (map[string][]*wire.Exchange, wire.Actions, error) {
	config, err := mocktarget.Load(fixtures.Files)
	if err != nil {
		return nil, nil, err
	}
	suite, err := runs.Load(features.Files, spec.Files)
	if err == nil && c.Facts.Generated > 0 {
		suite, err = suite.WithGenerated(c.Facts.Generated, uint64(c.Facts.Seed), c.Facts.GeneratedFor)
	}
	if err != nil {
		return nil, nil, err
	}
	config.Balancer = "" // what was captured created it
	wanted, made := map[string]bool{}, map[string][]*wire.Exchange{}
	for _, id := range c.Names() {
		wanted[id] = true
	}
	result, err := suite.Run(ctx, runs.Options{Target: mocktarget.New(config), Filter: plan.Filter{IDs: wanted}, Concurrency: runtime.NumCPU()})
	if err != nil {
		return nil, nil, err
	}
	for _, o := range slices.Concat(result.Outcomes, result.Generated) {
		made[o.Scenario.ID()] = o.Exchanges
	}
	return made, suite.Document.Actions(), nil
}

func showDrifts(w io.Writer, held *capture.Comparison) {
	rule := ""
	for _, d := range held.Drifts {
		if d.Rule != rule {
			rule = d.Rule
			fmt.Fprintf(w, "\n%s\n", rule)
		}
		fmt.Fprintf(w, "  %s, %s: captured %q, the mock %q\n    seen %s, first at %s\n", plain(d.Action), plain(d.What), d.Captured, d.Other, times(d.Count), d.Where)
	}
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// plain is a text that a server chose, without anything that would command a terminal.
func plain(s string) string { return strings.Trim(strconv.Quote(s), `"`) }

func drifted(n int, captured time.Time) string {
	if n == 0 {
		return "the mock answers as was captured on " + captured.Format(time.DateOnly)
	}
	return fmt.Sprintf("the mock has drifted in %d ways", n)
}

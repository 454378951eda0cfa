package main

import (
	"context"
	"io"
	"os"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/reports"
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

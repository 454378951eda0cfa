package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/reports"
)

func runCompare(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := newFlags("compare", `compare OLD.json NEW.json
       slbconform compare -capture DIR

Compares two reports (conformance.json): what is worse or better, which findings came or went, and what to review and
paste for them. Or runs the scenarios of a capture against the mock and lists where the mock answers with another status,
code or shape: its drift, by rule, which is something worse.`, stderr)
	dir := flags.String("capture", "", "a `folder` that a live run left: run its scenarios against the mock")
	if code, ok := parseFlags(flags, args, stdout); !ok {
		return code
	}
	var code int
	var err error
	switch {
	case *dir != "" && flags.NArg() == 0:
		code, err = compareCapture(ctx, *dir, stdout)
	case *dir == "" && flags.NArg() == 2:
		code, err = compareReports(flags.Arg(0), flags.Arg(1), stdout)
	default:
		fmt.Fprintln(stderr, "slbconform compare: name two reports, or a capture with -capture; see -h")
		return harness.ExitUsage
	}
	if err != nil {
		return failed("compare", err, stderr)
	}
	return code
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

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/reports"
)

func runMerge(_ context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	flags := newFlags("merge", `merge [flags] PART.json...

Makes one report of the parts (conformance.json) of a run that was divided by rules with run -rules. It ends as the whole
run would have with this report, in which the rules of a part that is missing were not judged.`, stdout)
	out := flags.String("reports", "reports/out", "`folder` for the files of the whole report")
	inconclusive := flags.Int("inconclusive", 0, "scenarios that may be inconclusive before that counts as a failure")
	if err := harness.ParseFlags(flags, args); err != nil {
		return 0, err
	}
	switch {
	case flags.NArg() == 0:
		return 0, plan.Usagef("no part is named; see -h")
	case *out == "":
		return 0, plan.Usagef(`-reports must be a folder, not ""`)
	}
	whole, err := merge(*out, flags.Args())
	if err != nil {
		return 0, err
	}
	fmt.Fprintln(stdout, whole.Headline)
	if !whole.Complete {
		fmt.Fprintln(stdout, whole.Incomplete)
	}
	fmt.Fprintln(stdout, filepath.Join(*out, "index.html"))
	return harness.Exit(whole, *inconclusive), nil
}

func merge(out string, names []string) (*reports.Report, error) {
	var parts []*reports.Report
	for _, name := range names {
		part, err := readReport(name)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	whole, err := reports.Merge(parts...)
	if err != nil {
		return nil, err
	}
	return whole, reports.Write(out, whole, reports.Options{StepSummary: os.Getenv("GITHUB_STEP_SUMMARY"), Warn: func(what string) { fmt.Fprintln(os.Stderr, "warning:", what) }})
}

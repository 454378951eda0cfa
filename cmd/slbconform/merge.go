package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/slbconform/slbconform/reports"
)

func runMerge(_ context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("slbconform merge", flag.ContinueOnError)
	flags.SetOutput(stderr)
	out := flags.String("reports", "reports/out", "`folder` for the files of the whole report")
	flags.Usage = func() {
		fmt.Fprint(flags.Output(), "usage: slbconform merge [-reports DIR] PART.json...\n\nMakes one report of the parts (conformance.json) of a run that was divided by rules with run -rules.\nExit codes: 0 merged, 2 usage, 3 a part cannot be read, or they are not parts of one run.\n\nflags:\n")
		flags.PrintDefaults()
	}
	if code, ok := parseFlags(flags, args, stdout); !ok {
		return code
	}
	if flags.NArg() == 0 {
		fmt.Fprintln(stderr, "slbconform merge: no part is named; see -h")
		return exitUsage
	}
	if err := merge(*out, flags.Args(), stdout); err != nil {
		fmt.Fprintln(stderr, "slbconform merge:", err)
		return exitBroken
	}
	return exitOK
}

func merge(out string, names []string, stdout io.Writer) error {
	var parts []*reports.Report
	for _, name := range names {
		part, err := readReport(name)
		if err != nil {
			return err
		}
		parts = append(parts, part)
	}
	whole, err := reports.Merge(parts...)
	if err != nil {
		return err
	}
	if err := reports.Write(out, whole, reports.Options{StepSummary: os.Getenv("GITHUB_STEP_SUMMARY")}); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s\n", whole.Headline)
	return nil
}

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/reports"
)

// runReport writes every report from the typed one alone, or prints the schema of the typed one.
func runReport(_ context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	flags := newFlags("report", `report [flags] conformance.json

Writes junit.xml, summary.md, index.html, exchanges.har and messages.ndjson from the report of a run, and shows
its summary. A report that contradicts itself is refused.`, stdout)
	out := flags.String("out", "", "the `folder` to write into; that of the file when left out")
	schema := flags.Bool("schema", false, "print the JSON Schema of conformance.json and end")
	if err := harness.ParseFlags(flags, args); err != nil {
		return 0, err
	}
	switch {
	case *schema && flags.NArg() == 0:
		_, err := stdout.Write(reports.Schema())
		return harness.ExitOK, err
	case *schema || flags.NArg() != 1:
		return 0, plan.Usagef("name one conformance.json, or -schema alone; see -h")
	}
	return harness.ExitOK, report(flags.Arg(0), *out, stdout)
}

func report(file, dir string, stdout io.Writer) error {
	r, err := readReport(file)
	if err != nil {
		return err
	}
	dir = cmp.Or(dir, filepath.Dir(file))
	if err := reports.Write(dir, r, reports.Options{}); err != nil {
		return err
	}
	t := reports.Terminal(stdout, os.Getenv)
	return reports.Console(stdout, r, reports.ConsoleOptions{Color: t.Color, Live: t.Live, Dir: dir})
}

// readReport reads a conformance.json. The error names the file.
func readReport(name string) (*reports.Report, error) {
	data, err := os.ReadFile(name)
	within := filepath.Join(name, "conformance.json")
	if _, there := os.Stat(within); err != nil && there == nil {
		return nil, plan.Usagef("%s is a folder; did you mean %q?", name, within)
	}
	if at, ok := errors.AsType[*fs.PathError](err); ok && errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w; a run writes its report as conformance.json, into reports/out if nothing else is said", name, at.Err)
	}
	if err != nil {
		return nil, err
	}
	r, err := reports.Read(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return r, nil
}

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

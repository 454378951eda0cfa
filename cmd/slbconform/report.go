package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
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
	if err != nil {
		return nil, err
	}
	r, err := reports.Read(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return r, nil
}

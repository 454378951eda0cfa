package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/reports"
)

func runRun(ctx context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	settings := harness.NewSettings(os.LookupEnv)
	flags := newFlags("run", `run [flags]

Runs the scenarios against a target, judges them and writes the report. Everything it needs is built in.`, stdout)
	settings.Register(flags)
	verbose := flags.Bool("v", false, "show each scenario as it ends")
	schema := flags.Bool("schema", false, "print the JSON Schema of conformance.json and end")
	dry := flags.Bool("dry-run", false, "with -target live: say what would be created and called, and stop")
	if err := parse(flags, args); err != nil {
		return 0, err
	}
	switch {
	case *verbose && settings.Quiet():
		return 0, plan.Usagef("-v shows each scenario, and -quiet (or SLBCONFORM_QUIET) none: leave one out")
	case *schema:
		_, err := stdout.Write(reports.Schema())
		return harness.ExitOK, err
	case *dry:
		f, err := harness.NewDryRun(ctx, settings)
		if err != nil {
			return 0, err
		}
		return harness.ExitOK, f.Write(stdout)
	}
	return conform(ctx, settings, *verbose, stdout, stderr)
}

// conform makes a run, writes its report, and shows its summary also where the report cannot be written.
func conform(ctx context.Context, settings *harness.Settings, verbose bool, stdout, stderr io.Writer) (int, error) {
	done, err := harness.Conform(ctx, settings, "", "", settings.Progress(stderr, verbose))
	if err != nil {
		return 0, err
	}
	code := harness.ExitBroken
	if err := done.Write(); err != nil {
		fmt.Fprintln(stderr, "slbconform run: the report could not be written:", err)
	} else {
		code = done.Exit()
	}
	if err := done.Show(stdout); err != nil {
		fmt.Fprintln(stderr, "slbconform run: the summary could not be written:", err)
		return harness.ExitBroken, nil
	}
	fmt.Fprintln(stdout)
	return code, nil
}

package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/reports"
)

func runRun(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	settings := harness.NewSettings(os.LookupEnv)
	flags := newFlags("run", `run [flags]

Runs the scenarios against a target, judges them and writes the report. Everything it needs is built in.`, stderr)
	settings.Register(flags)
	verbose := flags.Bool("v", false, "show each scenario as it ends")
	schema := flags.Bool("schema", false, "print the JSON Schema of conformance.json and end")
	dry := flags.Bool("dry-run", false, "with -target live: say what would be created and called, and stop")
	if code, ok := parseFlags(flags, args, stdout); !ok {
		return code
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(stderr, "slbconform run takes no arguments, only flags: %q is left over\n", flags.Arg(0))
		return harness.ExitUsage
	}
	if *schema {
		stdout.Write(reports.Schema())
		return harness.ExitOK
	}
	if *dry {
		return dryRun(ctx, settings, stdout, stderr)
	}
	return conform(ctx, settings, *verbose, stdout, stderr)
}

func dryRun(ctx context.Context, settings *harness.Settings, stdout, stderr io.Writer) int {
	f, err := harness.NewDryRun(ctx, settings)
	if err != nil {
		return failed("run", err, stderr)
	}
	if err := f.Write(stdout); err != nil {
		return failed("run", err, stderr)
	}
	return harness.ExitOK
}

func conform(ctx context.Context, settings *harness.Settings, verbose bool, stdout, stderr io.Writer) int {
	progress := settings.Progress(stderr, verbose)
	done, err := harness.Conform(ctx, settings, "", "", progress)
	if err != nil {
		return failed("run", err, stderr)
	}
	writeErr := done.Write()
	if writeErr != nil {
		fmt.Fprintln(stderr, "slbconform run: the report could not be written:", writeErr)
	}
	if err := done.Show(stdout); err != nil {
		fmt.Fprintln(stderr, "slbconform run: the summary could not be written:", err)
		return harness.ExitBroken
	}
	fmt.Fprintln(stdout)
	if writeErr != nil {
		return harness.ExitBroken
	}
	return done.Exit()
}

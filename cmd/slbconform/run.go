package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/target/capture"
	"github.com/slbconform/slbconform/internal/target/live"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
)

func runRun(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	settings := harness.NewSettings(harness.Environment)
	usage := "run [flags]\n\nRuns the scenarios against a target, judges them and writes the report. Everything it needs is built in.\n\nexit codes, the first that applies:"
	for _, c := range harness.ExitCodes() {
		usage += fmt.Sprintf("\n  %d  %s", c.Code, c.Means)
	}
	flags := newFlags("run", usage, stderr)
	settings.Register(flags)
	verbose := flags.Bool("v", false, "show each scenario as it ends")
	schema := flags.Bool("schema", false, "print the JSON Schema of conformance.json and end")
	dry := flags.Bool("dry-run", false, "with -target live: say what would be created, called and paid, and stop")
	if code, ok := parseFlags(flags, args, stdout); !ok {
		return code
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(stderr, "slbconform run takes no arguments, only flags: %q is left over\n", flags.Arg(0))
		return exitUsage
	}
	if *schema {
		stdout.Write(reports.Schema())
		return exitOK
	}
	if *dry {
		return forecast(ctx, settings, stdout, stderr)
	}
	return conform(ctx, settings, *verbose, stdout, stderr)
}

func forecast(ctx context.Context, settings *harness.Settings, stdout, stderr io.Writer) int {
	f, err := harness.NewForecast(ctx, settings)
	if err != nil {
		return wrong(err, stderr)
	}
	if err := f.Write(stdout); err != nil {
		return wrong(err, stderr)
	}
	return exitOK
}

// wrong says why there was no run and returns the exit code for it.
func wrong(err error, stderr io.Writer) int {
	fmt.Fprintln(stderr, "slbconform run:", wire.Scrub(err.Error()))
	return unbegun(err)
}

// unbegun is the exit code of what a live target did not let begin: what a person told it wrongly is usage, what the
// network, the credentials or the service refused leaves everything open, anything else is ours.
func unbegun(err error) int {
	var usage *plan.UsageError
	var refused *live.RefusedError
	switch {
	case errors.As(err, &usage), errors.Is(err, live.ErrNotAllowed), errors.Is(err, capture.ErrNoCapture):
		return exitUsage
	case errors.As(err, &refused), errors.Is(err, live.ErrNoCredentials), errors.Is(err, live.ErrNoAnswer), errors.Is(err, live.ErrClock):
		return harness.ExitInconclusive
	}
	return exitBroken
}

func conform(ctx context.Context, settings *harness.Settings, verbose bool, stdout, stderr io.Writer) int {
	progress := settings.Progress(stderr, verbose)
	done, err := harness.Conform(ctx, settings, "", "", progress)
	if err != nil {
		return wrong(err, stderr)
	}
	writeErr := done.Write()
	if writeErr != nil {
		fmt.Fprintln(stderr, "slbconform run: the report could not be written:", writeErr)
	}
	if err := done.Show(stdout); err != nil {
		fmt.Fprintln(stderr, "slbconform run: the summary could not be written:", err)
		return exitBroken
	}
	fmt.Fprintln(stdout)
	if writeErr != nil {
		return exitBroken
	}
	return done.Exit()
}

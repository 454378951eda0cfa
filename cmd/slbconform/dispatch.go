package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"syscall"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/target/capture"
	"github.com/slbconform/slbconform/internal/target/live"
	"github.com/slbconform/slbconform/internal/wire"
)

// command is one subcommand.
type command struct {
	name    string
	purpose string // one line for the list, without a full stop
	// cleans reports whether it has something to clean up: then a first interrupt, termination signal or hang-up ends ctx, and a
	// second one the process. Any other ends with the first, whatever it waits for.
	cleans bool
	// run does the work with the arguments after the name and returns the exit code, or why the work could not be done.
	// Answers go to stdout; mistakes and progress go to stderr. It returns soon after ctx is done.
	run func(ctx context.Context, args []string, stdout, stderr io.Writer) (code int, err error)
}

// dispatch runs the command of the table that args names first, says why it could not do its work where it could not, and
// returns the exit code. Asking for help is no mistake; naming no command, or one that does not exist, is a usage error.
func dispatch(ctx context.Context, program string, table []command, args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		list(stderr, program, table)
		return harness.ExitUsage
	}
	if args[0] == "help" && len(args) > 1 {
		args = append(slices.Clone(args[1:]), "-h")
	}
	name := args[0]
	for _, c := range table {
		if c.name == name {
			if c.cleans {
				var stop func()
				ctx, stop = harness.Interruptible(ctx, program+" "+name, stderr)
				defer stop()
			}
			code, err := c.run(ctx, args[1:], stdout, stderr)
			switch {
			case errors.Is(err, flag.ErrHelp):
				return harness.ExitOK
			case err != nil:
				return failed(program+" "+name, err, stderr)
			}
			return code
		}
	}
	if name == "-h" || name == "-help" || name == "--help" || name == "help" {
		list(stdout, program, table)
		return harness.ExitOK
	}
	fmt.Fprintf(stderr, "%s: there is no subcommand %q%s\n\n", program, name, nearest.Hint(name, names(table)))
	list(stderr, program, table)
	return harness.ExitUsage
}

// newFlags makes the flags of a subcommand. usage is its help, up to the exit codes, which all have in common, and the
// flags themselves.
func newFlags(name, usage string, stdout io.Writer) *flag.FlagSet {
	flags := flag.NewFlagSet("slbconform "+name, flag.ContinueOnError)
	flags.SetOutput(stdout)
	flags.Usage = func() {
		fmt.Fprintf(stdout, "usage: slbconform %s\n\nexit codes, the first that applies:\n", usage)
		for _, c := range harness.ExitCodes() {
			fmt.Fprintf(stdout, "  %d  %s\n", c.Code, c.Means)
		}
		heading := "\nflags:\n"
		flags.VisitAll(func(*flag.Flag) { fmt.Fprint(stdout, heading); heading = "" })
		flags.PrintDefaults()
	}
	return flags
}

// parse reads the flags of a subcommand that takes no arguments. The error is flag.ErrHelp when help was asked for, and
// shown, or a *UsageError.
func parse(flags *flag.FlagSet, args []string) error {
	err := harness.ParseFlags(flags, args)
	if err == nil && flags.NArg() > 0 {
		return plan.Usagef("it takes no arguments, only flags: %q is left over", flags.Arg(0))
	}
	return err
}

func list(w io.Writer, program string, table []command) {
	fmt.Fprintf(w, "usage: %s <subcommand> [flags] [arguments]\n\n", program)
	for _, c := range table {
		fmt.Fprintf(w, "  %-9s %s\n", c.name, c.purpose)
	}
	fmt.Fprintf(w, "\n%s <subcommand> -h explains one.\n", program)
}

func names(table []command) []string {
	out := make([]string, len(table))
	for i, c := range table {
		out[i] = c.name
	}
	return out
}

// failed says why a program could not do what it was asked to, and returns the exit code for it.
func failed(program string, err error, stderr io.Writer, known ...string) int {
	fmt.Fprintf(stderr, "%s: %s\n", program, wire.Scrub(err.Error(), known...))
	return exitOf(err)
}

// exitOf is the exit code of what could not be done: what a person told it wrongly is usage, what the network, the
// credentials or the service refused leaves everything open, anything else is ours.
func exitOf(err error) int {
	var usage *plan.UsageError
	var refused *live.RefusedError
	switch unread, ok := errors.AsType[*document.Error](err); {
	case ok && unread.Flag:
		return harness.ExitUsage
	case errors.As(err, &usage), errors.Is(err, live.ErrNotAllowed), errors.Is(err, capture.ErrNoCapture), errors.Is(err, document.ErrNoLedger), errors.Is(err, serve.ErrOptions):
		return harness.ExitUsage
	case errors.As(err, &refused), errors.Is(err, live.ErrNoCredentials), errors.Is(err, live.ErrNoAnswer), errors.Is(err, live.ErrClock), errors.Is(err, harness.ErrEnded):
		return harness.ExitInconclusive
	case errors.Is(err, capture.ErrTampered):
		return harness.ExitBroken
	case notToBeUsed(err):
		return harness.ExitUsage
	}
	return harness.ExitBroken
}

// notToBeUsed reports whether the system says that a file, a folder or an address is not there, or is not to be used in this
// way. Only what was named to us is asked of the system: everything of our own is built in.
func notToBeUsed(err error) bool {
	system, ok := errors.AsType[syscall.Errno](err)
	if !ok {
		return false
	}
	return slices.ContainsFunc(append(systemRefusals(), fs.ErrNotExist, fs.ErrPermission, fs.ErrExist), func(is error) bool { return errors.Is(system, is) })
}

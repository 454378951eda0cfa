package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/nearest"
)

// command is one subcommand.
type command struct {
	name    string
	purpose string // one line for the list, without a full stop
	// run does the work with the arguments after the name and returns the exit code. Answers go to stdout;
	// mistakes and progress go to stderr. It returns soon after ctx is done.
	run func(ctx context.Context, args []string, stdout, stderr io.Writer) int
}

// dispatch runs the command of the table that args names first. Asking for help is no mistake and goes to
// stdout; naming no command, or one that does not exist, is a usage error.
func dispatch(ctx context.Context, program string, table []command, args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		list(stderr, program, table)
		return harness.ExitUsage
	}
	name := args[0]
	for _, c := range table {
		if c.name == name {
			return c.run(ctx, args[1:], stdout, stderr)
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
func newFlags(name, usage string, stderr io.Writer) *flag.FlagSet {
	flags := flag.NewFlagSet("slbconform "+name, flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintf(flags.Output(), "usage: slbconform %s\n\nexit codes, the first that applies:\n", usage)
		for _, c := range harness.ExitCodes() {
			fmt.Fprintf(flags.Output(), "  %d  %s\n", c.Code, c.Means)
		}
		heading := "\nflags:\n"
		flags.VisitAll(func(*flag.Flag) { fmt.Fprint(flags.Output(), heading); heading = "" })
		flags.PrintDefaults()
	}
	return flags
}

// parseFlags reads the flags of a subcommand. When it returns false, the exit code says why: help was asked for, which
// is no mistake and goes to stdout, or the call was wrong and one line has said how.
func parseFlags(flags *flag.FlagSet, args []string, stdout io.Writer) (code int, ok bool) {
	stderr := flags.Output()
	flags.SetOutput(io.Discard) // the package would show all flags beside a mistake in one
	err := flags.Parse(args)
	flags.SetOutput(stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		flags.SetOutput(stdout)
		flags.Usage()
		return harness.ExitOK, false
	case err != nil:
		fmt.Fprintf(stderr, "%s: %v%s (-h lists the flags)\n", flags.Name(), err, meantFlag(flags, err))
		return harness.ExitUsage, false
	}
	return harness.ExitOK, true
}

// meantFlag is the hint to the flag that an unknown one was probably meant for.
func meantFlag(flags *flag.FlagSet, err error) string {
	unknown, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
	if !ok {
		return ""
	}
	var known []string
	flags.VisitAll(func(f *flag.Flag) { known = append(known, f.Name) })
	return nearest.Hint(unknown, known)
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

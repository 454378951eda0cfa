package harness

import (
	"errors"
	"flag"
	"io"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/plan"
)

// ParseFlags reads flags. The error is flag.ErrHelp when help was asked for, and shown, or a *UsageError of one line.
func ParseFlags(flags *flag.FlagSet, args []string) error {
	out, help := flags.Output(), flags.Usage
	flags.SetOutput(io.Discard) // the package would show all flags beside a mistake in one
	flags.Usage = func() {}
	err := flags.Parse(args)
	flags.SetOutput(out)
	flags.Usage = help
	switch {
	case errors.Is(err, flag.ErrHelp):
		help()
		return err
	case err != nil:
		return plan.Usagef("%v%s (-h lists the flags)", err, meantFlag(flags, err))
	}
	for i, arg := range flags.Args() {
		if i > 0 && len(arg) > 1 && arg[0] == '-' {
			return plan.Usagef("%s stands after %s; flags come first", arg, flags.Arg(0))
		}
	}
	return nil
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

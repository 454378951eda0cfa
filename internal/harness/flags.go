package harness

import (
	"errors"
	"flag"
	"io"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/target"
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

// meantFlag is the end of an error about a flag: the one that was probably meant, or what its value is.
func meantFlag(flags *flag.FlagSet, err error) (hint string) {
	unknown, isUnknown := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
	values := map[string]string{"int": "a whole number", "uint": "a whole number", "float": "a number", "duration": "a time like 45m", "": "true or false"}
	var known, begun []string
	flags.VisitAll(func(f *flag.Flag) {
		if value, _ := flag.UnquoteUsage(f); strings.HasSuffix(err.Error(), " -"+f.Name+": parse error") && values[value] != "" {
			hint = "; it takes " + values[value]
		}
		if strings.HasPrefix(f.Name, unknown) {
			begun = append(begun, "-"+f.Name)
		}
		if !strings.HasPrefix(f.Name, "test.") {
			known = append(known, "-"+f.Name)
		}
	})
	switch {
	case !isUnknown:
		return hint
	case unknown != "" && len(begun) > 0:
		return "; did you mean " + strings.Join(begun, " or ") + "?"
	case len(unknown) > 1:
		hint = nearest.Hint("-"+unknown, known)
	}
	if hint == "" && len(known) > 0 {
		return "; there are " + strings.Join(known, ", ")
	}
	return hint
}

// Shown are the roles of -shown, which a person has looked at. An unknown role, one that nobody has to vouch for, and one that no
// wanted scenario names are a *UsageError.
func (s *Settings) Shown(needed func(role string) bool) ([]string, error) {
	var shown []string
	for _, name := range strings.Split(s.get("shown"), ",") {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		role := target.FindRole(name)
		switch {
		case role == nil:
			return nil, plan.Usagef("-shown %q: there is no such role%s", name, nearest.Hint(name, vouchedRoles()))
		case !mayBeShown(*role):
			return nil, plan.Usagef("-shown %q: nobody has to vouch for this role: the run shows it", name)
		case !needed(name):
			return nil, plan.Usagef("-shown %q: no scenario of this run speaks of it", name)
		}
		shown = append(shown, name)
	}
	return shown, nil
}

// mayBeShown reports whether a look at a role can settle something: what no call shows of it, or that a backend server is there
// which no reading lists.
func mayBeShown(r target.Role) bool {
	return r.Vouched || r.Trait == target.RAMUser || r.Kind == target.ServerRole
}

func vouchedRoles() []string {
	var names []string
	for _, r := range target.Roles() {
		if mayBeShown(r) {
			names = append(names, r.Name)
		}
	}
	return names
}

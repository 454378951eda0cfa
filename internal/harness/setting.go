package harness

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/plan"
)

type setting struct {
	name, value, origin, usage string
	boolean                    bool // true or false; a flag without a value means true
	list                       bool // parted by commas
	must                       must
}

// must is a condition on a value; the zero value accepts anything.
type must struct {
	be    string
	holds func(value string) bool
	words []string // all that there are, where they are few
}

// Set takes a value from a flag. The last counts, but a second list is an error: the first would be lost.
func (s *setting) Set(v string) error {
	if s.list && s.origin == "flag" && s.value != v {
		return fmt.Errorf("it is %q already; both are %q", s.value, s.value+","+v)
	}
	s.value, s.origin = v, "flag"
	return nil
}

// String is the value.
func (s *setting) String() string { return s.value }

// IsBoolFlag reports whether the flag may stand without a value.
func (s *setting) IsBoolFlag() bool { return s.boolean }

// env is the environment variable of a setting: SLBCONFORM_ and the name in capitals.
func (s *setting) env() string {
	return "SLBCONFORM_" + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))
}

// check returns a *UsageError for an invalid value.
func (s *setting) check() error {
	m := s.must
	if s.boolean {
		m = must{be: "true or false", holds: func(v string) bool { _, err := strconv.ParseBool(v); return err == nil }}
	}
	if m.holds == nil || m.holds(s.value) {
		return nil
	}
	return plan.Usagef("-%s must be %s, not %q%s (%s)", s.name, m.be, s.value, nearest.Hint(s.value, m.words), s.origin)
}

func oneOf(words ...string) must {
	return must{be: strings.Join(words, " or "), holds: func(v string) bool { return slices.Contains(words, v) }, words: words}
}

func wholeNumber(low int) must {
	return must{be: fmt.Sprintf("a whole number from %d upward", low), holds: between(low, math.MaxInt)}
}

func between(low, high int) func(value string) bool {
	return func(v string) bool {
		n, err := strconv.Atoi(v)
		return err == nil && n >= low && n <= high
	}
}

func namesRules(v string) bool { return v == "" || strings.Trim(v, ", ") != "" }

func isTime(v string) bool {
	limit, err := time.ParseDuration(v)
	return err == nil && limit > 0
}

func isRate(v string) bool {
	rate, err := strconv.ParseFloat(v, 64)
	return v == "" || err == nil && rate > 0 && !math.IsInf(rate, 1) // NaN is not above 0 either
}

func isOrder(v string) bool { return v == "written" || v == "random" || wholeNumber(1).holds(v) }

// Check checks all values, also those that this run does not need, so that a mistyped limit is noticed before a live run at night.
// The error joins *UsageError.
func (s *Settings) Check() error {
	if err := s.values["target"].check(); err != nil {
		return err // which flags are of use depends on it
	}
	owners := map[string][]string{}
	for _, name := range []string{"inventory", "journal", "max-calls", "max-load-balancers", "max-time", "rate"} {
		owners[name] = []string{"live"}
	}
	for _, name := range []string{"capture", "inconclusive", "shown"} {
		owners[name] = []string{"live", "replay"}
	}
	var errs []error
	for _, v := range s.list {
		errs = append(errs, cmp.Or(s.checkOwner(v, owners[v.name]), v.check()))
	}
	return errors.Join(errs...)
}

// checkOwner returns a *UsageError for a flag that only other targets read. An environment variable may be set for other runs.
func (s *Settings) checkOwner(v *setting, targets []string) error {
	if v.origin != "flag" || v.value == "" || len(targets) == 0 || slices.Contains(targets, s.get("target")) {
		return nil
	}
	return plan.Usagef("-%s is for -target %s, and the target is %s", v.name, strings.Join(targets, " or "), s.get("target"))
}

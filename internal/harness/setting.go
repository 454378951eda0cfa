package harness

import (
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
	must                       must
}

// must is a condition on a value; the zero value accepts anything.
type must struct {
	be    string
	holds func(value string) bool
	words []string // all that there are, where they are few
}

// Set takes a value from a flag.
func (s *setting) Set(v string) error { s.value, s.origin = v, "flag"; return nil }

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

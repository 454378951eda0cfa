package harness

import (
	"errors"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/plan"
)

// Check refuses values that cannot be meant, those that this run does not need included: a limit with a typing error
// must not wait for the night to be noticed. All mistakes are *UsageError, joined.
func (s *Settings) Check() error {
	if _, err := s.Choice("target", "mock", "live", "replay"); err != nil {
		return err // which flags are of use depends on it
	}
	_, limits := s.Limits()
	_, inconclusive := s.Number("inconclusive", 0)
	_, generate := s.Number("generate", 0)
	_, concurrency := s.Number("concurrency", 1)
	_, order := s.Seed()
	_, strict := s.Yes("strict")
	_, quiet := s.Yes("quiet")
	return errors.Join(generate, concurrency, order, quiet, s.checkRules(), s.checkOwner("inventory", "live"), s.checkOwner("capture", "live", "replay"), s.checkOwner("journal", "live"), s.checkOwner("shown", "live", "replay"), strict, limits, inconclusive)
}

func (s *Settings) checkRules() error {
	if given := s.Get("rules"); given != "" && len(s.Rules()) == 0 {
		return plan.Usagef("-rules %q names no rule", given)
	}
	return nil
}

// checkOwner refuses a flag that only another target reads. In the environment it may stay set for other runs.
func (s *Settings) checkOwner(name string, targets ...string) error {
	v := s.values[name]
	if v.origin != "flag" || v.value == "" || slices.Contains(targets, s.Get("target")) {
		return nil
	}
	return plan.Usagef("-%s is for -target %s, and the target is %s", name, strings.Join(targets, " or "), s.Get("target"))
}

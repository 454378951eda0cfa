package harness

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/plan"
)

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

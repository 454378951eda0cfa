package harness

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/plan"
)

// Check refuses values that cannot be meant, those that this run does not need included: a limit with a typing error
// must not wait for the night to be noticed. All mistakes are *UsageError, joined.
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

// checkOwner refuses a flag that only another target reads. In the environment it may stay set for other runs.
func (s *Settings) checkOwner(v *setting, targets []string) error {
	if v.origin != "flag" || v.value == "" || len(targets) == 0 || slices.Contains(targets, s.get("target")) {
		return nil
	}
	return plan.Usagef("-%s is for -target %s, and the target is %s", v.name, strings.Join(targets, " or "), s.get("target"))
}

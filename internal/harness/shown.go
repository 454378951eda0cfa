package harness

import (
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/target"
)

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
		case !role.Vouched && role.Trait != target.RAMUser:
			return nil, plan.Usagef("-shown %q: nobody has to vouch for this role: the run shows it", name)
		case !needed(name):
			return nil, plan.Usagef("-shown %q: no scenario of this run speaks of it", name)
		}
		shown = append(shown, name)
	}
	return shown, nil
}

func vouchedRoles() []string {
	var names []string
	for _, r := range target.Roles() {
		if r.Vouched || r.Trait == target.RAMUser {
			names = append(names, r.Name)
		}
	}
	return names
}

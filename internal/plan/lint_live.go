package plan

import (
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/spec"
)

// liveMistakes checks that the roles that rules need exist.
func liveMistakes(l *spec.Ledger) []error {
	var errs []error
	for _, r := range l.Rules {
		name, needs := strings.CutPrefix(r.Live, "needs ")
		if needs && target.FindRole(name) == nil {
			errs = append(errs, strictyaml.Errorf(r.TextFile, r.TextLine, "rule %q: live: there is no role %q%s", r.Name, name, nearest.Hint(name, target.RoleNames())))
		}
	}
	return errs
}

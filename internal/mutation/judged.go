package mutation

import (
	"fmt"
	"slices"

	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
)

// Misjudged is the error of a mutant whose rule was blamed, and has another verdict than its basis gives it, or is no
// cause.
type Misjudged struct {
	Mutant *Mutant
	Saw    string // the verdict, or what is named in its place
}

// Error says which mutant, and how its rule was judged.
func (e *Misjudged) Error() string { return fmt.Sprintf("mutant misjudged: %s: %s", e.Mutant, e.Saw) }

// judged holds the verdict of the mutant's rule, and of the cause that names it, against its basis.
func (m *Mutant) judged(result *run.Result) error {
	want := m.verdict(result.Suite.Ledger.Rule(m.Rule))
	for _, r := range result.Rules {
		if r.ID == m.Rule && r.Verdict != want {
			return &Misjudged{m, fmt.Sprintf("the rule is %s, not %s: %s", r.Verdict, want, r.Reason)}
		}
	}
	if !slices.ContainsFunc(result.Causes, func(f *run.Found) bool { return f.Rule == m.Rule && f.Verdict == want }) {
		return &Misjudged{m, fmt.Sprintf("the rule is %s, and no cause is; the first cause is %s, which is %s", want, result.Causes[0].Rule, result.Causes[0].Verdict)}
	}
	return nil
}

// verdict is that of the mutant's rule: what is stated is violated. Of a code, its row is one thing, and what provokes it
// another.
func (m *Mutant) verdict(r *spec.Rule) reports.Verdict {
	basis := r.Basis
	if r.Kind == "error" && !slices.Contains([]string{anotherStatus, anotherMessage}, m.Sort) {
		basis = r.Cause.Basis
	}
	if basis == spec.Stated {
		return reports.Violates
	}
	return reports.Unexpected
}

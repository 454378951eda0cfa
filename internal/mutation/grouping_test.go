package mutation

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/reports"
)

// Grouped is what a run of the whole suite makes of a mutant: by the matrices, its rule should be the first cause, and the
// only one.
type Grouped struct {
	Mutant    *Mutant
	First     string   // the rule that is named first
	Right     bool     // it is one that the mutant breaks
	Beside    []string // innocent rules: of other causes, and those that are said to explain the first alike
	Followers int      // scenarios that follow from the first cause
}

// String says it in a line.
func (g *Grouped) String() string {
	return fmt.Sprintf("%s: named first is %s, with %d followers; beside it %s", g.Mutant, g.First, g.Followers, strings.Join(g.Beside, ", "))
}

// Sample are about n servers, spread over all rules, that leave the plain call whole.
func (r *Run) Sample(ctx context.Context, n int) [][]*Mutant {
	all := r.servers()
	var sample [][]*Mutant
	for i := range n {
		same := all[i*len(all)/n]
		if !r.breaksThePlainCall(ctx, same) {
			sample = append(sample, same)
		}
	}
	return sample
}

// Group runs one server against the whole suite, and looks at the causes that the run names.
func (r *Run) Group(ctx context.Context, same []*Mutant, matrices []*run.Matrix) (*Grouped, error) {
	o := against(r.Generator.altered(same[0]), nil)
	o.Matrices = func() ([]*run.Matrix, string) { return matrices, "" }
	result, err := r.Suite.Run(ctx, o)
	if err != nil {
		return nil, err
	}
	g := &Grouped{Mutant: same[0]}
	for _, c := range result.Causes {
		if c.Verdict != reports.Violates && c.Verdict != reports.Unexpected {
			continue
		}
		if g.First == "" {
			g.First, g.Right, g.Followers = c.Rule, r.broken(same, c.Rule), len(c.Followers)
		}
		for _, rule := range append([]string{c.Rule}, c.Beside...) {
			if !r.broken(same, rule) && !slices.Contains(g.Beside, rule) {
				g.Beside = append(g.Beside, rule)
			}
		}
	}
	return g, nil
}

// broken reports whether one of the mutants that are the same server breaks a rule: one that it is said to break, or that
// the same entry of the mock's table keeps.
func (r *Run) broken(same []*Mutant, rule string) bool {
	entries := r.Generator.entries(r.Suite.Ledger.Rule(rule))
	return slices.ContainsFunc(same, func(m *Mutant) bool {
		own := r.Generator.entries(r.Suite.Ledger.Rule(m.Rule))
		return m.breaks(rule) || slices.ContainsFunc(own, func(i int) bool { return slices.Contains(entries, i) })
	})
}

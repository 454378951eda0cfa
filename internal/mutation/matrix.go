package mutation

import (
	"context"
	"slices"
	"time"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// Matrix is what the mutants of an operation's rules break, each in all scenarios that reach it: one mutant of a rule
// and a sort stands for its like. What breaks the plain call, and with it everything, is left out.
func (r *Run) Matrix(ctx context.Context, operation, hash string) *run.Matrix {
	m := &run.Matrix{Operation: operation, Hash: hash}
	chosen := r.representatives(operation)
	seen := make([]*run.MutantSeen, len(chosen))
	Parallel(len(chosen), func(i int) { seen[i] = r.seen(ctx, chosen[i]) })
	for _, s := range seen {
		if s != nil && !slices.ContainsFunc(m.Mutants, func(o run.MutantSeen) bool { return alikeSeen(o, *s) }) {
			m.Mutants = append(m.Mutants, *s)
		}
	}
	return m
}

func alikeSeen(a, b run.MutantSeen) bool {
	return a.Rule == b.Rule && slices.Equal(a.Symptoms, b.Symptoms)
}

// representatives are one mutant of each rule and sort.
func (r *Run) representatives(operation string) []*Mutant {
	known := map[string]bool{}
	var all []*Mutant
	for _, m := range r.Mutants {
		key := m.Rule + " " + m.Sort
		if r.Suite.Ledger.Rule(m.Rule).Operation == operation && !known[key] {
			known[key] = true
			all = append(all, m)
		}
	}
	return all
}

// seen is what one mutant breaks; nil when it breaks nothing that a run shows, or the plain call.
func (r *Run) seen(ctx context.Context, m *Mutant) *run.MutantSeen {
	s := newMutated(r.intact, r.Generator.tests(r.Suite.Ledger.Rule(m.Rule)))
	m.alter(s)
	result, err := r.Suite.Run(ctx, run.Options{Target: target.NewMock(s.MockConfig), Timeout: 20 * time.Second, Filter: plan.Filter{IDs: m.reaches}})
	if err != nil {
		return nil
	}
	one := &run.MutantSeen{Rule: m.Rule, Name: m.How}
	for _, o := range result.Outcomes {
		for _, symptom := range o.Symptoms() {
			if r.Suite.Ledger.Rule(o.Scenario.Rule).Kind == "sample" && o.Scenario.Rule != m.Rule && symptom.Kind == wire.Refused {
				return nil // a sample is refused, which is the plain call
			}
			if !slices.Contains(one.Symptoms, symptom) {
				one.Symptoms = append(one.Symptoms, symptom)
			}
		}
	}
	if len(one.Symptoms) == 0 {
		return nil
	}
	return one
}

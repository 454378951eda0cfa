package mutation

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// Matrix is what the mutants of an operation's rules break, each in all scenarios that reach it. What breaks the plain
// call, and with it everything, is left out.
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

// most is how many runs of a scenario the wrong answers of one rule may take: they are many, and where many scenarios reach
// them one stands for its like.
const most = 900

// representatives are the servers that a matrix of the operation needs, each with the mutants that it is.
func (r *Run) representatives(operation string) [][]*Mutant {
	took := map[string]int{}
	var all [][]*Mutant
	for _, same := range r.servers() {
		m := same[0]
		if r.Suite.Ledger.Rule(m.Rule).Operation != operation {
			continue
		}
		key := fmt.Sprint(m.Rule, m.quiet)
		if m.Sort == wrongAnswer && took[key] > 0 && took[key]+len(m.reaches) > most {
			continue
		}
		took[key] += len(m.reaches)
		all = append(all, same)
	}
	return all
}

// servers are the mutants, those that are one and the same server together.
func (r *Run) servers() [][]*Mutant {
	var all [][]*Mutant
	at := map[string]int{}
	for _, m := range r.Mutants {
		key := r.server(m)
		i, known := at[key]
		if !known {
			i = len(all)
			at[key] = i
			all = append(all, nil)
		}
		all[i] = append(all[i], m)
	}
	return all
}

// server tells servers apart: a mutant of some sorts does the same to the calls of an operation, whichever rule it is
// said to break.
func (r *Run) server(m *Mutant) string {
	if i := slices.IndexFunc(r.sorts, func(s Sort) bool { return s.Name == m.Sort }); i >= 0 && r.sorts[i].Alike {
		return r.Generator.underTest(r.Suite.Ledger.Rule(m.Rule)) + " " + m.How
	}
	return m.String()
}

// seen is what one server breaks; nil when it breaks nothing that a run shows, or the plain call.
func (r *Run) seen(ctx context.Context, same []*Mutant) *run.MutantSeen {
	m := same[0]
	if len(m.reaches) >= 40 && r.breaksThePlainCall(ctx, same) { // where few reach it, the run itself tells
		return nil
	}
	result, err := r.whole(ctx, m, m.reaches)
	if err != nil || r.refusesSamples(same, result) {
		return nil
	}
	one := &run.MutantSeen{Rule: r.blamed(same, result), Name: m.How}
	for _, o := range result.Outcomes {
		for _, symptom := range o.Symptoms() {
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

// whole runs a mutant in all scenarios that are given.
func (r *Run) whole(ctx context.Context, m *Mutant, scenarios map[string]bool) (*run.Result, error) {
	return r.Suite.Run(ctx, against(r.Generator.altered(m), scenarios))
}

// breaksThePlainCall tries a server in the samples alone, which is soon done.
func (r *Run) breaksThePlainCall(ctx context.Context, same []*Mutant) bool {
	samples := map[string]bool{}
	for _, s := range r.Suite.Plan.Scenarios {
		if same[0].reaches[s.ID()] && r.Suite.Ledger.Rule(s.Rule).Kind == "sample" {
			samples[s.ID()] = true
		}
	}
	if len(samples) == 0 {
		return false
	}
	result, err := r.whole(ctx, same[0], samples)
	return err != nil || r.refusesSamples(same, result)
}

// refusesSamples reports whether a server refuses all samples of an operation, and every other that it answers otherwise: with them the
// plain call, which is written after one. Those that it is said to break say nothing of that.
func (r *Run) refusesSamples(same []*Mutant, result *run.Result) bool {
	refused := map[string]int{} // by operation
	for _, o := range result.Outcomes {
		if !r.isSample(o.Scenario, same) {
			continue
		}
		if !slices.ContainsFunc(o.Symptoms(), func(s run.Symptom) bool { return s.Kind == wire.Refused }) {
			return false
		}
		refused[o.Scenario.Operation]++
	}
	for _, s := range r.Suite.Plan.Scenarios {
		if r.isSample(s, same) {
			refused[s.Operation]--
		}
	}
	return slices.Contains(slices.Collect(maps.Values(refused)), 0)
}

// isSample reports whether a scenario sends a sample, whose rule the mutants of a server are not said to break.
func (r *Run) isSample(s *plan.Scenario, same []*Mutant) bool {
	return r.Suite.Ledger.Rule(s.Rule).Kind == "sample" && (len(same) > 1 || !same[0].breaks(s.Rule))
}

// blamed is the rule that a server breaks, of those that it may: the one that most scenarios of other rules show.
func (r *Run) blamed(same []*Mutant, result *run.Result) string {
	shown := map[string]int{}
	for _, o := range result.Outcomes {
		for _, v := range o.Violations {
			if v.Rule != o.Scenario.Rule {
				shown[v.Rule]++
			}
		}
	}
	isEffect := func(m *Mutant) int {
		if r.Suite.Ledger.Rule(m.Rule).Kind == spec.Kind("effect") {
			return 1
		}
		return 0
	}
	return slices.MinFunc(same, func(a, b *Mutant) int {
		return cmp.Or(cmp.Compare(shown[b.Rule], shown[a.Rule]), isEffect(b)-isEffect(a))
	}).Rule
}

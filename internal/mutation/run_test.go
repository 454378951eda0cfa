package mutation

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
)

// Run is a mutation run: every mutant against the features. It never changes once made.
type Run struct {
	Suite     *run.Suite
	Mutants   []*Mutant
	Generator *Generator
	Most      int // scenarios that each variant and each mistake is tried in; 0: all that see it

	sorts []Sort
}

// Open makes the mutants of the rules that are to be broken, of the suite and the mock that were built in. The error names
// every rule that lacks a mutant its kind asks for.
func Open(breaks func(rule string) bool) (*Run, error) {
	built, err := runtest.Intact()
	if err != nil {
		return nil, err
	}
	ids := built.Suite.Ledger.IDs()
	only := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !breaks(id) })
	if len(only) == len(ids) {
		only = nil
	}
	return mutants(built.Suite, built.Mock, only, built.Result)
}

// New makes the mutants of a suite and a mock, of the rules that are named or else of all. The error joins what the sorts
// leave unproven.
func New(s *run.Suite, intact mocktarget.Config, only ...string) (*Run, error) {
	result, err := observe(s, intact, only)
	if err != nil {
		return nil, err
	}
	return mutants(s, intact, only, result)
}

// mutants are made of a suite and a mock, which a run showed to hold.
func mutants(s *run.Suite, intact mocktarget.Config, only []string, result *run.Result) (*Run, error) {
	g, err := newGenerator(s, intact, only, result)
	if err != nil {
		return nil, err
	}
	sorts := Sorts()
	all, err := g.Generate(sorts)
	if err != nil {
		return nil, err
	}
	if err := g.reach(all, false); err != nil {
		return nil, err
	}
	return &Run{Suite: s, Generator: g, Mutants: g.moved(all), sorts: sorts}, nil
}

// Variants makes the lawful variants, and finds the scenarios that see them.
func (r *Run) Variants() ([]*Mutant, error) {
	all := r.Generator.variants(r.Mutants)
	return all, r.Generator.reach(all, true)
}

// Intact is the mock before anything was broken.
func (r *Run) Intact() mocktarget.Config { return r.Generator.intact }

// All lets every mutant run against its own rule's scenarios, as many at once as there are processors. The results come
// in the order of the mutants.
func (r *Run) All(ctx context.Context) []*Result {
	results := make([]*Result, len(r.Mutants))
	Parallel(len(results), func(i int) { results[i] = r.Try(ctx, r.Mutants[i]) })
	return results
}

// Parallel does something for each of n numbers, as many at once as there are processors.
func Parallel(n int, do func(i int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// Try lets one mutant run against the scenarios of its own rule that reach it; where none does, against all of them.
func (r *Run) Try(ctx context.Context, m *Mutant) *Result {
	s := r.Generator.altered(m)
	o := against(s, r.ofRule(m))
	o.Filter.Rules = []string{m.Rule}
	started := time.Now()
	result, err := r.Suite.Run(ctx, o)
	t := &Result{Mutant: m, Took: time.Since(started)}
	if err != nil {
		t.Err = fmt.Errorf("run broken by a mutant: %s: %w", m, err)
		return t
	}
	t.weigh(result, s.met.Load())
	return t
}

// against are the options of a run of some scenarios against a mock that was altered; nil is all scenarios.
func against(s *mutated, scenarios map[string]bool) run.Options {
	return run.Options{Target: mocktarget.New(s.Config), Timeout: 20 * time.Second, Filter: plan.Filter{IDs: scenarios}}
}

// ofRule are the scenarios of a mutant's own rule that reach it; nil for none.
func (r *Run) ofRule(m *Mutant) map[string]bool {
	var ids map[string]bool
	for _, s := range r.Generator.scenarios(r.Suite.Ledger.Rule(m.Rule)) {
		if !m.reaches[s.ID()] {
			continue
		}
		if ids == nil {
			ids = map[string]bool{}
		}
		ids[s.ID()] = true
	}
	return ids
}

package proof

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/slbconform/slbconform/features"
	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/spec"
)

// Campaign runs every mutant against the features. It never changes once made.
type Campaign struct {
	Suite    *run.Suite
	Mutants  []*Mutant
	Everyone bool // each mutant against the whole suite, not only against its own rule's scenarios

	whole target.MockConfig
	shop  *Workshop
}

// Open reads the suite and the mock that were built in and makes the mutants. The error names what cannot be read,
// and every rule that lacks a mutant its kind asks for.
func Open() (*Campaign, error) {
	s, err := run.Load(features.Files, spec.Files)
	if err != nil {
		return nil, err
	}
	whole, err := target.LoadMock(fixtures.Files)
	if err != nil {
		return nil, err
	}
	return New(s, whole, Generators())
}

// New makes the mutants of a suite and a mock. The error joins what the generators leave unproven.
func New(s *run.Suite, whole target.MockConfig, generators []Generator) (*Campaign, error) {
	whole.Table.Rules = slices.Concat(whole.Table.Rules, tolerated(s.Ledger, whole.Account))
	w, err := newWorkshop(s, whole)
	if err != nil {
		return nil, err
	}
	c := &Campaign{Suite: s, whole: whole, shop: w}
	c.Mutants, err = w.mutants(generators)
	return c, err
}

// Whole is the mock before anything was broken.
func (c *Campaign) Whole() target.MockConfig { return c.whole }

// Run lets every mutant run, as many at once as there are processors. The trials come in the order of the mutants.
func (c *Campaign) Run(ctx context.Context) []*Trial {
	trials := make([]*Trial, len(c.Mutants))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				trials[i] = c.Try(ctx, c.Mutants[i])
			}
		})
	}
	for i := range c.Mutants {
		next <- i
	}
	close(next)
	wg.Wait()
	return trials
}

// Try lets one mutant run.
func (c *Campaign) Try(ctx context.Context, m *Mutant) *Trial {
	s := newServer(c.whole)
	m.alter(s)
	o := run.Options{Target: target.NewMock(s.MockConfig), Timeout: 20 * time.Second}
	if !c.Everyone {
		o.Filter.Rules = []string{m.Rule}
	}
	started := time.Now()
	result, err := c.Suite.Run(ctx, o)
	t := &Trial{Mutant: m, Took: time.Since(started)}
	if err != nil {
		t.Err = &Broken{m, err.Error()}
		return t
	}
	t.weigh(result, s.met.Load(), c.Everyone)
	return t
}

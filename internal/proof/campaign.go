package proof

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"time"

	"github.com/slbconform/slbconform/features"
	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/suite"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// Campaign runs every mutant against the features. It never changes once made.
type Campaign struct {
	Suite    *suite.Suite
	Mutants  []*Mutant
	Everyone bool // each mutant against the whole suite, not only against its own rule's scenarios

	whole target.MockConfig
	shop  *Workshop
}

// Open reads the suite and the mock that were built in and makes the mutants. The error names what cannot be read,
// and every rule that lacks a mutant its kind asks for.
func Open() (*Campaign, error) {
	s, err := suite.Load(features.Files, spec.Files)
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
func New(s *suite.Suite, whole target.MockConfig, generators []Generator) (*Campaign, error) {
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
	o := suite.Options{Target: target.NewMock(s.MockConfig), Timeout: 20 * time.Second}
	if !c.Everyone {
		o.Filter.Rules = []string{m.Rule}
	}
	started := time.Now()
	result, err := c.Suite.Run(ctx, o)
	t := &Trial{Mutant: m, Took: time.Since(started), Result: result}
	if err != nil {
		t.Err = &Broken{m, err.Error()}
		return t
	}
	t.weigh(s.met.Load(), c.Everyone)
	return t
}

// Trial is what became of one mutant.
type Trial struct {
	Mutant  *Mutant
	Took    time.Duration
	Killers []Killer // all that blamed the mutant's rule, sentences first
	Others  []string // rules blamed besides, which the mutant leaves intact
	Err     error    // *Unreached, *Survived, *Blamed or *Broken; nil when the mutant was killed
	Result  *suite.Result
}

// Killer is what blamed a mutant's rule.
type Killer struct {
	Scenario *suite.Scenario
	Step     string // the sentence; empty when the document found it
	Where    string // the place in the exchange, when the document found it
}

// String says it in a few words.
func (k Killer) String() string {
	if k.Step != "" {
		return k.Step
	}
	return "the document, at " + k.Where
}

// weigh decides whether the mutant was killed: its rule is blamed, and none that it leaves intact.
// Against the whole suite a mutant may be blamed on others too: what one scenario tests, another one uses.
func (t *Trial) weigh(met, everyone bool) {
	var wrongly []suite.Violation
	for _, o := range t.Result.Outcomes {
		for _, v := range o.Violations {
			switch {
			case v.Rule == t.Mutant.Rule:
				t.killedBy(o.Scenario, v)
			case !t.Mutant.breaks(v.Rule):
				wrongly = append(wrongly, v)
			}
		}
	}
	t.Others = rulesOf(wrongly)
	switch {
	case t.fault() != "":
		t.Err = &Broken{t.Mutant, t.fault()}
	case !met:
		t.Err = &Unreached{t.Mutant, t.saw()}
	case len(wrongly) > 0 && !everyone:
		t.Err = &Blamed{t.Mutant, wrongly}
	case len(t.Killers) == 0:
		t.Err = &Survived{t.Mutant, t.saw()}
	}
}

func (t *Trial) killedBy(s *suite.Scenario, v suite.Violation) {
	k := Killer{Scenario: s, Where: v.Where}
	if v.Step < 0 {
		t.Killers = append(t.Killers, k)
		return
	}
	k.Step = s.Steps[v.Step].Text
	t.Killers = append([]Killer{k}, t.Killers...)
}

// fault is what the run itself did wrong. Something left behind is none: a mutant may well not clean up.
func (t *Trial) fault() string {
	for _, f := range t.Result.Faults {
		if f.Kind == "broken" {
			return f.Says
		}
	}
	return ""
}

func (t *Trial) saw() string {
	for _, o := range t.Result.Outcomes {
		if o.Reason != "" {
			return fmt.Sprintf("%q was %s: %s", o.Scenario.Name, o.Verdict, o.Reason)
		}
	}
	return "every scenario held"
}

func rulesOf(violations []suite.Violation) []string {
	var ids []string
	seen := map[string]bool{}
	for _, v := range violations {
		if !seen[v.Rule] {
			seen[v.Rule] = true
			ids = append(ids, v.Rule)
		}
	}
	return ids
}

// definition is the sentence of the vocabulary that a step is.
func definition(vocabulary []steps.Definition, text string) *steps.Definition {
	for i := range vocabulary {
		if vocabulary[i].Pattern.MatchString(text) {
			return &vocabulary[i]
		}
	}
	return nil
}

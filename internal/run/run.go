package run

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/cucumber/godog"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/retry"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// cleanUpTime is how long a scenario may take to remove what it created, after its own time is up.
const cleanUpTime = 30 * time.Second

// defaultName marks what a run creates where nothing outlives the run.
const defaultName = "slbconform"

// partSize is how many scenarios godog gets at once: it keeps all that it knows of them until the last has ended.
const partSize = 300

// run is one run under way.
type run struct {
	ctx      context.Context
	suite    *Suite
	options  Options
	about    target.Description
	wanted   []*plan.Scenario
	started  time.Time
	shared   *steps.Balancers // of all scenarios, where they share one state
	readings *steps.Readings

	mu       sync.Mutex
	outcomes []*Outcome
	cleaner  *steps.World // a world whose session is still open, to remove shared load balancers with
	faults   []Fault
	stopped  error                     // why the run was ended before its time; nil when it was not
	lacking  error                     // why a replay could not run every scenario; nil when it could
	ids      map[string]*plan.Scenario // request ids seen, and where
	passed   map[string]string         // by action and code: what a refusal said that was gone when it was repeated
	refused  map[string]int            // by action and code: how often a refusal was repeated in vain

	idle      int       // scenarios in a row that did not get what nearly every scenario needs
	idleSince time.Time // when the first of them began

	repeats      bool // scenarios are run by themselves, once more
	premises     *premises
	premiseCalls []*wire.Exchange
	stale        string            // why causes were found without matrices; empty when they were used, or not needed
	blamed       map[*Premise]bool // premises whose refusal was laid to a rule
	cleanerClock retry.Clock
}

func newRun(ctx context.Context, s *Suite, o Options, wanted func(*plan.Scenario) bool) *run {
	o.Timeout, o.Name = cmp.Or(o.Timeout, time.Minute), cmp.Or(o.Name, defaultName)
	r := &run{ctx: ctx, suite: s, options: o, about: o.Target.Describe(), readings: &steps.Readings{}, started: time.Now(), ids: map[string]*plan.Scenario{}, passed: map[string]string{}, refused: map[string]int{}, blamed: map[*Premise]bool{}}
	r.premises = newPremises(r)
	r.shared = r.balancers()
	r.wanted = slices.DeleteFunc(slices.Clone(s.Plan.Scenarios), func(s *plan.Scenario) bool { return !wanted(s) })
	return r
}

func (r *run) balancers() *steps.Balancers {
	return &steps.Balancers{Name: r.options.Name, Tag: target.MarkTag}
}

// godog lets the wanted scenarios run. Features are parsed and every sentence is known before, so godog itself has
// nothing to report.
func (r *run) godog() {
	if r.options.Progress != nil {
		r.options.Progress.Begin(len(r.wanted))
		defer r.options.Progress.End()
	}
	if r.options.Seed != 0 {
		order := rand.New(rand.NewPCG(uint64(r.options.Seed), 0))
		order.Shuffle(len(r.wanted), func(i, j int) { r.wanted[i], r.wanted[j] = r.wanted[j], r.wanted[i] })
	}
	r.play(r.wanted, max(r.options.Concurrency, 1))
}

// play lets scenarios run, so many at once.
func (r *run) play(scenarios []*plan.Scenario, concurrency int) {
	for part := range slices.Chunk(scenarios, partSize) {
		godog.TestSuite{
			Name:                "slbconform",
			ScenarioInitializer: r.scenario,
			Options: &godog.Options{
				Format: "progress", Output: io.Discard, Strict: true,
				Concurrency: concurrency, Randomize: r.options.Seed,
				DefaultContext: r.ctx, FeatureContents: r.suite.Plan.Only(part),
			},
		}.Run()
	}
}

// scenario gives one scenario a world of its own and collects what happens in it.
func (r *run) scenario(sc *godog.ScenarioContext) {
	o := &Outcome{world: &steps.World{}, atStep: -1}
	sc.Before(func(ctx context.Context, p *godog.Scenario) (context.Context, error) {
		o.Scenario, o.Started = r.suite.Plan.Named(p.Uri, p.Name), time.Now()
		r.suite.Vocabulary.Register(sc, o.world, o.Scenario.Sentences())
		return r.begin(ctx, o)
	})
	sc.StepContext().Before(func(ctx context.Context, _ *godog.Step) (context.Context, error) {
		o.Steps = append(o.Steps, StepOutcome{started: time.Now()})
		return ctx, nil
	})
	sc.StepContext().After(func(ctx context.Context, _ *godog.Step, _ godog.StepResultStatus, err error) (context.Context, error) {
		o.stepEnded(err)
		return ctx, nil
	})
	sc.After(func(ctx context.Context, _ *godog.Scenario, _ error) (context.Context, error) {
		r.end(ctx, o)
		return ctx, nil
	})
}

func (r *run) begin(ctx context.Context, o *Outcome) (context.Context, error) {
	if r.options.Progress != nil && !r.repeats {
		r.options.Progress.ScenarioStarted(o.Scenario.Name)
	}
	if o.stepErr = r.over(ctx); o.stepErr != nil {
		return ctx, o.stepErr
	}
	ctx, o.cancel = context.WithTimeout(ctx, r.options.Timeout)
	session, err := r.options.Target.Open(ctx, r.session(o))
	switch {
	case errors.Is(err, target.ErrStopped):
		err = r.stop(err)
	case errors.Is(err, target.ErrNotReached) && !r.repeats:
		err = r.notReached(err)
	}
	if err != nil {
		o.stepErr = err
		return ctx, err
	}
	o.session = session
	ctx = retry.WithClock(ctx, session.Clock)
	o.stepErr = r.enter(o.world, steps.Setting{Operation: tested(o.Scenario), Session: session, Name: named(r.options.Name, o.Scenario.ID()), Subject: r.subject(o.Scenario.Rule)})
	return ctx, o.stepErr
}

// enter gives a world its setting, with what is the same in all of a run. Load balancers that only this world has are removed
// with it.
func (r *run) enter(w *steps.World, s steps.Setting) error {
	s.About, s.Readings, s.Actions, s.Elsewhere, s.Balancers = r.about, r.readings, r.suite.Document.Actions(), r.speaksOfOther, r.shared
	if !r.about.Shared {
		s.Balancers = r.balancers()
	}
	err := w.Enter(s)
	if err == nil && !r.about.Shared {
		w.Owns(s.Balancers)
	}
	return err
}

// named is the name of what a scenario creates: that of the run, and what tells its groups from those of the others on
// the same load balancer; a capital letter too, so that a name listed in small letters is noticed. It is the same in a replay.
func named(run, scenario string) string {
	sum := fnv.New32a()
	sum.Write([]byte(scenario))
	return fmt.Sprintf("%s-R%08x", run, sum.Sum32())
}

// over is why no more scenarios are begun; nil while they are.
func (r *run) over(ctx context.Context) error {
	if ctx.Err() != nil {
		return &endedEarly{context.Cause(ctx)}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.stopped
}

// tested is the operation whose rule a scenario tests; "" for a rule of the platform.
func tested(s *plan.Scenario) string {
	if s.Operation == spec.Platform {
		return ""
	}
	return s.Operation
}

// notReached notes that a replay does not have all of its run. The first reason stands for all.
func (r *run) notReached(err error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.lacking == nil {
		r.lacking = &endedEarly{err}
	}
	return &endedEarly{err}
}

// stop notes why no more scenarios are begun. The first reason stands for all.
func (r *run) stop(err error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stopped == nil {
		r.stopped = &endedEarly{err}
	}
	return r.stopped
}

// speaksOfOther reports whether a refusal speaks of something else than what the call names: a document says of what, or the call
// was refused before anybody looked.
func (r *run) speaksOfOther(operation string, refusal *wire.Refusal) bool {
	return r.documents(operation, refusal) || r.suite.Codes.Of(refusal.Code) != ""
}

// documents reports whether a document of an operation lists the code of a refusal with its status.
func (r *run) documents(operation string, refusal *wire.Refusal) bool {
	return slices.ContainsFunc(r.suite.Ledger.RulesOfCode(operation, refusal.Code), func(id string) bool {
		status := r.suite.Ledger.Rule(id).Fact.Status
		return status == 0 || status == refusal.Status
	})
}

// subject is what a rule is about.
func (r *run) subject(id string) steps.Subject {
	rule := r.suite.Ledger.Rule(id)
	if rule.Fact.Code != "" {
		return steps.Subject{Codes: []string{rule.Fact.Code}}
	}
	// Who may call, and by what key, are the two places where a lack of rights decides something.
	return steps.Subject{Codes: rule.Codes, Rights: rule.Kind == "authorization" || rule.Kind == "signature"}
}

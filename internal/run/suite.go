package run

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"github.com/slbconform/slbconform/internal/plan"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// Suite is everything that is read before a run: features, ledger and document, held against each other. It never
// changes, so that many runs can share it.
type Suite struct {
	Ledger      *spec.Ledger
	Document    *spec.Document
	Divergences *spec.Divergences
	Plan        *plan.Plan
	Vocabulary  []steps.Definition
}

// Load reads and holds against each other the features in files, the ledger and the document. All mistakes are reported,
// joined, each with file and line.
func Load(files, specification fs.FS) (*Suite, error) {
	ledger, err := spec.Load(specification)
	if err != nil {
		return nil, err
	}
	document, docErr := spec.LoadDocument(specification, ledger)
	divergences, divErr := spec.LoadDivergences(specification, ledger)
	features, planErr := plan.Read(files, ledger)
	s := &Suite{Ledger: ledger, Document: document, Divergences: divergences, Plan: features, Vocabulary: steps.Vocabulary()}
	if err := errors.Join(docErr, divErr, planErr); err != nil {
		return nil, err
	}
	return s, features.Lint(ledger, s.Vocabulary)
}

// Options say what a run does.
type Options struct {
	Target      target.Target
	Filter      plan.Filter
	Concurrency int           // scenarios at once; 1 when 0
	Seed        int64         // of a random order; 0: as written
	Timeout     time.Duration // of one scenario; a minute when 0
	Name        string        // marks what the run creates; "slbconform" when empty
	Audit       bool          // also hold that every request breaks just what its scenario says
	Progress    Progress      // told what happens; may be nil

	Ended func(*plan.Scenario, reports.Verdict) // told of each scenario that was judged, from several goroutines; may be nil
}

// Progress is told what happens during a run, from several goroutines.
type Progress interface {
	Begin(scenarios int)
	ScenarioStarted(name string)
	ScenarioEnded(name string, v reports.Verdict, reason string, took time.Duration)
	End()
}

// Run runs the wanted scenarios against a target and judges them. The error is a *UsageError for a filter that
// cannot be meant; everything else that goes wrong stands in the result.
func (s *Suite) Run(ctx context.Context, o Options) (*Result, error) {
	wanted, err := o.Filter.Wanted(s.Plan, s.Ledger)
	if err != nil {
		return nil, err
	}
	r := newRun(ctx, s, o, wanted)
	r.godog()
	r.finish()
	return r.result(), nil
}

package run

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"time"

	"github.com/slbconform/slbconform/internal/methods"
	"github.com/slbconform/slbconform/internal/openapi"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/spec/platform"
	"github.com/slbconform/slbconform/steps"
)

// Suite is everything that is read before a run: features, ledger and document, held against each other. It never
// changes, so that many runs can share it.
type Suite struct {
	Ledger      *spec.Ledger
	Document    *openapi.Document
	Divergences *spec.Divergences
	Plan        *plan.Plan
	Vocabulary  *steps.Vocabulary
	Codes       platform.Codes
}

// Load reads and holds against each other the features in files, the ledger and the document. All mistakes are reported,
// joined, each with file and line.
func Load(files, specification fs.FS) (*Suite, error) {
	ledger, err := spec.Load(specification)
	if err != nil {
		return nil, err
	}
	names, err := steps.Names()
	if err == nil {
		err = methods.Hold("steps", names, ledger.Names())
	}
	if err != nil {
		return nil, err
	}
	document, docErr := openapi.Load(specification, ledger)
	divergences, divErr := spec.LoadDivergences(specification, ledger)
	codes, codesErr := platform.LoadCodes()
	features, planErr := plan.Read(files, ledger)
	s := &Suite{Ledger: ledger, Document: document, Divergences: divergences, Plan: features, Vocabulary: steps.NewVocabulary(), Codes: codes}
	if err := errors.Join(docErr, divErr, codesErr, planErr); err != nil {
		return nil, err
	}
	actions := document.Actions()
	return s, errors.Join(platform.CheckRates(slices.Sorted(maps.Keys(actions))), features.Lint(ledger, s.Vocabulary, document))
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
	Shown       []string      // roles that a person looked at, so that they need not be vouched for
	AllStated   bool          // take every basis for stated: the proof shows so that a lawful variant is noticed
	Brief       bool          // of generated scenarios that held, keep how many calls they took and no more
	// Matrices gives what the proof saw mutants break, or says why there is nothing to go by. It is asked for only where
	// something is contradicted; nil: there is nothing.
	Matrices func() (all []*Matrix, stale string)
	Progress *reports.Progress // told what happens; nil: nobody is

	// Ended is told of each session that ended, by the id of its scenario or the name of its premise, with a verdict as far
	// as it can be told by then, from several goroutines; may be nil.
	Ended func(id string, v reports.Verdict)
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
	r.repeatAlone()
	r.settle()
	r.finish()
	return r.result(), nil
}

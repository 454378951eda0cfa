package run

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// Outcome is what happened in one scenario, and what it is worth.
type Outcome struct {
	Scenario  *plan.Scenario
	Steps     []StepOutcome
	Exchanges []*wire.Exchange
	Calls     int // how many there were, also where Brief let go of them
	Started   time.Time
	Took      time.Duration
	Judgement

	session    *target.Session
	world      *steps.World
	claims     []steps.Claim
	echoes     []steps.Echo
	foreign    []*wire.Exchange                    // refusals that a rule is kept by, with a code that the documents list for something else
	undone     *wire.Exchange                      // the accepted call of which nothing was carried out; nil for none
	departs    map[*wire.Exchange][]spec.Departure // what the document says of each exchange
	refused    string                              // the answer to the call without which it came to nothing
	rests      []string                            // the roles that this call named
	answerFile string                              // recorded answer with which the mock could not answer
	stepErr    error                               // of the sentence that ended the scenario
	atStep     int                                 // index of that sentence
	endErr     error                               // of the last look and the clean-up
	cancel     context.CancelFunc
}

// StepOutcome is what became of one sentence: passed, failed, undecided or skipped.
type StepOutcome struct {
	Status  string
	Took    time.Duration
	started time.Time
}

func (o *Outcome) stepEnded(err error) {
	if len(o.Steps) == 0 {
		return
	}
	last := &o.Steps[len(o.Steps)-1]
	last.Took = time.Since(last.started)
	switch {
	case o.stepErr != nil:
		last.Status = "skipped"
	case err == nil:
		last.Status = "passed"
	default:
		last.Status = "failed"
		var undecided *steps.Undecided
		var missing *target.MissingRole
		var wrong *target.WrongRole
		if errors.As(err, &undecided) || errors.As(err, &missing) || errors.As(err, &wrong) {
			last.Status = "undecided"
		}
		o.stepErr, o.atStep = err, len(o.Steps)-1
	}
}

// forget lets go of what was needed to judge, so that very many scenarios fit in memory. godog keeps the steps of every
// scenario to the end, and with them its world, which is emptied unless it is kept.
func (o *Outcome) forget(keep *steps.World) {
	if o.world != keep {
		*o.world = steps.World{}
	}
	o.session, o.world, o.claims, o.echoes, o.undone, o.departs, o.cancel = nil, nil, nil, nil, nil, nil, nil
	for _, x := range o.Exchanges {
		x.Compact()
	}
}

// brief lets go of the calls of a generated scenario that held, of which the report only counts them.
func (o *Outcome) brief() {
	if generated(o.Scenario) && o.Own.Held() && len(o.Violations)+len(o.Faults) == 0 {
		o.Exchanges, o.Findings, o.Steps = nil, nil, nil
	}
}

// violations are all contradictions that some outcomes show.
func violations(outcomes []*Outcome) iter.Seq2[*Outcome, *Violation] {
	return func(yield func(*Outcome, *Violation) bool) {
		for _, o := range outcomes {
			for _, v := range o.Violations {
				if !yield(o, v) {
					return
				}
			}
		}
	}
}

// endedEarly is why a scenario did not begin.
type endedEarly struct{ err error }

func (e *endedEarly) Error() string { return fmt.Sprintf("the run ended early: %v", e.err) }
func (e *endedEarly) Unwrap() error { return e.err }

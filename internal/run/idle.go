package run

import (
	"errors"
	"fmt"
	"time"

	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/steps"
)

// idleAllowed is how many scenarios in a row may not get what nearly every scenario needs. Each has waited out what passes.
const idleAllowed = 5

// endIdle ends a run that can judge nothing any more, however soundly the service answers: each of so many scenarios, over
// three times the patience of the target, ended where the next one would.
func (r *run) endIdle(o *Outcome) {
	if !r.premises.asked || o.session == nil {
		return
	}
	if idle := r.idleFor(o); idle > 3*r.about.Patience {
		_ = r.stop(fmt.Errorf("for %v no scenario could be set up, and nothing more can be judged: %w", idle.Round(time.Second), o.stepErr))
	}
}

// idleFor is how long nothing could be set up, once it is more than a few scenarios; else 0.
func (r *run) idleFor(o *Outcome) time.Duration {
	u, ok := errors.AsType[*steps.Undecided](o.stepErr)
	unable := ok && u.Unable
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case !unable && o.Verdict != reports.Inconclusive:
		r.idle = 0
	case unable && r.idle == 0:
		r.idle, r.idleSince = 1, o.Started
	case unable:
		r.idle++
	}
	if !unable || r.idle < idleAllowed {
		return 0
	}
	return time.Since(r.idleSince)
}

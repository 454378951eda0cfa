package run

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/slbconform/slbconform/internal/retry"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/steps"
)

// end looks a last time, cleans up and judges. Clean-up has time of its own and is done whatever happened.
func (r *run) end(ctx context.Context, o *Outcome) {
	if o.session != nil {
		cleanUp, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanUpTime)
		defer cancel()
		r.dropTransient(cleanUp, o)
		o.endErr = o.world.Close(cleanUp)
		o.Exchanges, o.claims = o.world.Calls(), o.world.Claims()
		o.Calls, o.echoes, o.undone = len(o.Exchanges), o.world.Echoes(), o.world.Undone()
		r.closeSession(cleanUp, o)
	}
	if o.cancel != nil {
		o.cancel()
	}
	o.Took = time.Since(o.Started)
	o.Judgement = r.judge(o)
	if o.session != nil && r.premises.asked {
		r.premises.note(r.premises.index.callsOf(o.Exchanges, o.session), o.Exchanges)
		r.early(context.WithoutCancel(ctx), o)
	}
	verdict, why := r.provisional(o)
	o.Verdict = verdict
	r.endIdle(o)
	if r.options.Brief {
		o.brief()
	}
	r.mu.Lock()
	o.forget(r.cleaner)
	r.outcomes = append(r.outcomes, o)
	r.mu.Unlock()
	if r.options.Ended != nil {
		r.options.Ended(r.session(o), o.Verdict)
	}
	if r.options.Progress != nil && !r.repeats {
		r.options.Progress.ScenarioEnded(o.Scenario.ID(), o.Verdict, r.scrub(why), o.Took)
	}
}

// dropTransient takes back a contradiction by a refusal that spoke of the moment. What was tried three times in vain is believed, unless it
// passed in another scenario. Which scenarios tried it is a matter of their order: a replay tries it in each, as far as there are calls.
func (r *run) dropTransient(ctx context.Context, o *Outcome) {
	v, ok := errors.AsType[*steps.Violation](o.stepErr)
	if !r.premises.asked || !ok || v.Exchange == nil {
		return
	}
	refusal := v.Exchange.Refusal()
	if refusal == nil || r.documents(v.Exchange.Action, refusal) {
		return
	}
	key := v.Exchange.Action + " " + refusal.Code
	r.mu.Lock()
	believed := (r.refused[key] == 3 || r.passed[key] != "") && r.about.Captured == ""
	r.mu.Unlock()
	if believed {
		return
	}
	used := r.premises.index.callsOf(o.world.Calls(), o.session).of(v.Exchange)
	if passed := o.world.CheckTransient(ctx, v.Exchange, r.accepted(used, v.Exchange)); passed != nil {
		o.stepErr, o.Steps[o.atStep].Status = passed, "undecided"
		r.mu.Lock()
		r.passed[key] = passed.Error()
		r.mu.Unlock()
		return
	}
	r.mu.Lock()
	r.refused[key] = min(r.refused[key]+1, 3)
	r.mu.Unlock()
}

// accepted is the call that was accepted of a role that a call uses; nil for none.
func (r *run) accepted(u usage, refused *wire.Exchange) *steps.Plain {
	for _, of := range u.parts {
		server, err := r.about.Inventory.Resource(of.role)
		before := r.premises.acceptedOf(of, plain{}, refused)
		p := &steps.Plain{Server: server, Created: before.created}
		if err == nil && before.members != "" && json.Unmarshal([]byte(before.members), &p.Members) == nil {
			return p
		}
	}
	return nil
}

// scrub takes secrets out of a text for the console.
func (r *run) scrub(s string) string {
	if r.about.Secrets == nil {
		return wire.Scrub(s)
	}
	return wire.Scrub(s, r.about.Secrets()...)
}

// closeSession closes a scenario's session. Where scenarios share a state, one world is kept to remove the shared
// load balancers at the end.
func (r *run) closeSession(ctx context.Context, o *Outcome) {
	r.mu.Lock()
	keep := r.about.Shared && r.cleaner == nil
	if keep {
		r.cleaner, r.cleanerClock = o.world, o.session.Clock
	}
	r.mu.Unlock()
	if keep || o.session.Close == nil {
		return
	}
	if err := o.session.Close(ctx); err != nil {
		r.fault(Fault{Kind: "broken", Says: fmt.Sprintf("the target could not end a scenario: %v", err), Scenario: o.Scenario})
	}
}

// finish removes what the whole run shared and ends the target.
func (r *run) finish() {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), 2*cleanUpTime)
	defer cancel()
	ctx = retry.WithClock(ctx, r.cleanerClock)
	if r.cleaner != nil {
		if err := r.shared.Remove(ctx, r.cleaner); err != nil && !r.about.Journals {
			r.fault(Fault{Kind: "leaked", Says: err.Error()})
		}
	}
	switch err := r.options.Target.Close(ctx); {
	case errors.Is(err, target.ErrLeft):
		r.fault(Fault{Kind: "leaked", Says: err.Error()})
	case err != nil:
		r.fault(Fault{Kind: "broken", Says: fmt.Sprintf("the target could not be closed: %v", err)})
	}
}

func (r *run) fault(f Fault) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.faults = append(r.faults, f)
}

// Package steps is the vocabulary of the features: what each sentence does and looks at. It holds no expectation
// of its own; those stand in the sentences. It sees a target only as a transport, an inventory and credentials.
package steps

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"

	"github.com/slbconform/slbconform/internal/retry"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// World is what one scenario knows: one session of a target, the group it works in, the calls it made.
type World struct {
	Setting
	op    *Operation // under test; nil where the rule belongs to no operation
	again bool       // an attempt is made that is not the first

	way       *way                   // of the call that is being made
	clients   map[signer]*slb.Client // of the SDK
	calls     []*wire.Exchange
	claims    []Claim
	echoes    []Echo
	pending   *call          // the last accepted call whose backend servers were not read back yet
	undone    *wire.Exchange // an accepted call of which nothing was carried out; nil for none
	group     group
	last      *call
	masked    map[string]string // text of a sample → what stands for it
	standsFor target.Resource   // the resource last named by "stands for"
	cleanups  []func(context.Context) error
	inFront   func(context.Context) error // takes away what stands before the group; nil while nothing does
	listener  func(context.Context) error // deletes the listener that stands before the group, or that has the rule; nil while none does
	withRules bool                        // the listener was deleted while it had forwarding rules: they are gone with it
	rule      string                      // id of the forwarding rule that the scenario made
	own       map[string]bool             // groups that the scenario created: whether each is deleted already
	found     map[foundBy]bool            // those of them that a call found
	made      []group                     // groups that the scenario created, in order
	groups    *wire.Exchange              // the list of vServer groups that was asked for last
	expected  map[string][]server         // by group: the listing that must still hold at the end, as a refusal was to change nothing
	unknown   error                       // why nobody knows what a call of the scenario did; nil while all is known
}

// group is the vServer group that a scenario adds to.
type group struct {
	id, lb  string
	listed  []server // as last read; nil with known false: not read since the last change
	known   bool
	due     *int           // how many it is to list once the last change shows; nil where nobody can tell
	name    string         // that it was given, or is read; "" where nobody knows
	twice   bool           // a call asked for one backend server twice, or for one that is there
	put     []server       // what accepted calls asked for
	tags    []tag          // that it was created with
	reading *wire.Exchange // the last one; nil: not read since the last change
}

// Claim is what a sentence said of an answer that the documentation gives no code for. Whoever knows the
// documented codes judges whether the refusal is one of the right kind.
type Claim struct {
	Exchange *wire.Exchange
	Refusal  *wire.Refusal
	Code     string // the code that the sentence named; "" when it named none
}

// Setting is what a scenario runs in.
type Setting struct {
	Operation string // the operation under test; "" for a rule that belongs to none
	Session   *target.Session
	About     target.Description
	Balancers *Balancers
	Readings  *Readings // of the run; one of its own when nil
	Name      string    // marks what the scenario creates
	Subject   Subject
	Actions   wire.Actions                              // what each action does
	Elsewhere func(action string, r *wire.Refusal) bool // whether a refusal is known to speak of something else than a group that is not there; none when nil
}

// Enter opens the world for one scenario.
func (w *World) Enter(s Setting) error {
	if s.Readings == nil {
		s.Readings = &Readings{}
	}
	var op *Operation
	var err error
	if s.Operation != "" {
		op, err = OperationNamed(s.Operation)
	}
	*w = World{
		Setting: s, op: op,
		way: &way{}, clients: map[signer]*slb.Client{}, masked: map[string]string{}, own: map[string]bool{}, found: map[foundBy]bool{}, expected: map[string][]server{},
	}
	return err
}

// Calls are all exchanges of the scenario so far, in order.
func (w *World) Calls() []*wire.Exchange { return w.calls }

// Claims are what the sentences so far said of refusals.
func (w *World) Claims() []Claim { return w.claims }

// Close looks once more whether what was refused stayed undone, then removes what the scenario created, the last
// first, whatever happens. The error is a *Violation, or joins what could not be removed as ErrLeaked.
func (w *World) Close(ctx context.Context) error {
	if w.pending != nil && !w.pending.toBeRefused {
		_, _ = w.readGroup(ctx) // the echo of the last call; a group that cannot be read tells nothing
	}
	w.noteUndone(ctx)
	late := w.lookAgain(ctx)
	var leaks []error
	for i := len(w.cleanups) - 1; i >= 0; i-- {
		if err := w.cleanups[i](ctx); err != nil {
			leaks = append(leaks, err)
		}
	}
	if len(leaks) > 0 {
		return errors.Join(late, fmt.Errorf("%w: %w", ErrLeaked, errors.Join(leaks...)))
	}
	return late
}

// lookAgain reads each group a last time that a refusal was to leave unchanged: a change may arrive late.
func (w *World) lookAgain(ctx context.Context) error {
	for _, id := range slices.Sorted(maps.Keys(w.expected)) {
		late := w.eventually(ctx, func() error {
			now, err := w.list(ctx, id)
			if err != nil {
				return nil // the scenario was judged already; an unreadable group tells nothing more
			}
			if !sameServers(now, w.expected[id]) {
				return w.violated(describeServers(w.expected[id])+", still at the end of the scenario", describeServers(now))
			}
			return nil
		})
		if late != nil {
			return late
		}
	}
	return nil
}

// eventually repeats a look at something that may lag behind, for as long as the target allows.
func (w *World) eventually(ctx context.Context, look func() error) error {
	var err error
	began, looks := retry.Now(ctx), 0
	patience := w.Readings.patience(w.About.ReadBack)
	if w.About.Captured != "" {
		patience = w.About.ReadBack // nobody waits, and what another scenario found out depends on the order
	}
	w.retry(ctx, 100*time.Millisecond, patience, func() (again bool) {
		looks++
		err = look()
		return mayPass(err)
	})
	late := mayPass(err)
	if w.About.ReadBack > 0 && (late || looks > 1) {
		w.Readings.waited(retry.Now(ctx).Sub(began), !late)
	}
	if late && ctx.Err() != nil {
		return undecided("the run ended while a change was awaited", ctx.Err())
	}
	return err
}

// retry is retry.Do, where a capture knows the calls of each other attempt as such: how many there are depends on the time
// and on what the run found out before, and a replay may make more of them, or fewer.
func (w *World) retry(ctx context.Context, pause, within time.Duration, try func() (again bool)) {
	outer := w.again
	defer func() { w.again = outer }()
	retry.Do(ctx, pause, within, func() bool {
		again := try()
		w.again = true
		return again
	})
}

// misleading reports whether a read-back alone was seen to differ from what was asked and answered, by this scenario or, as
// far as it could know when it was captured, by another one.
func (w *World) misleading() bool {
	if slices.ContainsFunc(w.echoes, isMisreading) {
		return true
	}
	known := w.Readings.misleading()
	if w.Session.Misled != nil {
		return w.Session.Misled(known)
	}
	return known
}

// repeated is eventually for what was read before the first look: it is read again before each other one.
func (w *World) repeated(ctx context.Context, again, look func() error) error {
	looked := false
	return w.eventually(ctx, func() error {
		if looked {
			if err := again(); err != nil {
				return err
			}
		}
		looked = true
		return look()
	})
}

// lastCall is the exchange that the sentences speak of.
func (w *World) lastCall() (*wire.Exchange, error) {
	if w.last == nil || w.last.exchange == nil {
		return nil, errors.New("no call was made yet; a When sentence is missing")
	}
	return w.last.exchange, nil
}

// Owns makes load balancers go with the scenario: they are removed when the world is closed.
func (w *World) Owns(b *Balancers) {
	w.cleanups = append(w.cleanups, func(ctx context.Context) error { return b.Remove(ctx, w) })
}

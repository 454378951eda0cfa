package capture

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/retry"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// Replay is the target that answers from a capture, without a network. Each scenario is answered from its own cassette, so
// that order and concurrency do not matter. It is safe for concurrent use.
type Replay struct {
	capture   *Capture
	scenarios []string
	actions   wire.Actions
	ring      *keyring

	mu    sync.Mutex
	given map[*recording]bool
}

// NewReplay makes a target of a capture. scenarios are the ids of all scenarios that exist today, also of those that the
// run filters out, so that Close can name the cassettes of scenarios that are gone; actions say which calls only read.
func NewReplay(c *Capture, scenarios []string, actions wire.Actions) *Replay {
	return &Replay{capture: c, scenarios: scenarios, actions: actions, ring: newKeyring(c.Inventory), given: map[*recording]bool{}}
}

// Describe describes the captured target, with the evidence and date of the capture.
func (r *Replay) Describe() target.Description {
	c := r.capture
	return target.Description{
		Name: "replay", Captured: c.Target, Endpoint: c.Endpoint, Region: c.Region, Evidence: c.Evidence, Who: c.Kind, Date: c.Captured.UTC(), Inventory: c.Inventory,
		ReadBack: c.ReadBack, CallTimeout: c.CallTimeout, Patience: c.Patience, Journals: c.Journals, Open: true,
	}
}

// Open gives a scenario its cassette. The error is what the captured target said, or wraps errNotCaptured.
func (r *Replay) Open(_ context.Context, scenario string) (*target.Session, error) {
	e := r.capture.entry(scenario)
	switch {
	case e == nil:
		return nil, r.absent(scenario)
	case e.Stopped:
		return nil, fmt.Errorf("%w: %s", target.ErrNotReached, e.Refused)
	case e.Refused != "":
		return nil, errors.New(e.Refused)
	}
	s := &session{replay: r, clock: &retry.Virtual{}, nonces: map[string]bool{}, own: r.capture.own[scenario], used: map[*recording]bool{}}
	return &target.Session{
		Transport: s, Clock: s.clock, Inventory: r.capture.Inventory, Credentials: r.ring.watch(r.credentials),
		Close:  func(context.Context) error { return s.unused() },
		Misled: func(bool) bool { return s.misled(e.Misled) },
	}, nil
}

func (r *Replay) absent(scenario string) error {
	c := r.capture
	day := c.Captured.Format(time.DateOnly)
	limited := ""
	if c.Facts.Limited != "" {
		limited = fmt.Sprintf(" (%s)", c.Facts.Limited)
	}
	switch {
	case c.Unfinished != "":
		return fmt.Errorf("%w, on %s%s: %s", target.ErrNotReached, day, limited, c.Unfinished)
	case limited != "":
		return fmt.Errorf("%w: the run of %s was limited%s", errNotCaptured, day, limited)
	}
	return fmt.Errorf("%w: it is newer than the capture of %s, or was called otherwise then%s", errNotCaptured, day, nearest.Hint(scenario, c.Names()))
}

// credentials makes up credentials for an identity: no signature is verified, but the key id tells who signed.
func (r *Replay) credentials(profile string) (target.Credentials, error) {
	at := slices.IndexFunc(r.capture.Profiles, func(p Profile) bool { return p.Name == profile })
	if at < 0 {
		return target.Credentials{}, fmt.Errorf("the captured run did not use the identity %q", profile)
	}
	p := r.capture.Profiles[at]
	if p.SameAs != nil && *p.SameAs != profile {
		return r.credentials(*p.SameAs)
	}
	if p.Refused != "" {
		return target.Credentials{}, errors.New(p.Refused)
	}
	keys := target.Credentials{AccessKeyID: fmt.Sprintf("replayed-%d", at), AccessKeySecret: "dummy"}
	if p.Temporary {
		keys.SecurityToken = "dummy"
	}
	return keys, nil
}

// Close returns an error that wraps ErrUnused for each cassette whose scenario does not exist any more.
func (r *Replay) Close(context.Context) error {
	var errs []error
	for _, e := range r.capture.Scenarios {
		if !slices.Contains(r.scenarios, e.Scenario) {
			errs = append(errs, fmt.Errorf("%w: %s is of %q, which is no scenario any more%s", ErrUnused, e.File, e.Scenario, nearest.Hint(e.Scenario, r.scenarios)))
		}
	}
	return errors.Join(errs...)
}

// first reports whether a recording is used as an answer for the first time in this run.
func (r *Replay) first(x *recording) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	given := r.given[x]
	r.given[x] = true
	return !given
}

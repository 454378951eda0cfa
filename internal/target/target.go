// Package target has what all targets of calls (the recorded mock, a live endpoint, a capture) have in common: to scenarios a
// target is a transport, an inventory and credentials.
package target

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/slbconform/slbconform/internal/retry"
	"github.com/slbconform/slbconform/internal/wire"
)

// Evidence says what an answer of a target shows.
type Evidence string

// Rehearsed evidence comes from the mock, in process or served; confirmed evidence from the real service or a
// capture of it. The two are never mixed.
const (
	Rehearsed Evidence = "rehearsed"
	Confirmed Evidence = "confirmed"
)

// Who answers.
const (
	Service  = "the service"
	Mock     = "the mock, in process"
	Served   = "a served mock"
	StandsIn = "another implementation of the API"
)

// Target is where the calls of a run go.
type Target interface {
	// Describe says what the target is; it is constant for a run.
	Describe() Description
	// Open makes a session for one scenario, which the caller closes. The error may wrap ErrStopped, ErrNotReached or
	// ErrNotOffered.
	Open(ctx context.Context, scenario string) (*Session, error)
	// Close ends the run and removes what it created. It is called once. The error may wrap ErrLeft.
	Close(ctx context.Context) error
}

// Description is what a report says of a target.
type Description struct {
	Name      string    // mock, live or replay
	Captured  string    // of a replay: the name of the target that was captured; empty otherwise
	Endpoint  string    // host of the API
	Region    string    // region of the inventory
	Account   string    // id of the account of the credentials; empty if it is not known
	Evidence  Evidence  // of a scenario that held
	Who       string    // who answers: Service, or another of the constants above
	Date      time.Time // of the evidence: of the run, or of the capture
	Inventory *Inventory
	// Shared: all scenarios see the same state, so that one load balancer of a kind serves the whole run; otherwise each session
	// has a state of its own.
	Shared bool
	// ReadBack is how long a read may lag behind a change; 0: not at all.
	ReadBack time.Duration
	// CallTimeout limits the time of a call.
	CallTimeout time.Duration
	// Patience is how long a call that is safe to repeat is repeated after transient errors; 0: it is not.
	Patience time.Duration
	// Open: undeclared members in answers are findings, as for the real service; otherwise they are contradictions, as for the
	// mock, which declares everything.
	Open bool
	// Journals: the target records what a run creates and removes what scenarios left at the end, so that a removal that failed
	// is not a leak yet.
	Journals bool
	// Secrets are the secret values that the run has used so far, for masking and checking reports; nil: none.
	Secrets func() []string
}

// Of is the name of the target that answered: for a replay, the captured one.
func (d Description) Of() string { return cmp.Or(d.Captured, d.Name) }

// RepeatHeader marks an answer that a replay gives again, to another scenario or attempt, so that its request id is not unique. It
// is used only by replays.
const RepeatHeader = "X-Slbconform-Repeat"

// Session is the access of one scenario to a target. It may be used by one goroutine at a time.
type Session struct {
	Transport   http.RoundTripper
	Inventory   *Inventory
	Credentials func(profile string) (Credentials, error) // "" is the main identity
	// Broke returns the rules that the mock says a call broke, by the request id of its answer; nil for other targets.
	Broke    func(requestID string) []string
	Balancer string // a load balancer that exists for the scenario; "": it creates one
	Close    func(ctx context.Context) error
	Clock    retry.Clock // by which the scenario waits; nil: the machine's
	// Misled is called where a scenario depends on whether reading a group can mislead, with what the run has found out about
	// that so far, and returns what the scenario has to assume: a replay returns what was assumed when it was captured. Nil: run.
	Misled func(run bool) bool
}

// Credentials sign calls. They are never written to a file.
type Credentials struct {
	AccessKeyID     string
	AccessKeySecret string
	SecurityToken   string // of a temporary identity; "" otherwise
}

// String keeps credentials out of every log.
func (c Credentials) String() string {
	return fmt.Sprintf("credentials of %s", wire.Mask(c.AccessKeyID))
}

// GoString keeps credentials out of every %#v.
func (c Credentials) GoString() string { return c.String() }

// ErrStopped is wrapped by the error of Open when the target takes no more scenarios because it is unhealthy or a limit of the run is
// reached. The remaining scenarios are not run.
var ErrStopped = errors.New("the target takes no more scenarios")

// ErrNotReached is wrapped by the error of Open when the run that a replay answers from ended before the scenario did. It is
// not run, and the others go on.
var ErrNotReached = errors.New("the captured run did not come to the end of this scenario")

// ErrNotOffered is wrapped by the error of Open for a scenario that this target cannot run at all.
var ErrNotOffered = errors.New("the target does not offer this scenario")

// ErrLeft is wrapped by the error of Close when something that the run created is still there.
var ErrLeft = errors.New("left behind")

// MarkTag is the key of the tag on everything a run creates; its value is the name of the run.
const MarkTag = "slbconform"

// Package target says where calls go: to the recorded mock, to a live endpoint or to a capture. To whoever makes
// calls a target is a transport, an inventory and credentials, nothing more.
package target

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/slbconform/slbconform/internal/retry"
	"github.com/slbconform/slbconform/internal/wire"
)

// Evidence says what an answer of a target is worth.
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
	// Open makes ready for one scenario. The caller closes the session. The error says what is missing.
	Open(ctx context.Context, scenario string) (*Session, error)
	// Close ends the run: whatever the target itself still holds is given back. It is called once.
	Close(ctx context.Context) error
}

// Description is what a report says of a target.
type Description struct {
	Name      string    // mock, live or replay
	Captured  string    // of a replay: the name of the target that was captured; empty otherwise
	Endpoint  string    // host of the API
	Region    string    // region of the inventory
	Account   string    // id of the account that the credentials belong to; empty where nobody was asked
	Evidence  Evidence  // what a scenario that held is worth
	Who       string    // who answers, in a few words: Service, or what stands in for it
	Date      time.Time // of the evidence: of the run, or of the capture
	Inventory *Inventory
	// Shared is true when all scenarios see one state, so that one load balancer of a kind serves the whole run;
	// false when each session has a state of its own.
	Shared bool
	// ReadBack is how long a read may lag behind a change before that counts; 0: not at all.
	ReadBack time.Duration
	// CallTimeout ends a call that nobody answers.
	CallTimeout time.Duration
	// Patience is how long a transient error is waited out by repeating a call that is safe to repeat; 0: not.
	Patience time.Duration
	// Open is true when the answers may carry members that nobody declared: then they are news, as of a real service;
	// of a mock, whose every word is declared, they contradict.
	Open bool
	// Journals is true when the target itself knows what a run created and removes at the end whatever scenarios
	// left, so that a removal that failed is not yet a leak.
	Journals bool
	// Secrets are the secret values that the run has used so far, for the masking and the second look; nil: none.
	Secrets func() []string
}

// Of is the name of the target that answered in the first place: the one captured, for a replay.
func (d Description) Of() string {
	if d.Captured != "" {
		return d.Captured
	}
	return d.Name
}

// RepeatHeader marks an answer that a replay gives once more, to one more scenario or one more attempt: its request id
// is no news. It means something on the answers of a replay only.
const RepeatHeader = "X-Slbconform-Repeat"

// Session is what one scenario has of a target. It may be used by one goroutine at a time.
type Session struct {
	Transport   http.RoundTripper
	Inventory   *Inventory
	Credentials func(profile string) (Credentials, error) // "" is the main identity
	// Broke lists the rules that the answering side itself says an exchange broke; nil where it does not say
	// (only the mock does). The key is the request id of the answer.
	Broke    func(requestID string) []string
	Balancer string // a load balancer that stands ready for the scenario; "": it creates what it needs
	Close    func(ctx context.Context) error
	Clock    retry.Clock // by which the scenario waits; nil: the machine's
	// Misled is told whether the run knows that groups are not read back as they are, and says what the scenario goes by:
	// a replay, what it went by when it was captured. Nil: what the run knows.
	Misled func(run bool) bool
}

// Credentials sign a call. They are never written.
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

// ErrStopped is wrapped by the error of Open when the target wants no more scenarios: it is out of order, or a limit
// of the run is reached. What was not begun is not run.
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

// Package capture keeps what a run saw, so that the run can be studied and repeated without a network: one scrubbed
// cassette (gopkg.in/dnaeon/go-vcr.v4) for every scenario, and a manifest that seals them. It is also the target that
// answers from one.
package capture

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// Writer is a target that does what another one does and keeps every exchange. It is safe for concurrent use.
type Writer struct {
	target.Target
	ring *keyring

	mu     sync.Mutex
	tapes  map[string]*tape // by scenario
	common []spoken         // what belongs to the run and is not laid down yet
	sent   int              // calls that left
	draft  *draft           // nil before Begin
}

// Wrap makes a target whose run can be captured: Begin before the first scenario is opened, Ended after each, Save at
// the end.
func Wrap(t target.Target) *Writer {
	return &Writer{Target: t, ring: newKeyring(), tapes: map[string]*tape{}}
}

// tape is what one scenario said and heard, secrets included: it never leaves the process.
type tape struct {
	spoken  []spoken
	refused error // why the target did not open the scenario; nil when it did
	nonces  map[string]bool
	ended   bool   // what is said from now on is the run's
	verdict string // of a scenario that ended
	laid    bool   // it lies in the folder
}

// spoken is one exchange and how its request was signed, which nobody can tell once the secrets are gone.
type spoken struct {
	*wire.Exchange
	manner string
}

// Open opens the scenario and keeps what goes through the session. Errors are those of the wrapped target.
func (w *Writer) Open(ctx context.Context, scenario string) (*target.Session, error) {
	session, err := w.Target.Open(ctx, scenario)
	t := &tape{refused: err, nonces: map[string]bool{}}
	w.mu.Lock()
	w.tapes[scenario] = t
	w.mu.Unlock()
	if err != nil {
		return nil, err
	}
	heard := *session
	heard.Transport = &microphone{writer: w, tape: t, next: session.Transport}
	heard.Credentials = w.ring.listen(session.Credentials)
	return &heard, nil
}

// microphone is the transport of a session that is kept.
type microphone struct {
	writer *Writer
	tape   *tape
	next   http.RoundTripper
}

func (m *microphone) RoundTrip(r *http.Request) (*http.Response, error) {
	return (&wire.Recorder{Next: m.next, Keep: m.keep}).RoundTrip(r)
}

func (m *microphone) keep(x *wire.Exchange) {
	m.writer.mu.Lock()
	defer m.writer.mu.Unlock()
	said := spoken{x, m.writer.ring.manner(&x.Request, x.Started, m.tape.nonces)}
	if m.tape.ended || m.writer.shared(x) {
		m.writer.common = append(m.writer.common, said)
	} else {
		m.tape.spoken = append(m.tape.spoken, said)
	}
	if m.writer.draft != nil { // before anybody can use what the answer names
		m.writer.draft.scrub.names.learn(x)
	}
	if !x.NotSent() {
		m.writer.sent++
	}
}

// shared reports whether an exchange belongs to the run and not to the scenario that happened to be the first to need
// it: the one load balancer of all scenarios is created and removed so.
func (w *Writer) shared(x *wire.Exchange) bool {
	return w.Describe().Shared && (x.Action == "DeleteLoadBalancer" || x.Action == "CreateLoadBalancer" && x.Succeeded())
}

var (
	// ErrMiss is wrapped by the error of a call that a capture does not hold. It comes with wire.ErrHarness.
	ErrMiss = errors.New("the capture holds no such call")
	// ErrUnused is wrapped by the error for calls or cassettes that a replay did not need.
	ErrUnused = errors.New("the replay did not use all that was captured")
	// ErrNotCaptured is wrapped by the error for a scenario that a capture does not hold. It is not run.
	ErrNotCaptured = fmt.Errorf("%w: the capture does not hold it", target.ErrNotOffered)
	// ErrTampered is wrapped by the error for a capture that is not as it was sealed.
	ErrTampered = errors.New("the capture is not as it was sealed")
	// ErrFormat is wrapped by the error for a capture that another version of this program wrote.
	ErrFormat = errors.New("another version of this program wrote the capture")
	// ErrNoCapture is wrapped by the error for a folder that holds no capture, or that something else is in.
	ErrNoCapture = errors.New("no capture")
)

// skewed is how far the date of a signature may be from the moment of the call before that is worth a word.
const skewed = 2 * time.Minute

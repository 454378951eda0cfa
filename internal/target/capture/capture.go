// Package capture keeps what a run saw, so that the run can be studied and repeated without a network: one scrubbed
// cassette (gopkg.in/dnaeon/go-vcr.v4) for every scenario, and a manifest that lists them. It is also the target that
// answers from one.
package capture

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// Writer is a target that does what another one does and keeps every exchange. It is safe for concurrent use.
type Writer struct {
	target.Target
	about target.Description
	ring  *keyring

	mu      sync.Mutex         // of what is in memory; it is never held while a file is written
	buffers map[string]*buffer // by scenario
	common  []entry            // what belongs to the run and is not written yet
	sent    int                // calls that left
	names   *pseudonyms        // nil before Begin

	disk  sync.Mutex // of the files
	draft *draft     // nil before Begin
}

// Wrap makes a target whose run can be captured: Begin before the first scenario is opened, Ended after each, Save at
// the end.
func Wrap(t target.Target) *Writer {
	about := t.Describe()
	return &Writer{Target: t, about: about, ring: newKeyring(about.Inventory), buffers: map[string]*buffer{}}
}

// buffer is what one scenario said and heard, secrets included: it never leaves the process.
type buffer struct {
	entries []entry
	refused error // why the target did not open the scenario; nil when it did
	nonces  map[string]bool
	ended   bool   // what is said from now on is the run's
	rule    string // of a scenario that ended
	verdict string // likewise
	cut     error  // what ended the run in the middle of it; nil when it came to its end
	written bool   // it lies in the folder
	asks    int    // how often it wanted to know whether groups are read back as they are
	misled  int    // the first time that they were not, as others had found out; 0 for never
}

// entry is one exchange and what nobody can tell by it later: how its request was signed, and why it was made.
type entry struct {
	*wire.Exchange
	signing string
	again   bool // made again, by an attempt that is not the first
}

// Open opens the scenario and keeps what goes through the session. Errors are those of the wrapped target.
func (w *Writer) Open(ctx context.Context, scenario string) (*target.Session, error) {
	session, err := w.Target.Open(ctx, scenario)
	b := &buffer{refused: err, nonces: map[string]bool{}}
	w.mu.Lock()
	w.buffers[scenario] = b
	w.mu.Unlock()
	if err != nil {
		return nil, err
	}
	recorded := *session
	recorded.Transport = &recordingTransport{writer: w, buffer: b, next: session.Transport}
	recorded.Credentials = w.ring.watch(session.Credentials)
	recorded.Misled = func(run bool) bool {
		w.mu.Lock()
		defer w.mu.Unlock()
		if b.asks++; run && b.misled == 0 {
			b.misled = b.asks
		}
		return run
	}
	return &recorded, nil
}

// recordingTransport is the transport of a session that is kept.
type recordingTransport struct {
	writer *Writer
	buffer *buffer
	next   http.RoundTripper
}

// RoundTrip hands a call on and keeps what came of it.
func (t *recordingTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	again := target.IsAgain(r.Context())
	return (&wire.Recorder{Next: t.next, Keep: func(x *wire.Exchange) { t.keep(x, again) }}).RoundTrip(r)
}

func (t *recordingTransport) keep(x *wire.Exchange, again bool) {
	w := t.writer
	w.mu.Lock()
	defer w.mu.Unlock()
	e := entry{x, w.ring.signing(&x.Request, x.Started, t.buffer.nonces), again}
	if t.buffer.ended || w.about.Shared && shares(x) {
		w.common = append(w.common, e)
	} else {
		t.buffer.entries = append(t.buffer.entries, e)
	}
	if w.names != nil { // before anybody can use what the answer names
		w.names.learn(x)
	}
	if !x.NotSent() {
		w.sent++
	}
}

// shares reports whether an exchange may belong to the run and not to the scenario that happened to be the first to need
// it: the one load balancer of all scenarios is created and removed so.
func shares(x *wire.Exchange) bool {
	return x.Action == "DeleteLoadBalancer" || x.Action == "CreateLoadBalancer" && x.Succeeded()
}

var (
	// errMiss is wrapped by the error of a call that a capture does not hold. It comes with wire.ErrHarness.
	errMiss = errors.New("the capture holds no such call")
	// ErrUnused is wrapped by the error for calls or cassettes that a replay did not need.
	ErrUnused = errors.New("the replay did not use all that was captured")
	// errNotCaptured is wrapped by the error for a scenario that a capture does not hold. It is not run.
	errNotCaptured = fmt.Errorf("%w: the capture does not hold it", target.ErrNotOffered)
	// ErrTampered is wrapped by the error for a capture that is not as it was written.
	ErrTampered = errors.New("the capture is not as it was written")
	// ErrFormat is wrapped by the error for a capture that another version of this program wrote.
	ErrFormat = errors.New("another version of this program wrote the capture")
	// ErrNoCapture is wrapped by the error for a folder that holds no capture, or that something else is in.
	ErrNoCapture = errors.New("no capture")
)

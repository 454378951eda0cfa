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

// Writer is a target that wraps another one and keeps every exchange. It is safe for concurrent use.
type Writer struct {
	target.Target
	about target.Description
	ring  *keyring

	mu      sync.Mutex         // guards what is in memory; never held while a file is written
	buffers map[string]*buffer // by scenario
	common  []entry            // exchanges of the run, not of one scenario, that are not written yet
	sent    int                // calls that were sent
	names   *pseudonyms        // nil before Begin

	disk  sync.Mutex // guards the files
	draft *draft     // nil before Begin
}

// Wrap makes a target whose run can be captured: call Begin before the first scenario is opened, Ended after each, Save
// at the end.
func Wrap(t target.Target) *Writer {
	about := t.Describe()
	return &Writer{Target: t, about: about, ring: newKeyring(about.Inventory), buffers: map[string]*buffer{}}
}

// buffer is the exchanges of one scenario, secrets included: it never leaves the process.
type buffer struct {
	entries []entry
	refused error // why the target did not open the scenario; nil when it did
	nonces  map[string]bool
	ended   bool   // later exchanges belong to the run, not to the scenario
	rule    string // once the scenario has ended
	verdict string // once the scenario has ended
	cut     error  // what ended the run in the middle of the scenario; nil when the scenario came to its end
	written bool   // it is in the folder
	asks    int    // how often the scenario asked whether reading a group can mislead (target.Session.Misled)
	misled  int    // the number of the first of these questions that was answered yes; 0 for none
}

// entry is one exchange and what cannot be seen in it once it is masked: how its request was signed, and whether it is a
// repetition.
type entry struct {
	*wire.Exchange
	signing string // as keyring.signing says it
	again   bool   // made by an attempt that is not the first
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

// RoundTrip passes a call on and keeps the exchange.
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
	if w.names != nil { // before the scenario can send what the answer names
		w.names.learn(x)
	}
	if !x.NotSent() {
		w.sent++
	}
}

// shares reports whether an exchange may belong to the run and not to the scenario that happened to make it: all
// scenarios share one load balancer, which the first that needs it creates.
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
	// ErrNoCapture is wrapped by the error for a folder that holds no capture, or holds something else.
	ErrNoCapture = errors.New("no capture")
)

package live

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// transport sends all calls of a run: it keeps the limits, writes the journal before and after each creation and removal,
// and sees every answer.
type transport struct {
	next     http.RoundTripper
	actions  wire.Actions
	run      target.Run
	endpoint string
	region   string
	meter    *meter
	journal  *Journal
	attached *attachments
	health   *health
	observe  func(*wire.Exchange)
	changed  *changed
	closing  bool        // only clean-up is left: no limit applies, and no group's contents are journalled
	reader   func() *API // makes the calls that the transport itself needs, through the transport
}

// RoundTrip sends one call, or returns an error that wraps wire.ErrNotSent and says why it may not be sent.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	var kept *wire.Exchange
	checks := &checkedTransport{transport: t}
	recorder := wire.Recorder{Next: checks, Keep: func(x *wire.Exchange) { kept = x }}
	resp, err := recorder.RoundTrip(req)
	if !checks.passed {
		return nil, err
	}
	t.observe(kept)
	t.attached.observe(kept)
	if writeErr := t.recordOutcome(kept); writeErr != nil {
		return nil, errors.Join(err, writeErr)
	}
	return resp, err
}

// checkedTransport checks a call that has been read whole, and sends it when it may be sent.
type checkedTransport struct {
	*transport
	passed bool
}

func (c *checkedTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	request, err := wire.ReadRequest(req)
	if err != nil {
		return nil, err
	}
	for _, may := range []func(context.Context, *wire.Request) error{c.checkMark, c.recordChange, c.admit, c.recordIntent} {
		if err := may(req.Context(), request); err != nil {
			return nil, fmt.Errorf("%w: %w", wire.ErrNotSent, err)
		}
	}
	c.passed = true
	return c.next.RoundTrip(sentOnce(req))
}

// sentOnce keeps net/http from repeating a GET when a kept-alive connection breaks: the second would carry the nonce of
// the first and be refused. net/http does not repeat a request whose body cannot be read again.
func sentOnce(req *http.Request) *http.Request {
	if req.Method != http.MethodGet { // net/http repeats no POST; and a POST with this body would be sent in chunks
		return req
	}
	out := req.Clone(req.Context())
	out.Body, out.GetBody = io.NopCloser(strings.NewReader("")), nil
	return out
}

// admit waits until a call may be sent, or says why it may not. Clean-up is never refused.
func (t *transport) admit(ctx context.Context, r *wire.Request) error {
	action := r.Action()
	if t.closing || t.actions[action].TakesBack() {
		return t.meter.pause(ctx, action)
	}
	if err := t.health.check(); err != nil {
		return err
	}
	if err := t.attached.reserve(ctx, r); err != nil {
		return err
	}
	return t.meter.admit(ctx, action, r.Params().Get("ClientToken"), time.Now())
}

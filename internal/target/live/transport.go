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

// transport is the only way of a run to the network: it keeps the limits, writes the journal before and after
// whatever creates or removes, and sees every answer.
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
	closing  bool        // it only takes back what was done: whatever the disk says, the calls are sent
	reader   func() *API // makes the calls that the transport itself needs, by way of the transport
}

// RoundTrip sends one call, or says why it may not be sent.
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

// checkedTransport holds, when all of a call has been read, that it may be sent.
type checkedTransport struct {
	*transport
	passed bool
}

func (c *checkedTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	request, err := wire.ReadRequest(req)
	if err != nil {
		return nil, err
	}
	for _, may := range []func(context.Context, *wire.Request) error{c.marked, c.foreign, c.admit, c.intend} {
		if err := may(req.Context(), request); err != nil {
			return nil, fmt.Errorf("%w: %w", wire.ErrNotSent, err)
		}
	}
	c.passed = true
	return c.next.RoundTrip(sentOnce(req))
}

// sentOnce keeps net/http from sending a GET again on its own when a kept connection breaks: the second would carry the
// nonce of the first, and be refused for it. A request with a body that cannot be had twice is not repeated.
func sentOnce(req *http.Request) *http.Request {
	if req.Method != http.MethodGet { // nothing else is sent again; and a POST would become chunked
		return req
	}
	out := req.Clone(req.Context())
	out.Body, out.GetBody = io.NopCloser(strings.NewReader("")), nil
	return out
}

// admit waits until a call may be sent, or says why it may not. Clean-up always may.
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

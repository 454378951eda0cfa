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
	between  *intermediary
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
	if body := t.between.cut(kept); body != nil {
		resp.Body = body
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

// timed limits the time of a call on the wire, reading its body included. Waiting for the action's turn does not count.
type timed struct {
	next  http.RoundTripper
	limit time.Duration
}

func (t timed) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), t.limit)
	resp, err := t.next.RoundTrip(req.WithContext(ctx))
	if err != nil {
		cancel()
		return nil, err
	}
	resp.Body = timedBody{resp.Body, cancel}
	return resp, nil
}

type timedBody struct {
	io.ReadCloser
	cancel context.CancelFunc
}

func (b timedBody) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}

// network is a transport that shares no connections with the rest of the process.
func network() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 16
	t.TLSHandshakeTimeout = 5 * time.Second
	return proxied{t}
}

// proxied says of a call without an answer that it went by way of a proxy of the environment. One that asks who calls is no
// answer of the service; under TLS the transport itself sees to that.
type proxied struct{ *http.Transport }

func (p proxied) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := p.Transport.RoundTrip(req)
	by, _ := p.Proxy(req)
	if by == nil || req.Context().Err() != nil {
		return resp, err
	}
	if err == nil && req.URL.Scheme == "http" && resp.StatusCode == http.StatusProxyAuthRequired {
		resp.Body.Close()
		err = errors.New(http.StatusText(resp.StatusCode))
	}
	if err == nil {
		return resp, nil
	}
	name := strings.ToUpper(req.URL.Scheme) + "_PROXY"
	return nil, fmt.Errorf("by way of the proxy in %s or %s (NO_PROXY=%s leads past it): %w", name, strings.ToLower(name), req.URL.Hostname(), err)
}

package live

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

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

package live_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// splitGETs sends GETs to another server and everything else where it was going.
type splitGETs struct {
	to   string
	gets *http.Transport
}

func (d splitGETs) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != http.MethodGet {
		return http.DefaultTransport.RoundTrip(r)
	}
	r.URL.Host = strings.TrimPrefix(d.to, "http://")
	return d.gets.RoundTrip(r)
}

// A GET whose kept connection breaks is a lost answer, not a second call: net/http would send it again, with the nonce
// of the first.
func TestAGetIsNotSentTwice(t *testing.T) {
	var seen atomic.Int32
	endpoint, transport := getsFrom(t, func(w http.ResponseWriter, _ *http.Request) {
		if seen.Add(1) == 1 {
			io.WriteString(w, "{}")
			return
		}
		conn, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			conn.Close()
		}
	})
	for i, answered := range []bool{true, false} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, endpoint+"/?Action=DescribeRegions", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := transport.RoundTrip(req)
		if answered != (err == nil) {
			t.Errorf("call %d: %v", i+1, err)
		}
		if err == nil {
			io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
		}
	}
	if n := seen.Load(); n != 2 {
		t.Errorf("two calls arrived as %d", n)
	}
}

// getsFrom is the transport of a live run whose GETs another server answers, and the endpoint that it calls.
func getsFrom(t *testing.T, answers http.HandlerFunc) (endpoint string, transport http.RoundTripper) {
	t.Helper()
	server := httptest.NewServer(answers)
	t.Cleanup(server.Close)
	a := serveAccount(t)
	o := a.options()
	gets := &http.Transport{}
	t.Cleanup(gets.CloseIdleConnections)
	o.Network = splitGETs{server.URL, gets}
	l := a.open(o)
	t.Cleanup(func() { l.Close(t.Context()) })
	return o.Inventory.Endpoint, session(t, l).Transport
}

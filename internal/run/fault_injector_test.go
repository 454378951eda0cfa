package run_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
)

// faultInjector stands before a service and, now and then, does to a call what a network, a gateway or a busy service may do.
type faultInjector struct {
	next    http.Handler
	answers *fixtures.Answers
	often   float64 // of all calls, the share that is spoiled
	hides   bool    // the answers no longer say that they are a mock's
	ended   chan struct{}

	mu      sync.Mutex
	random  *rand.Rand
	faults  []fault
	spoiled int // calls so far
}

// hits is how many calls were spoiled so far.
func (c *faultInjector) hits() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.spoiled
}

// always does one thing to every call from now on; "" does nothing to any.
func (c *faultInjector) always(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.faults = slices.DeleteFunc(faults(), func(f fault) bool { return f.name != name })
	c.often = float64(len(c.faults))
}

// fault is one thing that may happen to a call.
type fault struct {
	name string
	do   func(c *faultInjector, w http.ResponseWriter, r *http.Request)
}

func faults() []fault {
	return []fault{
		{"reset before the call was read", func(_ *faultInjector, w http.ResponseWriter, _ *http.Request) { reset(w) }},
		{"reset after the call was carried out", func(c *faultInjector, w http.ResponseWriter, r *http.Request) { c.answer(r); reset(w) }},
		{"header, then reset", func(c *faultInjector, w http.ResponseWriter, r *http.Request) { cut(w, c.answer(r), 0) }},
		{"half the body, then reset", func(c *faultInjector, w http.ResponseWriter, r *http.Request) {
			a := c.answer(r)
			cut(w, a, a.Body.Len()/2)
		}},
		{"half the body, as if it were all", func(c *faultInjector, w http.ResponseWriter, r *http.Request) {
			a := c.answer(r)
			a.Body.Truncate(a.Body.Len() / 2)
			send(w, a)
		}},
		{"200 with nothing", func(_ *faultInjector, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) }},
		{"200 with HTML", page(http.StatusOK)},
		{"403 with HTML", page(http.StatusForbidden)},
		{"404 with text", func(_ *faultInjector, w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) }},
		{"carried out, then never answered", func(c *faultInjector, _ http.ResponseWriter, r *http.Request) { c.answer(r); c.keepWaiting(r) }},
		{"never answered", func(c *faultInjector, _ http.ResponseWriter, r *http.Request) { c.keepWaiting(r) }},
		{"500 with HTML", page(http.StatusInternalServerError)},
		{"502 with HTML", page(http.StatusBadGateway)},
		{"503 with HTML", page(http.StatusServiceUnavailable)},
		{"carried out, then 502", func(c *faultInjector, w http.ResponseWriter, r *http.Request) {
			c.answer(r)
			page(http.StatusBadGateway)(c, w, r)
		}},
		{"429 with HTML", page(http.StatusTooManyRequests)},
		{"throttled", recorded("Throttling.User")},
		{"busy", recorded("SystemBusy")},
	}
}

func (c *faultInjector) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if do := c.roll(); do != nil {
		do(c, w, r)
		return
	}
	send(w, c.answer(r))
}

// keepWaiting leaves a call without an answer until its caller hangs up or the test ends. net/http notices a caller who
// hangs up only once the body was read; a handler that waits for that alone, in turn, is waited for by the server's Close.
func (c *faultInjector) keepWaiting(r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	select {
	case <-r.Context().Done():
	case <-c.ended:
	}
}

// roll decides what happens to a call; nil is nothing.
func (c *faultInjector) roll() func(*faultInjector, http.ResponseWriter, *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.random.Float64() >= c.often {
		return nil
	}
	c.spoiled++
	return c.faults[c.random.IntN(len(c.faults))].do
}

// answer carries a call out.
func (c *faultInjector) answer(r *http.Request) *httptest.ResponseRecorder {
	a := httptest.NewRecorder()
	c.next.ServeHTTP(a, r)
	if c.hides {
		a.Header().Del(wire.MockHeader)
	}
	return a
}

func send(w http.ResponseWriter, a *httptest.ResponseRecorder) {
	for name, values := range a.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(a.Code)
	_, _ = w.Write(a.Body.Bytes())
}

func page(status int) func(*faultInjector, http.ResponseWriter, *http.Request) {
	return func(_ *faultInjector, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(status)
		fmt.Fprintf(w, "<html><title>%d</title></html>", status)
	}
}

// recorded refuses in the service's own words, before the call is looked at.
func recorded(outcome string) func(*faultInjector, http.ResponseWriter, *http.Request) {
	return func(c *faultInjector, w http.ResponseWriter, _ *http.Request) {
		one, err := c.answers.Find("AddVServerGroupBackendServers", outcome)
		if err != nil {
			panic(err) // the test's own mistake
		}
		body, _ := one.Body.Render(fixtures.Values{"RequestId": mock.NewRequestID(), "detail": ""})
		a := httptest.NewRecorder()
		a.Header().Set("Content-Type", "application/json;charset=utf-8")
		if !c.hides {
			a.Header().Set(wire.MockHeader, "1")
		}
		a.Code = one.Status
		a.Body = bytes.NewBuffer(body)
		send(w, a)
	}
}

func reset(w http.ResponseWriter) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // a reset, not a polite end
	}
	conn.Close()
}

// cut promises the whole body and sends only its beginning.
func cut(w http.ResponseWriter, a *httptest.ResponseRecorder, n int) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	defer conn.Close()
	fmt.Fprintf(conn, "HTTP/1.1 %d %s\r\nContent-Type: application/json;charset=utf-8\r\nContent-Length: %d\r\n\r\n%s",
		a.Code, http.StatusText(a.Code), a.Body.Len(), a.Body.Bytes()[:n])
}

// faulty serves a mock behind faultInjector.
func faulty(t testing.TB, often float64, seed uint64, table mock.Table) (*faultInjector, *httptest.Server) {
	t.Helper()
	config := mockConfig(t)
	service, err := mock.New(config.Account, config.Answers, table, mock.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := &faultInjector{next: service, answers: config.Answers, often: often, random: rand.New(rand.NewPCG(seed, 0)), faults: faults(), ended: make(chan struct{})}
	server := httptest.NewServer(c)
	t.Cleanup(func() {
		close(c.ended)
		server.CloseClientConnections() // those whose request never arrived whole
		within(t, 20*time.Second, "the server closes", server.Close)
	})
	return c, server
}

// within fails the test when something does not end in time, instead of waiting with it.
func within(t testing.TB, limit time.Duration, what string, do func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); do() }()
	select {
	case <-done:
	case <-time.After(limit):
		t.Errorf("%s: not within %v", what, limit)
	}
}

const patience = 3 * time.Second

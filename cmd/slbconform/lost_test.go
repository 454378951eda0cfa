package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/wire"
)

// An addition whose answer is lost may have been carried out, and has no token that would make a second one the same:
// it is sent once, and the scenario is inconclusive. One that is refused for the moment has changed nothing, and is sent
// again.
func TestALostAdditionIsNotRepeated(t *testing.T) {
	t.Parallel() // it is mostly waiting
	const throttled = `{"RequestId":%q,"HostId":"slb.aliyuncs.com","Code":"Throttling.User","Message":"Request was denied due to user flow control."}`
	for name, c := range map[string]struct {
		spoil    func(w http.ResponseWriter, carriedOut []byte)
		repeated bool
		says     string
	}{
		"reset": {func(w http.ResponseWriter, _ []byte) { panic(http.ErrAbortHandler) }, false, "no answer arrived"},
		"cut": {func(w http.ResponseWriter, answer []byte) {
			w.Header().Set("Content-Length", fmt.Sprint(len(answer)))
			_, _ = w.Write(answer[:len(answer)/2])
			panic(http.ErrAbortHandler)
		}, false, "inconclusive"},
		"a gateway's 502": {func(w http.ResponseWriter, _ []byte) { http.Error(w, "<html>", http.StatusBadGateway) }, false, "502"},
		"throttled once": {func(w http.ResponseWriter, _ []byte) {
			w.Header().Set(wire.MockHeader, "1")
			w.Header().Set("Content-Type", "application/json;charset=utf-8")
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprintf(w, throttled, mock.NewRequestID())
		}, true, "rehearsed"},
	} {
		t.Run(name, func(t *testing.T) {
			site, err := serve.NewSite(serve.Options{})
			if err != nil {
				t.Fatal(err)
			}
			loses := &loser{next: site.Handler, spoil: c.spoil, refuses: c.repeated, seen: map[string]int{}}
			server := httptest.NewServer(loses)
			t.Cleanup(server.Close)
			a := serveAt(t, site, server.URL)
			run := a.program(a.live("-rules", "server.weight.default", "-reports", "-")...)
			said, _ := run.CombinedOutput()
			want := harness.ExitInconclusive
			if c.repeated {
				want = harness.ExitOK
			}
			if code := run.ProcessState.ExitCode(); code != want || !bytes.Contains(said, []byte(c.says)) {
				t.Errorf("exit code %d, want %d with %q:\n%s", code, want, c.says, said)
			}
			for group, times := range loses.seen {
				if times > 1 != c.repeated {
					t.Errorf("group %s: %d additions arrived", group, times)
				}
			}
			if left := a.left(); len(loses.seen) == 0 || len(left) != 0 {
				t.Errorf("%d groups were used; left behind: %v", len(loses.seen), left)
			}
		})
	}
}

// loser spoils the answer to the first addition to each group; those that follow are answered.
type loser struct {
	next    http.Handler
	spoil   func(w http.ResponseWriter, carriedOut []byte)
	refuses bool // it does not carry out what it spoils

	mu   sync.Mutex
	seen map[string]int // additions by group
}

func (l *loser) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Acs-Action") != "AddVServerGroupBackendServers" || !l.first(r.URL.Query().Get("VServerGroupId")) {
		l.next.ServeHTTP(w, r)
		return
	}
	kept := httptest.NewRecorder()
	if !l.refuses {
		l.next.ServeHTTP(kept, r)
	}
	l.spoil(w, kept.Body.Bytes())
}

func (l *loser) first(group string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen[group]++
	return l.seen[group] == 1
}

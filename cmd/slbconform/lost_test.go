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
	"github.com/slbconform/slbconform/internal/wire"
)

// An addition whose answer is lost may have been carried out, and has no token that would make a second one the same: the group is
// looked at. Where the addition shows, it is sent once, and the scenario is inconclusive; where it does not, it is sent again, as one
// is that is refused for the moment.
func TestALostAdditionIsSettledByLooking(t *testing.T) {
	t.Parallel() // it is mostly waiting
	const throttled = `{"RequestId":%q,"HostId":"slb.aliyuncs.com","Code":"Throttling.User","Message":"Request was denied due to user flow control."}`
	for name, c := range map[string]struct {
		lose     func(w http.ResponseWriter, carriedOut []byte)
		repeated bool
		says     string
	}{
		"reset": {func(w http.ResponseWriter, _ []byte) { panic(http.ErrAbortHandler) }, false, "no answer arrived"},
		"cut": {func(w http.ResponseWriter, answer []byte) {
			w.Header().Set("Content-Length", fmt.Sprint(len(answer)))
			_, _ = w.Write(answer[:len(answer)/2])
			panic(http.ErrAbortHandler)
		}, false, "inconclusive"},
		"a gateway's 502":                 {func(w http.ResponseWriter, _ []byte) { http.Error(w, "<html>", http.StatusBadGateway) }, false, "502"},
		"reset before it was carried out": {func(w http.ResponseWriter, _ []byte) { panic(http.ErrAbortHandler) }, true, "rehearsed"},
		"throttled once": {func(w http.ResponseWriter, _ []byte) {
			w.Header().Set(wire.MockHeader, "1")
			w.Header().Set("Content-Type", "application/json;charset=utf-8")
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprintf(w, throttled, mock.NewRequestID())
		}, true, "rehearsed"},
	} {
		t.Run(name, func(t *testing.T) {
			var mu sync.Mutex
			additions := map[string]int{} // by group
			a := serveThrough(t, func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					group := r.URL.Query().Get("VServerGroupId")
					mu.Lock()
					adds := r.Header.Get("X-Acs-Action") == "AddVServerGroupBackendServers"
					if adds {
						additions[group]++
					}
					first := additions[group] == 1
					mu.Unlock()
					if !adds || !first {
						next.ServeHTTP(w, r)
						return
					}
					kept := httptest.NewRecorder()
					if !c.repeated { // what is refused is not carried out
						next.ServeHTTP(kept, r)
					}
					c.lose(w, kept.Body.Bytes())
				})
			})
			run := a.program(a.live("-rules", "server.weight.default", "-reports", "-")...)
			said, _ := run.CombinedOutput()
			want := harness.ExitInconclusive
			if c.repeated {
				want = harness.ExitOK
			}
			if code := run.ProcessState.ExitCode(); code != want || !bytes.Contains(said, []byte(c.says)) {
				t.Errorf("exit code %d, want %d with %q:\n%s", code, want, c.says, said)
			}
			for group, times := range additions {
				if times > 1 != c.repeated {
					t.Errorf("group %s: %d additions arrived", group, times)
				}
			}
			if left := a.left(); len(additions) == 0 || len(left) != 0 {
				t.Errorf("%d groups were used; left behind: %v", len(additions), left)
			}
		})
	}
}

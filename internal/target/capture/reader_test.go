package capture_test

import (
	"bytes"
	"maps"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/reports"
)

// How often a run reads again, and whether it trusts what it reads, it learns from the scenarios before. A replay has
// the verdicts of the run all the same, in any order, many at once and of a part: with a reader that shows what is new
// so late that the run waits for some changes and not for others, and with one that never shows a weight as it is.
func TestAReaderThatIsNotToBeTrustedIsReplayed(t *testing.T) {
	runtest.Sequential(t)
	readers := map[string]func(http.Handler) http.Handler{"late": lateReader, "wrong": wrongReader}
	for name, reader := range readers {
		t.Run(name, func(t *testing.T) {
			v := serveMock(t, reader)
			v.options.ReadBack = 400 * time.Millisecond
			v.filter.Rules = []string{"AddVServerGroupBackendServers/server.*", "RemoveVServerGroupBackendServers/*", "SetVServerGroupAttribute/server.*"}
			dir, result := v.capture(t)
			want := words(result, false)
			for _, concurrency := range []int{1, 7} {
				o := run.Options{Filter: v.filter, Seed: int64(concurrency), Concurrency: concurrency}
				sameAs(t, want, replay(t, v.s, dir, o), false)
			}
			o := run.Options{Filter: plan.Filter{Rules: []string{"RemoveVServerGroupBackendServers/server.*", "RemoveVServerGroupBackendServers/request.*"}}, Concurrency: 1}
			sameAs(t, words(result, true), replay(t, v.s, dir, o), true) // what it is laid to, the whole run alone can tell
		})
	}
}

// words are the verdicts without their reasons, in which a replay has pseudonyms: of the scenarios as the run judged them
// together, or of each by its own.
func words(result *run.Result, own bool) map[string]reports.Verdict {
	out := map[string]reports.Verdict{}
	for _, o := range result.Outcomes {
		out[o.Scenario.ID()] = o.Verdict
		if own {
			out[o.Scenario.ID()] = o.Own
		}
	}
	return out
}

func sameAs(t *testing.T, want map[string]reports.Verdict, replayed *run.Result, own bool) {
	t.Helper()
	for id, verdict := range words(replayed, own) {
		if want[id] != verdict {
			t.Errorf("%s: %s, was %s", id, verdict, want[id])
		}
	}
	for _, f := range replayed.Faults {
		if f.Kind == "broken" {
			t.Errorf("%s: %s", f.Kind, f.Says)
		}
	}
}

// lateReader shows a group as it was first read until it was read five times more.
func lateReader(next http.Handler) http.Handler {
	var mu sync.Mutex
	first, reads := map[string][]byte{}, map[string]int{}
	return reading(next, func(group string, body []byte) []byte {
		mu.Lock()
		defer mu.Unlock()
		reads[group]++
		if reads[group] == 1 {
			first[group] = body
		}
		if reads[group]%6 != 0 {
			return first[group]
		}
		return body
	})
}

// wrongReader shows no weight as it is.
func wrongReader(next http.Handler) http.Handler {
	return reading(next, func(_ string, body []byte) []byte {
		return bytes.ReplaceAll(body, []byte(`"Weight":1`), []byte(`"Weight":2`))
	})
}

// reading alters what is read of groups.
func reading(next http.Handler, alter func(group string, body []byte) []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Acs-Action") != "DescribeVServerGroupAttribute" {
			next.ServeHTTP(w, r)
			return
		}
		answer := httptest.NewRecorder()
		next.ServeHTTP(answer, r)
		maps.Copy(w.Header(), answer.Header())
		body := answer.Body.Bytes()
		if answer.Code == http.StatusOK {
			body = alter(r.URL.Query().Get("VServerGroupId"), body)
		}
		w.Header().Del("Content-Length")
		w.WriteHeader(answer.Code)
		_, _ = w.Write(body)
	})
}

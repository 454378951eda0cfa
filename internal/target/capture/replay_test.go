package capture_test

import (
	"maps"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/suite"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/reports"
)

// A capture of a whole run gives the verdicts of the run again, in any order and with any number at once.
func TestAReplayGivesTheSameVerdicts(t *testing.T) {
	v := serveMock(t, nil)
	dir, result := v.capture(t)
	want := verdicts(result)
	if len(want) != len(v.s.Plan.Scenarios) || len(result.Faults) > 0 {
		t.Fatalf("%d of %d scenarios were captured, faults %v", len(want), len(v.s.Plan.Scenarios), result.Faults)
	}
	for _, o := range []suite.Options{{}, {Audit: true, Concurrency: 8}, {Seed: 11, Concurrency: 3}} {
		again := replay(t, v.s, dir, o)
		if got := verdicts(again); !maps.Equal(got, want) {
			for id, verdict := range want {
				if got[id] != verdict {
					t.Errorf("%s: %s, was %s", id, got[id], verdict)
				}
			}
		}
		for _, f := range again.Faults {
			t.Errorf("%s: %s", f.Kind, f.Says)
		}
		if about := again.About; about.Evidence != target.Rehearsed || !about.Date.Equal(result.About.Date) || about.Name != "replay" {
			t.Errorf("the replay says %+v", about)
		}
	}
}

// What a bad moment did to the set-up that scenarios share is had again by the scenarios that it hit, in any order.
func TestATroubledSetUpIsReplayedToThoseItHit(t *testing.T) {
	var made atomic.Int32
	v := serveMock(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("X-Acs-Action") == "CreateLoadBalancer" && made.Add(1) <= 3 {
				w.WriteHeader(http.StatusBadGateway)
				return
			}
			next.ServeHTTP(w, r)
		})
	})
	v.filter.Rules, v.options.Patience = []string{weights}, time.Nanosecond // nothing is tried again
	dir, result := v.capture(t)
	want := verdicts(result)
	if hit := tally(result, reports.Inconclusive); hit != 3 || len(want) < 6 {
		t.Fatalf("%d of %d scenarios were hit, want 3", hit, len(want))
	}
	for seed := range 3 {
		o := suite.Options{Filter: v.filter, Seed: int64(seed), Concurrency: 1 + seed*3}
		if got := verdicts(replay(t, v.s, dir, o)); !maps.Equal(got, want) {
			t.Errorf("with seed %d: %v, was %v", seed, got, want)
		}
	}
}

func tally(result *suite.Result, v reports.Verdict) (n int) {
	for _, o := range result.Outcomes {
		if o.Verdict == v {
			n++
		}
	}
	return n
}

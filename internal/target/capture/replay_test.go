package capture_test

import (
	"maps"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/reports"
)

// The main identity may be temporary, as that of a nightly run is, and may play the role of the temporary identity with
// that same key: every scenario holds that holds otherwise. A capture of the run gives its verdicts again, and the mock
// in process answers as the served one did. Of the whole suite cmd/slbconform shows the latter.
func TestARunAsATemporaryIdentity(t *testing.T) {
	v := serveMock(t, nil)
	v.filter.Rules = []string{weights, "AddVServerGroupBackendServers/error.*", "platform.*", "AddVServerGroupBackendServers/ram.*"}
	temporary := v.site.Account.Profile("temporary")
	t.Setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", temporary.ID)
	t.Setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", temporary.Secret)
	t.Setenv("ALIBABA_CLOUD_SECURITY_TOKEN", temporary.Token)
	dir, result := v.capture(t)
	for _, o := range result.Outcomes {
		if o.Verdict != reports.Rehearsed && o.Verdict != reports.NotRun {
			differs(t, "%s: %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
		}
	}
	for _, f := range result.Faults {
		differs(t, "%s: %s", f.Kind, f.Says)
	}
	t.Run("is replayed", func(t *testing.T) { sameVerdicts(t, v, dir, result) })
	t.Run("and the mock has not drifted", func(t *testing.T) { notDrifted(t, dir) })
}

// sameVerdicts replays in another order, many at once, and nobody waits.
func sameVerdicts(t *testing.T, v *served, dir string, result *run.Result) {
	t.Helper()
	want := verdicts(result)
	replayed := replay(t, v.s, dir, run.Options{Audit: true, Concurrency: 8, Seed: 11, Filter: v.filter})
	got := verdicts(replayed)
	for id, verdict := range want {
		if got[id] != verdict {
			differs(t, "%s: %s, was %s", id, got[id], verdict)
		}
	}
	for _, f := range replayed.Faults {
		differs(t, "%s: %s", f.Kind, f.Says)
	}
	if about := replayed.About; about.Evidence != target.Rehearsed || !about.Date.Equal(result.About.Date) || about.Name != "replay" {
		differs(t, "the replay says %+v", about)
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
	if hit := countOf(result, reports.Inconclusive); hit != 3 || len(want) < 6 {
		t.Fatalf("%d of %d scenarios were hit, want 3", hit, len(want))
	}
	for seed := range 3 {
		o := run.Options{Filter: v.filter, Seed: int64(seed), Concurrency: 1 + seed*3}
		if got := verdicts(replay(t, v.s, dir, o)); !maps.Equal(got, want) {
			differs(t, "with seed %d: %v, was %v", seed, got, want)
		}
	}
}

func countOf(result *run.Result, v reports.Verdict) (n int) {
	for _, o := range result.Outcomes {
		if o.Verdict == v {
			n++
		}
	}
	return n
}

package mutation_test

import (
	"context"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/reports"
)

func TestEveryRunHasEveryRule(t *testing.T) {
	t.Parallel()
	c := open(t)
	for _, rules := range [][]string{{"server.weight.range"}, {"error.*"}, {"platform.request-id.*", "sample.ecs"}} {
		filter := plan.Filter{Rules: rules}
		result, err := c.Suite.Run(t.Context(), run.Options{Target: mocktarget.New(c.Intact()), Filter: filter})
		if err != nil {
			t.Fatal(err)
		}
		hasEveryRule(t, c.Suite, result)
		for _, r := range result.Rules {
			if observable, _ := c.Suite.Ledger.Rule(r.ID).Testable(); observable && len(r.Outcomes) == 0 && (r.Verdict != reports.NotRun || r.Reason != "filtered out") {
				t.Errorf("%v: rule %s is %s: %s; it was filtered out", rules, r.ID, r.Verdict, r.Reason)
			}
		}
	}
}

// counting ends a run at a certain call.
type counting struct {
	next  http.RoundTripper
	calls *atomic.Int64
	end   func(call int64)
}

func (c counting) RoundTrip(r *http.Request) (*http.Response, error) {
	c.end(c.calls.Add(1))
	return c.next.RoundTrip(r)
}

// TestARunThatIsCutShortSaysSo ends a run at each of its calls in turn.
func TestARunThatIsCutShortSaysSo(t *testing.T) {
	t.Parallel()
	c := open(t)
	last := int64(1)
	for at := int64(1); at <= last; at++ {
		ctx, cancel := context.WithCancel(t.Context())
		var calls atomic.Int64
		whole := c.Intact()
		whole.Wrap = func(next http.RoundTripper) http.RoundTripper {
			return counting{next: next, calls: &calls, end: func(call int64) {
				if call == at {
					cancel()
				}
			}}
		}
		if at == 1 { // an uncut run tells how many calls there are
			last = callsOf(t, c.Suite, whole, &calls)
		}
		calls.Store(0)
		result, err := c.Suite.Run(ctx, run.Options{Target: mocktarget.New(whole), Filter: few(), Concurrency: 2})
		cancel()
		if err != nil {
			t.Fatal(err)
		}
		hasEveryRule(t, c.Suite, result)
		if result.Incomplete == "" {
			t.Fatalf("a run that was cut short at call %d of %d calls itself complete", at, last)
		}
		if report := result.Report(reports.Identity{}, reports.Proof{}); report.Complete || report.Incomplete == "" {
			t.Fatalf("the report of a run that was cut short at call %d of %d calls it complete", at, last)
		}
		for _, r := range result.Rules {
			if r.Verdict == reports.Violates {
				t.Fatalf("cut short at call %d of %d, rule %s is violated: %s", at, last, r.ID, r.Reason)
			}
		}
	}
}

// few are enough scenarios to be cut short in every way.
func few() plan.Filter {
	return plan.Filter{Rules: []string{"server.weight.default", "error.N*", "platform.request-id.*", "field.read-back"}}
}

func callsOf(t *testing.T, s *run.Suite, whole mocktarget.Config, calls *atomic.Int64) int64 {
	t.Helper()
	whole.Wrap = func(next http.RoundTripper) http.RoundTripper {
		return counting{next: next, calls: calls, end: func(int64) {}}
	}
	if _, err := s.Run(t.Context(), run.Options{Target: mocktarget.New(whole), Filter: few()}); err != nil {
		t.Fatal(err)
	}
	return calls.Load()
}

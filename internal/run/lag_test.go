package run_test

import (
	"context"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/reports"
)

// late is a service that may take a while to show what was done, by a clock on which waiting takes no time. No load balancer
// stands ready.
type late struct{ target.Target }

func (l late) Describe() target.Description {
	about := l.Target.Describe()
	about.ReadBack, about.Patience = 10*time.Second, 10*time.Second
	return about
}

func (l late) Open(ctx context.Context, scenario string) (*target.Session, error) {
	session, err := l.Target.Open(ctx, scenario)
	if err == nil {
		session.Balancer, session.Clock = "", &runtest.Clock{}
	}
	return session, err
}

// A load balancer that the run has just created may take a while until groups can be made on it, whatever is said until then.
func TestANewLoadBalancerIsAwaited(t *testing.T) {
	for name, refuse := range map[string]func(*http.Response) []byte{
		"not found": refusal(http.StatusNotFound, "InvalidLoadBalancerId.NotFound"), "not ready": refusal(http.StatusConflict, "NotYet.Own"),
	} {
		t.Run(name, func(t *testing.T) {
			var tries sync.Map
			young := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
				lb := answer.Request.URL.Query().Get("LoadBalancerId")
				if action != "CreateVServerGroup" || answer.StatusCode != http.StatusOK {
					return body
				}
				if _, tried := tries.LoadOrStore(lb, true); tried {
					return body
				}
				return refuse(answer)
			})
			result, _ := answerOf(t, late{young}, run.Options{}, add+"server.weight.range", "CreateVServerGroup/group.created")
			for _, o := range result.Outcomes {
				if !o.Verdict.Held() {
					differs(t, "%s is %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
				}
			}
		})
	}
}

// A set-up whose answer was lost is settled by looking: what is there is used, and what is not is created once more.
func TestALostCreationIsSettledByLooking(t *testing.T) {
	for name, carries := range map[string]bool{"carried out": true, "not carried out": false} {
		t.Run(name, func(t *testing.T) {
			config := mockConfig(t)
			config.Wrap = func(next http.RoundTripper) http.RoundTripper { return &loses{next: next, carries: carries} }
			to := late{foreign{mocktarget.New(config), config.Inventory}}
			result, _ := answerOf(t, to, run.Options{}, add+"server.weight.range", add+"request.region-id.required")
			for _, o := range result.Outcomes {
				if !o.Verdict.Held() {
					differs(t, "%s is %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
				}
			}
		})
	}
}

// loses is a way on which the answer to the first creation of a group is lost.
type loses struct {
	next          http.RoundTripper
	carries, once bool
}

func (l *loses) RoundTrip(r *http.Request) (*http.Response, error) {
	if l.once || actionOf(r) != "CreateVServerGroup" {
		return l.next.RoundTrip(r)
	}
	l.once = true
	if l.carries {
		if answer, err := l.next.RoundTrip(r); err == nil {
			answer.Body.Close()
		}
	}
	return nil, io.EOF
}

// hasty is a service that is not waited for: what it puts off is over.
type hasty struct{ late }

func (h hasty) Describe() target.Description {
	about := h.late.Describe()
	about.Patience = 0
	return about
}

// Scenarios that cannot be set up end a run only where they follow each other: between them the service is there.
func TestAServiceThatIsBusyNowAndThenIsNotGivenUp(t *testing.T) {
	calls := 0
	refuse := refusal(http.StatusTooManyRequests, "Throttling.User")
	busy := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		if action != "CreateLoadBalancer" {
			return body
		}
		if calls++; calls%2 == 0 {
			return refuse(answer)
		}
		return body
	})
	result, report := answerOf(t, hasty{late{busy}}, run.Options{Concurrency: 1}, add+"server.*")
	if n := count(result, reports.Inconclusive); n < 6 || n == len(result.Outcomes) || !report.Complete {
		differs(t, "%d of %d scenarios are undecided; %s", n, len(result.Outcomes), report.Incomplete)
	}
}

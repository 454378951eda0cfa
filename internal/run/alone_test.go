package run_test

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/reports"
)

// besides is a service that scenarios share, and that does something else to one that is not run by itself.
type besides struct {
	target.Target
	does  func(http.RoundTripper) http.RoundTripper
	alone bool // also then
}

func (s besides) Describe() target.Description {
	about := s.Target.Describe()
	about.Shared = true
	return about
}

func (s besides) Open(ctx context.Context, scenario string) (*target.Session, error) {
	session, err := s.Target.Open(ctx, scenario)
	if err == nil && (s.alone || !strings.HasPrefix(scenario, run.PremisePrefix)) {
		session.Transport = s.does(session.Transport)
	}
	return session, err
}

// meddling lets each group that is read after a refusal hold a backend server more than was put there.
func meddling(next http.RoundTripper) http.RoundTripper {
	refused := false
	return altering{next, func(action string, answer *http.Response, body []byte) []byte {
		refused = refused || answer.StatusCode == http.StatusBadRequest
		if !refused || action != "DescribeVServerGroupAttribute" {
			return body
		}
		return bytes.Replace(body, []byte(`"BackendServer":[]`), []byte(`"BackendServer":[{"ServerId":"eni-1","Port":80,"Weight":100,"Type":"eni"}]`), 1)
	}}
}

// Where it is known that calls reach other groups than they name, what that does to the group of another scenario follows from it.
func TestWhatAnotherScenarioDidFollowsFromTheGroupThatItsCallDidNotName(t *testing.T) {
	const rule, group = add + "request.backend-servers.required", "DeleteVServerGroup/request.vserver-group-id.meaning"
	deletesMore := around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		answer := handle()
		if c.Action() == "DeleteVServerGroup" && !answer.Refused() {
			for _, other := range c.Groups() {
				c.Drop(other)
			}
		}
		return answer
	})
	result, _ := answerOf(t, besides{deletesMore, meddling, false}, run.Options{Concurrency: 2}, rule, group)
	if got, why := verdictOf(result, group); got != reports.Violates {
		differs(t, "the rule of the group that a call names is %s: %s", got, why)
	}
	if got, why := verdictOf(result, rule); got != reports.Inconclusive || !strings.Contains(why, "follows from "+group) {
		differs(t, "what follows from it is %s: %s", got, why)
	}
}

// What does not show when a scenario is run by itself violates nothing: the call of another may have done it.
func TestWhatAnotherScenarioMayHaveDoneViolatesNothing(t *testing.T) {
	for _, alone := range []bool{false, true} {
		const rule = add + "request.backend-servers.required"
		result, _ := answerOf(t, besides{service(t, nil, nil), meddling, alone}, run.Options{Concurrency: 2}, rule)
		want := map[bool]reports.Verdict{false: reports.Unexpected, true: reports.Violates}[alone]
		got, why := verdictOf(result, rule)
		if got != want || strings.Contains(why, "run by itself") == alone {
			differs(t, "of a group that is changed also alone (%v) the rule is %s: %s", alone, got, why)
		}
	}
}

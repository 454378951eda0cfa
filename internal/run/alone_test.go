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

// meddled is a service of which each group that is read holds a backend server more than was put there, unless a scenario is
// run by itself and nothing else is wrong.
type meddled struct {
	target.Target
	alone bool // also then
}

func (m meddled) Describe() target.Description {
	about := m.Target.Describe()
	about.Shared = true
	return about
}

func (m meddled) Open(ctx context.Context, scenario string) (*target.Session, error) {
	session, err := m.Target.Open(ctx, scenario)
	if err == nil && (m.alone || !strings.HasPrefix(scenario, run.PremisePrefix)) {
		refused := false
		session.Transport = altering{session.Transport, func(action string, answer *http.Response, body []byte) []byte {
			refused = refused || answer.StatusCode == http.StatusBadRequest
			if !refused || action != "DescribeVServerGroupAttribute" {
				return body
			}
			return bytes.Replace(body, []byte(`"BackendServer":[]`), []byte(`"BackendServer":[{"ServerId":"eni-1","Port":80,"Weight":100,"Type":"eni"}]`), 1)
		}}
	}
	return session, err
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
	result, _ := answerOf(t, meddled{Target: deletesMore}, run.Options{Concurrency: 2}, rule, group)
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
		result, _ := answerOf(t, meddled{service(t, nil, nil), alone}, run.Options{Concurrency: 2}, rule)
		want := map[bool]reports.Verdict{false: reports.Unexpected, true: reports.Violates}[alone]
		got, why := verdictOf(result, rule)
		if got != want || strings.Contains(why, "run by itself") == alone {
			differs(t, "of a group that is changed also alone (%v) the rule is %s: %s", alone, got, why)
		}
	}
}

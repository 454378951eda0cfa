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

// That a Type is not on the list promises that it is not taken, and nothing about the code with which it is refused.
func TestTheCodeWithWhichAnInvalidValueIsRefusedIsAReading(t *testing.T) {
	const rule = add + "error.BackendServer.InvalidType"
	to := service(t, nil, func(_ string, _ *http.Response, body []byte) []byte {
		return bytes.Replace(body, []byte("BackendServer.InvalidType"), []byte("InvalidParameter"), 1)
	})
	result, _ := answerOf(t, to, run.Options{}, rule, add+"server.type.*")
	for _, r := range result.Rules {
		if r.Verdict == reports.Violates {
			differs(t, "%s: %s", r.ID, r.Reason)
		}
	}
	if got, why := verdictOf(result, rule); got != reports.Unexpected || !strings.Contains(why, "400 InvalidParameter") {
		differs(t, "the code is %s: %s", got, why)
	}
}

// Nobody published whether a group may be given the name that it has.
func TestNoCallGivesAGroupTheNameThatItHas(t *testing.T) {
	given, again := 0, 0
	to := around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		if name := c.Param("VServerGroupName"); c.Action() == "SetVServerGroupAttribute" && name != "" {
			if given++; name == c.Name(c.Group()) {
				again++
			}
		}
		return handle()
	})
	answerOf(t, to, run.Options{}, "SetVServerGroupAttribute/*")
	if given == 0 || again > 0 {
		differs(t, "%d of %d names that are given are those of their groups", again, given)
	}
}

// choosy is a service that refuses some additions, but for those of scenarios that are run by themselves unless these too.
type choosy struct {
	target.Target
	alone bool
}

func (s choosy) Describe() target.Description { return meddled{Target: s.Target}.Describe() }

func (s choosy) Open(ctx context.Context, scenario string) (*target.Session, error) {
	session, err := s.Target.Open(ctx, scenario)
	if err == nil && (s.alone || !strings.HasPrefix(scenario, run.PremisePrefix)) {
		session.Transport = refusing{session.Transport, adds(`"Weight":"0"`), 400, "InvalidParameter"}
	}
	return session, err
}

// A service may refuse a backend server that another group of the load balancer has; the scenarios of a run share one.
func TestWhatIsRefusedForTheSakeOfAnotherScenarioViolatesNothing(t *testing.T) {
	for alone, want := range map[bool]reports.Verdict{false: reports.Unexpected, true: reports.Violates} {
		result, _ := answerOf(t, choosy{service(t, nil, nil), alone}, run.Options{Concurrency: 2}, add+"server.weight.range")
		if got, why := verdictOf(result, add+"server.weight.range"); got != want {
			differs(t, "of what is refused also alone (%v) the rule is %s: %s", alone, got, why)
		}
	}
}

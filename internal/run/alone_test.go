package run_test

import (
	"bytes"
	"context"
	"net/http"
	"regexp"
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

// oneMoreIn lists in all answers of an action a backend server more than there is.
func oneMoreIn(action string) func(http.RoundTripper) http.RoundTripper {
	return func(next http.RoundTripper) http.RoundTripper {
		return altering{next, func(of string, _ *http.Response, body []byte) []byte {
			if of != action {
				return body
			}
			body = bytes.Replace(body, []byte(`"BackendServer":[`), []byte(`"BackendServer":[{"ServerId":"eni-1","Port":80,"Weight":100,"Type":"eni"},`), 1)
			return bytes.Replace(body, []byte(`},]`), []byte(`}]`), 1)
		}}
	}
}

// Nor is anything else of a group violated where others change it and there is more than a run repeats.
func TestWhatIsNotRepeatedWhereOthersMeddleViolatesNothing(t *testing.T) {
	result, _ := answerOf(t, besides{service(t, nil, nil), oneMoreIn("DescribeVServerGroupAttribute"), false}, run.Options{Concurrency: 2}, add+"*")
	untried := 0
	for _, r := range result.Rules {
		if r.Verdict == reports.Violates {
			differs(t, "%s is violated: %s", r.ID, r.Reason)
		}
		if strings.Contains(r.Reason, "the calls of other scenarios change what it looks at") {
			untried++
		}
	}
	if untried == 0 {
		differs(t, "all that is contradicted is repeated")
	}
}

// elsewhere is a service that does not carry out what a call of an action asks of a group, where its load balancer has so many, and
// answers for another group.
func elsewhere(t *testing.T, action string, groups int) target.Target {
	return around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		asked := c.Param("VServerGroupId")
		before := c.Held(asked)
		answer := handle()
		if c.Action() == action && !answer.Refused() && len(c.Groups()) >= groups {
			c.Hold(asked, before)
			answer.Values["VServerGroupId"] = "rsp-another"
		}
		return answer
	})
}

// That an answer names another group is no matter of its form where the scenarios of the group that a call names say the same.
func TestAnAnswerThatNamesTheGroupThatWasChangedIsOneCause(t *testing.T) {
	for _, action := range []string{"AddVServerGroupBackendServers", "RemoveVServerGroupBackendServers"} {
		_, report := answerOf(t, elsewhere(t, action, 1), run.Options{}, action+"/request.vserver-group-id.meaning", action+"/response.*")
		if len(report.Causes) == 0 || report.Causes[0].Rule != action+"/request.vserver-group-id.meaning" {
			differs(t, "the rule of the group that a call names is not named first: %+v", report.Causes)
		}
		for _, c := range report.Causes {
			if c.Verdict == reports.Violates && c.Rule != action+"/request.vserver-group-id.meaning" {
				differs(t, "%s is %s beside: %s", c.Rule, c.Verdict, c.Reason)
			}
		}
	}
}

// Of which operation it is that its calls reach other groups, the answers tell: a scenario about another may be set up by it.
func TestTheOperationThatReachesOtherGroupsIsTheOneWhoseAnswersNameThem(t *testing.T) {
	const modify, group, other = "ModifyVServerGroupBackendServers", add + "request.vserver-group-id.meaning", "SetVServerGroupAttribute/request.vserver-group-id.meaning"
	const rule = modify + "/response.backend-server"
	result, _ := answerOf(t, besides{elsewhere(t, "AddVServerGroupBackendServers", 2), oneMoreIn(modify), false}, run.Options{Concurrency: 2}, rule, group, other)
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

// A reading that tells all of another group is one cause; one that tells the id alone of another reads the right group.
func TestAReadingOfAnotherGroupIsOneCause(t *testing.T) {
	const reading = "DescribeVServerGroupAttribute"
	for whole, want := range map[bool]string{true: reading + "/request.vserver-group-id.meaning", false: reading + "/response.vserver-group-id"} {
		latest := around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			answer := handle()
			if c.Action() == reading && !answer.Refused() {
				all := c.Groups()
				last := all[len(all)-1]
				answer.Values["VServerGroupId"] = last
				if whole {
					answer.Values["VServerGroupName"] = c.Name(last)
					answer.List(c.Held(last))
				}
			}
			return answer
		})
		_, report := answerOf(t, latest, run.Options{}, reading+"/request.vserver-group-id.meaning", reading+"/response.*", "SetVServerGroupAttribute/request.vserver-group-id.meaning")
		var causes []string
		for _, c := range report.Causes {
			if c.Verdict == reports.Violates {
				causes = append(causes, c.Rule)
			}
		}
		if len(causes) != 1 || causes[0] != want {
			differs(t, "where all is of another group (%v), %v is named: %+v", whole, causes, report.Causes)
		}
	}
}

// Nor does an addition that is not carried out say that a reading, which tells the id alone of another group, read that one.
func TestAReadingUnderAnotherIDIsNoReadingOfAnotherGroup(t *testing.T) {
	const reading = "DescribeVServerGroupAttribute"
	two := around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		before := c.Held(c.Group())
		answer := handle()
		switch all := c.Groups(); {
		case answer.Refused():
		case c.Action()+"/" == add:
			c.Hold(c.Group(), before)
		case c.Action() == reading:
			answer.Values["VServerGroupId"] = all[len(all)-1]
		}
		return answer
	})
	result, _ := answerOf(t, two, run.Options{}, reading+"/response.vserver-group-id", add+"request.*")
	if got, why := verdictOf(result, reading+"/response.vserver-group-id"); got != reports.Violates {
		differs(t, "the id in the answer is %s: %s", got, why)
	}
}

// An answer that lists nothing while other scenarios run is of the right form: a call of another may have emptied the group.
func TestAnAnswerThatListsNothingWhileOthersRunViolatesNothing(t *testing.T) {
	const set = "SetVServerGroupAttribute"
	listed := regexp.MustCompile(`"BackendServer":\[[^\]]*\]`)
	emptied := func(next http.RoundTripper) http.RoundTripper {
		return altering{next, func(of string, _ *http.Response, body []byte) []byte {
			if of != set {
				return body
			}
			return listed.ReplaceAll(body, []byte(`"BackendServer":[]`))
		}}
	}
	result, _ := answerOf(t, besides{service(t, nil, nil), emptied, false}, run.Options{Concurrency: 2}, set+"/response.type", set+"/response.weight")
	shown := 0
	for _, r := range result.Rules {
		switch r.Verdict {
		case reports.Violates:
			differs(t, "%s is violated: %s", r.ID, r.Reason)
		case reports.Unexpected:
			shown++
		}
	}
	if shown == 0 {
		differs(t, "nothing is said of an answer that lists nothing")
	}
}

package run_test

import (
	"bytes"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
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

// A service may refuse a backend server that another group of the load balancer has; the scenarios of a run share one.
func TestWhatIsRefusedForTheSakeOfAnotherScenarioViolatesNothing(t *testing.T) {
	choosing := func(next http.RoundTripper) http.RoundTripper {
		return refusing{next, adds(`"Weight":"0"`), 400, "InvalidParameter"}
	}
	for alone, want := range map[bool]reports.Verdict{false: reports.Unexpected, true: reports.Violates} {
		result, _ := answerOf(t, besides{service(t, nil, nil), choosing, alone}, run.Options{Concurrency: 2}, add+"server.weight.range")
		if got, why := verdictOf(result, add+"server.weight.range"); got != want {
			differs(t, "of what is refused also alone (%v) the rule is %s: %s", alone, got, why)
		}
	}
}

// A duty of the caller promises that what breaks it is not done, and a service may do what is left of the call.
func TestWhatIsNotCarriedOutAsItWasAskedForIsUnexpected(t *testing.T) {
	const create = "CreateVServerGroup/"
	for rule, drops := range map[string]struct{ parameter, what, becomes string }{
		add + "server.weight.range":                    {"BackendServers", `"Weight":"(101|-1|1000)"`, `"Weight":"100"`},
		create + "request.vserver-group-name.alphabet": {"VServerGroupName", `.*[^\w./-].*`, "group"},
		create + "tag.key.forbidden":                   {"Tag.1.Key", "^(aliyun|acs:|http).*", "key"},
	} {
		form := regexp.MustCompile(drops.what)
		limited := around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			if sent := c.Param(drops.parameter); form.MatchString(sent) {
				c.SetParam(drops.parameter, form.ReplaceAllString(sent, drops.becomes))
			}
			return handle()
		})
		result, _ := answerOf(t, limited, run.Options{}, rule)
		if got, why := verdictOf(result, rule); got != reports.Unexpected || !strings.Contains(why, "not carried out as it was asked for") {
			differs(t, "of a service that drops what is wrong, %s is %s: %s", rule, got, why)
		}
	}
}

// A list may leave a tag out of its filter that it should refuse: then it lists what nobody asked for.
func TestAListByWhatItShouldRefuseIsUnexpected(t *testing.T) {
	const rule = "DescribeVServerGroups/tag.key.forbidden"
	ignores := around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		if strings.HasPrefix(c.Param("Tag.1.Key"), "a") {
			c.SetParam("Tag.1.Key", "")
			c.SetParam("Tag.1.Value", "")
		}
		return handle()
	})
	result, _ := answerOf(t, ignores, run.Options{}, rule)
	if got, why := verdictOf(result, rule); got != reports.Unexpected || !strings.Contains(why, "not carried out as it was asked for") {
		differs(t, "of a list that ignores what is wrong the rule is %s: %s", got, why)
	}
}

// What comes of a value that a document only lets one infer to be allowed says nothing stated of its member.
func TestWhatBecomesOfAValueThatMayBeAllowedIsNotStated(t *testing.T) {
	const modify = "ModifyVServerGroupBackendServers/"
	letters := regexp.MustCompile(`,?"Description":"[^"]*\p{Han}[^"]*"`)
	drops := around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		if sent := c.Param("NewBackendServers"); letters.MatchString(sent) {
			c.SetParam("NewBackendServers", letters.ReplaceAllString(sent, ""))
		}
		return handle()
	})
	result, _ := answerOf(t, drops, run.Options{}, modify+"server.description.*", "DescribeVServerGroupAttribute/response.description")
	if got, why := verdictOf(result, modify+"server.description.type"); got != reports.Unexpected {
		differs(t, "of a service that drops Chinese letters the type is %s: %s", got, why)
	}
}

// Whether two entries of one server each keep what is said of them, no document says.
func TestWhatOneServerHasOnTwoPortsIsUnexpected(t *testing.T) {
	runtest.Sequential(t)
	byServer := around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		answer := handle()
		held, last := c.Held(c.Group()), map[string]int{}
		for _, s := range held {
			last[s.ServerID] = s.Weight
		}
		for i := range held {
			held[i].Weight = last[held[i].ServerID]
		}
		c.Hold(c.Group(), held)
		if c.Asked() != nil && !answer.Refused() {
			answer.List(held)
		}
		return answer
	})
	result, _ := answerOf(t, byServer, run.Options{}, "server.*", "field.*", "family.*")
	said := 0
	for _, r := range result.Rules {
		if r.Verdict == reports.Violates {
			differs(t, "%s: %s", r.ID, r.Reason)
		}
		if r.Verdict == reports.Unexpected {
			said++
		}
	}
	if said == 0 {
		differs(t, "nothing is said of it")
	}
}

// Whether a group has one server on two ports at once, no document says: adding it on another may move it.
func TestAServerThatIsMovedToAnotherPortViolatesNothing(t *testing.T) {
	runtest.Sequential(t)
	moves := around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		answer := handle()
		held, last := c.Held(c.Group()), map[string]int{}
		for _, s := range held {
			last[s.ServerID+s.ServerIP] = s.Port
		}
		held = slices.DeleteFunc(held, func(s mock.BackendServer) bool { return s.Port != last[s.ServerID+s.ServerIP] })
		if c.Hold(c.Group(), held); c.Action()+"/" == add && !answer.Refused() {
			answer.List(held)
		}
		return answer
	})
	result, _ := answerOf(t, moves, run.Options{}, "RemoveVServerGroupBackendServers/*", add+"*", "CreateVServerGroup/server.*")
	unexpectedAtMost(t, result)
}

// Other services of the vendor say under Code that an answer is a success.
func TestACodeThatSaysOfASuccessThatItIsOneRefusesNothing(t *testing.T) {
	for _, code := range []string{"200", "OK", "Success"} {
		to := service(t, nil, func(_ string, answer *http.Response, body []byte) []byte {
			if answer.StatusCode != http.StatusOK {
				return body
			}
			return bytes.Replace(body, []byte("{"), []byte(`{"Code":"`+code+`",`), 1)
		})
		result, _ := answerOf(t, to, run.Options{}, add+"server.weight.*")
		if got, why := verdictOf(result, add+"server.weight.range"); got != reports.Rehearsed {
			differs(t, "with the code %s the rule is %s: %s", code, got, why)
		}
	}
}

// What a reading of a group that is gone looks like, where it is not refused, no document says, however often it is read.
func TestTheReadingOfAGroupThatIsGoneHasNoForm(t *testing.T) {
	const rule = "platform/family.gone"
	empty := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		if action != "DescribeVServerGroupAttribute" || answer.StatusCode == http.StatusOK {
			return body
		}
		answer.StatusCode = http.StatusOK
		return []byte(`{"RequestId":"` + mock.NewRequestID() + `","VServerGroupId":"","BackendServers":{"BackendServer":[]}}`)
	})
	result, report := answerOf(t, empty, run.Options{}, rule)
	if got, why := verdictOf(result, rule); got != reports.Unexpected {
		differs(t, "of a service that reads what is gone as empty the rule is %s: %s", got, why)
	}
	if n := report.Totals.Scenarios[reports.Violates]; n > 0 {
		differs(t, "%d scenarios violate: %+v", n, report.Causes)
	}
}

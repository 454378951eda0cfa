package run_test

import (
	"bytes"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/reports"
)

// refusing is a service that refuses some calls, and carries none of them out.
type refusing struct {
	next   http.RoundTripper
	refuse func(*http.Request) bool
	status int
	code   string
}

func (s refusing) RoundTrip(r *http.Request) (*http.Response, error) {
	if !s.refuse(r) {
		return s.next.RoundTrip(r)
	}
	answer := &http.Response{Header: http.Header{"Content-Type": {"application/json"}}, Request: r}
	answer.Body = io.NopCloser(bytes.NewReader(refusal(s.status, s.code)(answer)))
	return answer, nil
}

// picks is the mock as a service that refuses some calls.
func picks(t *testing.T, status int, code string, refuse func(*http.Request) bool) target.Target {
	return service(t, func(config *mocktarget.Config) {
		config.Wrap = func(next http.RoundTripper) http.RoundTripper { return refusing{next, refuse, status, code} }
	}, nil)
}

// around is a service of which something else becomes of a call.
func around(t *testing.T, does func(*mock.Call, func() mock.Reply) mock.Reply) target.Target {
	return service(t, func(config *mocktarget.Config) { config.Table.Around = does }, nil)
}

// picksBadly is a service that refuses some calls, and tells no host.
func picksBadly(t *testing.T, refuse func(*http.Request) bool) target.Target {
	return service(t, func(config *mocktarget.Config) {
		config.Wrap = func(next http.RoundTripper) http.RoundTripper {
			return altering{refusing{next, refuse, 400, "InvalidParameter"}, func(_ string, answer *http.Response, body []byte) []byte {
				if refuse(answer.Request) {
					return bytes.Replace(body, []byte(`"HostId"`), []byte(`"Host"`), 1)
				}
				return body
			}}
		}
	}, nil)
}

// adds are additions whose list fits an expression.
func adds(expression string) func(*http.Request) bool {
	fits := regexp.MustCompile(expression)
	return func(r *http.Request) bool {
		return actionOf(r)+"/" == add && fits.MatchString(r.URL.Query().Get("BackendServers"))
	}
}

// storesOtherwise is a service in whose groups a call of an action leaves other weights than it was sent.
func storesOtherwise(t *testing.T, action string) target.Target {
	var written sync.Map
	return service(t, nil, func(called string, answer *http.Response, body []byte) []byte {
		group := answer.Request.URL.Query().Get("VServerGroupId")
		switch _, otherwise := written.Load(group); {
		case called == action && answer.StatusCode == http.StatusOK:
			written.Store(group, true)
		case otherwise && called == "DescribeVServerGroupAttribute":
			return regexp.MustCompile(`"Weight":\d+`).ReplaceAll(body, []byte(`"Weight":99`))
		}
		return body
	})
}

// stores is a service that adds backend servers otherwise than it was asked to, and says so.
func stores(t *testing.T, otherwise func(*mock.BackendServer)) target.Target {
	return around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		reply := handle()
		if c.Action()+"/" == add && !reply.Refused() {
			reply = holding(c, reply, otherwise)
		}
		return reply
	})
}

// holding changes all that the group of a call holds, and that its answer lists.
func holding(c *mock.Call, reply mock.Reply, change func(*mock.BackendServer)) mock.Reply {
	held := slices.Clone(c.Held(c.Group()))
	for i := range held {
		change(&held[i])
	}
	c.Hold(c.Group(), held)
	reply.List(held)
	return reply
}

// A service that is wrong in one thing is wrong in one rule: the first cause is that one, and what others see of it is laid to it.
func TestWhoIsToBlame(t *testing.T) {
	runtest.Sequential(t)
	const modify, reads, create, remove, set = "ModifyVServerGroupBackendServers", "DescribeVServerGroupAttribute", "CreateVServerGroup/", "RemoveVServerGroupBackendServers/", "SetVServerGroupAttribute/"
	adding := []string{add + "server.*", add + "sample.*", add + "field.*", add + "response.*"}
	for _, c := range []struct {
		name     string
		of       target.Target
		rules    []string
		blamed   string
		worth    reports.Verdict
		causes   int    // 0: any
		innocent string // a rule that holds
		follows  string // one that follows from the first cause
	}{
		{"a weight is refused", picks(t, 400, "InvalidParameter", adds(`"Weight":"0"`)), adding, add + "server.weight.range", reports.Violates, 1, "", ""},
		{"a number is refused", picks(t, 400, "InvalidParameter", adds(`"Port":\d`)), adding, add + "field.numbers-or-strings", reports.Unexpected, 1, "", ""},
		{"an answer is wrong", service(t, nil, replaced("AddVServerGroupBackendServers", `"Weight":100`, `"Weight":99`)), adding, add + "response.weight", reports.Violates, 1, "", ""},
		{"one operation stores otherwise", storesOtherwise(t, modify), []string{modify + "/server.weight.*", modify + "/server.port.*", reads + "/response.*"}, modify + "/server.weight.range", reports.Violates, 0, reads + "/response.weight", ""},
		{"one operation stores otherwise, and the reader's own scenarios show it", storesOtherwise(t, strings.TrimSuffix(add, "/")), []string{create + "server.weight.*", reads + "/response.weight"}, reads + "/response.weight", reports.Violates, 2, "", ""},
		{"two operations are read otherwise", service(t, nil, replaced(reads, `"Weight":100`, `"Weight":99`)), []string{add + "server.weight.*", modify + "/server.weight.*", reads + "/*"}, reads + "/response.weight", reports.Violates, 0, "", ""},
		{"one value is read otherwise, by a rule of all values and by one of this value", service(t, nil, replaced(reads, `"Weight":100`, `"Weight":99`)), []string{add + "server.weight.*"}, add + "server.weight.range", reports.Unexpected, 0, "", ""},
		{"what is refused wrongly is refused in another form", picksBadly(t, adds(`"Weight":"0"`)), []string{add + "server.weight.*", "platform.error-envelope"}, add + "server.weight.range", reports.Violates, 1, "", "platform/platform.error-envelope"},
		{"two operations refuse, each another thing", picks(t, 400, "InvalidParameter", func(r *http.Request) bool {
			return adds(`"Weight":"0"`)(r) || actionOf(r)+"/" == create && strings.Contains(r.URL.Query().Get("BackendServers"), "test-112")
		}), []string{add + "server.weight.*", create + "sample.*"}, add + "server.weight.range", reports.Violates, 2, "", ""},
		{"two calls have one request id", service(t, nil, func(action string, _ *http.Response, body []byte) []byte {
			if action+"/" == add {
				return regexp.MustCompile(`"RequestId":"[^"]*"`).ReplaceAll(body, []byte(`"RequestId":"7B7AB375-1EA6-4A18-9D1C-F258F2D57638"`))
			}
			return body
		}), []string{add + "server.weight.*"}, "platform/platform.request-id.unique", reports.Unexpected, 1, add + "server.weight.range", ""},
		{"nobody looks at a list", around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			if c.Action()+"/" == create {
				c.SetParam("BackendServers", "")
			}
			return handle()
		}), []string{create + "request.backend-servers.*", create + "server.*", create + "group.created"}, create + "group.created", reports.Violates, 1, "", ""},
		{"nobody looks at a type", around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			if c.Action()+"/" == add {
				c.SetParam("BackendServers", regexp.MustCompile(`"Type":"[^e][^"]*"`).ReplaceAllString(c.Param("BackendServers"), `"Type":"eni"`))
			}
			return handle()
		}), []string{add + "server.type.values", "platform.error-envelope"}, add + "server.type.values", reports.Unexpected, 1, "", ""},
		{"nothing is removed, as life cycles see", around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			held, reply := c.Held(c.Param("VServerGroupId")), handle()
			if c.Action()+"/" == remove {
				c.Hold(c.Group(), held)
			}
			return reply
		}), []string{remove + "request.backend-servers.meaning", "platform/family.*"}, remove + "request.backend-servers.meaning", reports.Violates, 1, "", ""},
		{"one more is added, as life cycles see", around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			reply, held := handle(), c.Held(c.Group())
			if c.Action()+"/" == add && len(held) == 1 {
				more := held[0]
				more.ServerID = "eni-bp1mockthird"
				c.Hold(c.Group(), append(held, more))
			}
			return reply
		}), []string{"platform/family.*"}, add + "request.backend-servers.meaning", reports.Violates, 0, "", ""},
		{"no weight is stored, as what is called after it sees", stores(t, func(m *mock.BackendServer) { m.Weight = 100 }),
			[]string{add + "server.weight.*", remove + "request.backend-servers.meaning", add + "field.single-quotes"}, add + "server.weight.range", reports.Violates, 1, "", remove + "request.backend-servers.meaning"},
		{"a port is answered as a text, and the SDK passes on none", service(t, nil, replaced("AddVServerGroupBackendServers", `"Port":80`, `"Port":"80"`)), []string{add + "response.*", "platform/field.sdk-reports-answers"}, add + "response.port", reports.Violates, 1, "", "platform/field.sdk-reports-answers"},
		{"the last of a list alone is added, as what is called after it sees", around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			if list := c.Param("BackendServers"); c.Action()+"/" == add && strings.Contains(list, "},{") {
				c.SetParam("BackendServers", "[{"+list[strings.LastIndex(list, "},{")+3:])
			}
			return handle()
		}), []string{add + "request.backend-servers.meaning", set + "request.backend-servers.meaning"}, add + "request.backend-servers.meaning", reports.Violates, 1, "", set + "request.backend-servers.meaning"},
		{"the weights of what was there are reset, as what is called after it sees", around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			if held := slices.Clone(c.Held(c.Param("VServerGroupId"))); c.Action()+"/" == add {
				for i := range held {
					held[i].Weight = 100
				}
				c.Hold(c.Param("VServerGroupId"), held)
			}
			return handle()
		}), []string{add + "request.backend-servers.meaning", remove + "request.backend-servers.meaning", modify + "/group.replaced", "platform/family.*"}, add + "request.backend-servers.meaning", reports.Violates, 1, "", remove + "request.backend-servers.meaning"},
		{"of two addresses one alone is added, and the answer does not say which", around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			if first := regexp.MustCompile(`\[[^{]*\{[^{]*"10\.0\.1\.13"[^{]*,[^{]*\{`); c.Action()+"/" == add {
				c.SetParam("BackendServers", first.ReplaceAllString(c.Param("BackendServers"), "[{"))
			}
			return handle()
		}), []string{add + "request.backend-servers.meaning", add + "sample.*", create + "sample.*", reads + "/response.backend-server", modify + "/server.weight.range"}, add + "request.backend-servers.meaning", reports.Violates, 1, modify + "/server.weight.range", ""},
		{"every address is the first, so that two are one", service(t, func(config *mocktarget.Config) {
			config.Options.DuplicatesInGroup = mock.Updated
			config.Table.Around = func(c *mock.Call, handle func() mock.Reply) mock.Reply {
				if c.Action()+"/" == add {
					c.SetParam("BackendServers", strings.ReplaceAll(c.Param("BackendServers"), "10.0.1.14", "10.0.1.13"))
				}
				return handle()
			}
		}, nil), []string{add + "server.server-ip.meaning", add + "request.backend-servers.meaning", remove + "server.server-ip.meaning"}, add + "server.server-ip.meaning", reports.Violates, 1, "", reads + "/response.backend-server"},
	} {
		t.Run(c.name, func(t *testing.T) {
			result, report := answerOf(t, c.of, run.Options{Concurrency: 1}, c.rules...)
			if len(report.Causes) == 0 || report.Causes[0].Rule != c.blamed || report.Causes[0].Verdict != c.worth || c.causes > 0 && len(report.Causes) != c.causes {
				differs(t, "causes: %+v", report.Causes)
			} else if slices.Contains(report.Causes[0].FollowerRules, c.blamed) {
				differs(t, "%s follows from itself: %q", c.blamed, report.Causes[0].FollowerRules)
			}
			if all := report.Causes[0].FollowerRules; c.follows != "" && !slices.Contains(all, c.follows) {
				differs(t, "only %q follow", all)
			}
			ofOwn := func(v *run.Violation) bool {
				return strings.Contains(report.Causes[0].Reason, v.Expected+", got "+v.Got)
			}
			if !slices.ContainsFunc(result.Rules, func(r run.RuleResult) bool { return r.ID == c.blamed && slices.ContainsFunc(r.Violations, ofOwn) }) {
				differs(t, "nothing that contradicts %s is the reason: %s", c.blamed, report.Causes[0].Reason)
			}
			if v, why := verdictOf(result, c.innocent); c.innocent != "" && !v.Held() {
				differs(t, "%s is %s: %s", c.innocent, v, why)
			}
		})
	}
}

// What comes to nothing for a refusal with a code of no document follows from the rule that this refusal contradicts, and speaks of
// no backend server.
func TestARefusalOfNoDocumentIsOneCause(t *testing.T) {
	const rule, follows = "CreateVServerGroup/assumed.name-twice", "CreateVServerGroup/request.vserver-group-name.alphabet"
	var names sync.Map
	unique := service(t, func(config *mocktarget.Config) {
		config.Wrap = func(next http.RoundTripper) http.RoundTripper {
			return refusing{next, func(r *http.Request) bool {
				_, taken := names.LoadOrStore(r.URL.Query().Get("VServerGroupName"), true)
				return actionOf(r) == "CreateVServerGroup" && taken
			}, 400, "InvalidVServerGroupName.Duplicated"}
		}
	}, nil)
	result, report := answerOf(t, unique, run.Options{Concurrency: 1}, rule, follows)
	if len(report.Causes) != 1 || report.Causes[0].Rule != rule || !slices.Equal(report.Causes[0].FollowerRules, []string{follows}) {
		differs(t, "causes: %+v", report.Causes)
	}
	for _, o := range result.Outcomes {
		if strings.Contains(o.Reason, "backend server") {
			differs(t, "%s is %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
		}
	}
}

// A plain call that is refused in a document's own words for what the call is contradicts the document's sample, and what rests
// on it follows from there. In other words it may as well speak of the backend server, and so may a code that says that the Type is
// not that of what it names.
func TestARefusedSampleIsToBlame(t *testing.T) {
	runtest.Sequential(t)
	const sample, follows = add + "sample.ecs", add + "server.description.optional"
	for says, of := range map[string]struct {
		code string
		own  bool
	}{
		"The parameter VbrId is required.": {"MissingParameter.VbrId", true},
		"It is refused.":                   {"MissingParameter.VbrId", false},
		"The specified Type is invalid.":   {"BackendServer.InvalidType", false},
	} {
		own := of.own
		to := service(t, func(config *mocktarget.Config) {
			config.Wrap = func(next http.RoundTripper) http.RoundTripper {
				refuses := refusing{next, adds(`"Type":"eni"`), 400, of.code}
				return altering{refuses, func(_ string, _ *http.Response, body []byte) []byte {
					return bytes.Replace(body, []byte("It is refused."), []byte(says), 1)
				}}
			}
		}, nil)
		result, report := answerOf(t, to, run.Options{Concurrency: 1}, add+"server.*", add+"sample.*", add+"field.*")
		first := report.Causes[0]
		if own != (first.Rule == sample) || own && (first.Verdict != reports.Violates || !slices.Contains(first.FollowerRules, follows)) {
			differs(t, "%s: the first cause is %+v", says, first)
		}
		if !own && len(report.Causes) != 1 { // the inventory, of whatever basis a rule is
			differs(t, "%s: causes: %+v", says, report.Causes)
		}
		for _, r := range result.Rules {
			for _, v := range r.Violations {
				if r.ID == sample && v.Step != -1 { // no sentence made the call
					differs(t, "%s: sentence %d contradicts %s", says, v.Step, r.ID)
				}
			}
		}
	}
}

// A backend server that is gone, or stopped, since it was accepted in this run says nothing of the rules that need it.
func TestARoleThatIsLostMeanwhile(t *testing.T) {
	const role = "second network interface"
	for _, code := range []string{"InvalidServerId.NotExist", "OfItsOwn"} {
		second, calls := adds("eni-bp1mocksecond"), 0
		lost := picks(t, 400, code, func(r *http.Request) bool {
			if second(r) {
				calls++
			}
			return second(r) && calls > 1
		})
		result, report := answerOf(t, lost, run.Options{Concurrency: 1}, add+"server.*", add+"sample.*", add+"field.*")
		for _, o := range result.Outcomes { // of whatever basis its rule is
			open := o.Verdict == reports.Inconclusive && strings.Contains(o.Reason, `"`+role+`"`)
			if !o.Verdict.Held() && o.Verdict != reports.NotRun && !open {
				differs(t, "%s: %s is %s: %s", code, o.Scenario.ID(), o.Verdict, o.Reason)
			}
		}
		if !slices.ContainsFunc(result.Outcomes, func(o *run.Outcome) bool {
			return o.Verdict == reports.Inconclusive && strings.Contains(o.Reason, role)
		}) {
			differs(t, "%s: nothing names the role: %+v", code, report.Causes)
		}
	}
}

// Backend servers that are refused in the same words are one thing to look at, also where a scenario needs one for its set-up alone.
func TestServersThatAreRefusedAlikeAreOneCause(t *testing.T) {
	gone := picks(t, 400, "InvalidServerId.NotExist", adds("eni-bp1mock(second|twoaddresses)"))
	_, report := answerOf(t, gone, run.Options{Concurrency: 1}, add+"server.server-ip.meaning", "ModifyVServerGroupBackendServers/response.backend-servers")
	if len(report.Causes) != 1 || len(report.Causes[0].FollowerRules) != 2 {
		differs(t, "causes: %+v", report.Causes)
	}
}

// What is refused for want of rights rests on who calls, and for what: the backend servers of the call are not named.
func TestADenialRestsOnWhoCalls(t *testing.T) {
	const roles = `the call rests on "load balancer that the RAM user may use", "RAM user for one load balancer" of the inventory`
	result, _ := answerOf(t, picks(t, 403, "Forbidden.RAM", adds(".")), run.Options{Concurrency: 1}, add+"ram.resource.load-balancer")
	if !slices.ContainsFunc(result.Outcomes, func(o *run.Outcome) bool { return strings.Contains(o.Reason, roles) }) {
		for _, o := range result.Outcomes {
			differs(t, "%s is %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
		}
	}
}

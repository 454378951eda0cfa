package run_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/reports"
)

// What a control makes of the group says nothing of the refusal before it: it is the rule of the list that is broken.
func TestAControlOfAnotherEffectIsNotLaidToTheRefusal(t *testing.T) {
	const own, effect = "RemoveVServerGroupBackendServers/request.region-id.required", "RemoveVServerGroupBackendServers/request.backend-servers.meaning"
	var filled sync.Map
	keeps := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		if action != "DescribeVServerGroupAttribute" {
			return body
		}
		group := answer.Request.URL.Query().Get("VServerGroupId")
		if bytes.Contains(body, []byte(`"ServerId"`)) {
			filled.Store(group, body)
		}
		if last, is := filled.Load(group); is {
			return last.([]byte)
		}
		return body
	})
	result, report := answerOf(t, keeps, run.Options{}, own)
	if len(report.Causes) == 0 || report.Causes[0].Rule != effect || report.Causes[0].Verdict != reports.Violates {
		differs(t, "causes: %+v", report.Causes)
	}
	if v, why := verdictOf(result, own); v != reports.Inconclusive {
		differs(t, "%s is %s: %s", own, v, why)
	}
}

// A refused call that takes the whole group away has not carried out what it was refused for: it contradicts the assumed rule
// that such a call changes nothing.
func TestAGroupThatARefusedCallDeletes(t *testing.T) {
	const own, nothing = add + "server.weight.range", "platform/family.refused-step"
	var gone sync.Map
	deletes := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		group := answer.Request.URL.Query().Get("VServerGroupId")
		_, deleted := gone.Load(group)
		switch {
		case action == "AddVServerGroupBackendServers" && answer.StatusCode == http.StatusBadRequest:
			gone.Store(group, true)
		case deleted && action == "DescribeVServerGroupAttribute":
			return refusal(http.StatusNotFound, "NoSuchGroup")(answer)
		case action == "DescribeVServerGroups":
			var list struct {
				RequestId     string
				VServerGroups struct{ VServerGroup []map[string]any }
			}
			_ = json.Unmarshal(body, &list) // the mock's own
			list.VServerGroups.VServerGroup = slices.DeleteFunc(list.VServerGroups.VServerGroup, func(g map[string]any) bool {
				_, deleted := gone.Load(g["VServerGroupId"])
				return deleted
			})
			left, _ := json.Marshal(list)
			return left
		}
		return body
	})
	_, report := answerOf(t, deletes, run.Options{}, own)
	if len(report.Causes) != 1 || report.Causes[0].Rule != nothing || report.Causes[0].Verdict != reports.Unexpected {
		differs(t, "causes: %+v", report.Causes)
	}
}

// What a call does, and what its answer holds, is stated of calls that are carried out: where no document says that a call
// succeeds, a success without any effect contradicts nothing that is stated. One with an effect does.
func TestASuccessWithoutEffectThatNoDocumentPromises(t *testing.T) {
	odd := []string{add + "assumed.members.null", "CreateVServerGroup/assumed.members.null"}
	for _, carriesOut := range []bool{false, true} {
		curt := service(t, func(config *mocktarget.Config) {
			config.Wrap = func(next http.RoundTripper) http.RoundTripper { return saysNothing{next, `"Weight":null`, carriesOut} }
		}, nil)
		_, report := answerOf(t, curt, run.Options{}, odd...)
		want := map[bool]int{true: len(odd)}[carriesOut]
		if n := report.Totals.Scenarios[reports.Violates]; n != want {
			differs(t, "carried out %t, %d scenarios violate, not %d: %+v", carriesOut, n, want, report.Causes)
		}
	}
}

// Where a backend server is in a group before the call under test though nobody put it there, what the call leaves proves nothing
// of the call: it is the one before, or somebody else, that put it there.
func TestABackendServerThatNobodyPutThere(t *testing.T) {
	const effect = "RemoveVServerGroupBackendServers/request.backend-servers.meaning"
	var used sync.Map
	strange := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		group := answer.Request.URL.Query().Get("VServerGroupId")
		if action+"/" == add {
			used.Store(group, true)
		}
		if _, is := used.Load(group); !is || action != "DescribeVServerGroupAttribute" {
			return body
		}
		const list, other = `"BackendServer":[`, `{"ServerId":"eni-others","Port":9999,"Weight":7,"Type":"eni","ServerIp":"192.168.7.200"}`
		body = bytes.Replace(body, []byte(list), []byte(list+other+","), 1)
		return bytes.Replace(body, []byte(other+",]"), []byte(other+"]"), 1)
	})
	result, report := answerOf(t, strange, run.Options{}, effect)
	if v, why := verdictOf(result, effect); v != reports.Inconclusive || !strings.Contains(why, `"eni-others" on port 9999`) {
		differs(t, "%s is %s: %s, %+v", effect, v, why, report.Causes)
	}
}

// saysNothing is a service that answers calls whose list holds a text with a request id alone, whether it carries them out or not.
type saysNothing struct {
	next       http.RoundTripper
	to         string
	carriesOut bool
}

func (s saysNothing) RoundTrip(r *http.Request) (*http.Response, error) {
	odd := strings.Contains(r.URL.Query().Get("BackendServers"), s.to)
	if odd && s.carriesOut {
		_, _ = s.next.RoundTrip(r)
	}
	if !odd {
		return s.next.RoundTrip(r)
	}
	body := fmt.Sprintf(`{"RequestId":"7B7AB375-1EA6-4A18-9D1C-%012X"}`, rand.Int64N(1<<48))
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

// A duty promises that what breaks it is not carried out, and nothing about how it is refused: a success without any effect
// contradicts nothing that is stated. What is carried out does.
func TestASuccessWithoutEffectKeepsADuty(t *testing.T) {
	duties := []string{add + "server.weight.range", add + "request.region-id.required", "CreateVServerGroup/server.weight.range", "DescribeVServerGroupAttribute/request.vserver-group-id.required"}
	silent := service(t, nil, func(_ string, answer *http.Response, body []byte) []byte {
		if answer.StatusCode != http.StatusBadRequest {
			return body
		}
		answer.StatusCode = http.StatusOK
		return []byte(fmt.Sprintf(`{"RequestId":"7B7AB375-1EA6-4A18-9D1C-%012X"}`, rand.Int64N(1<<48)))
	})
	leavesOut := around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		if regexp.MustCompile(`"Weight":"(-1|101|heavy|2147483648)"`).MatchString(c.Param("BackendServers")) {
			c.SetParam("BackendServers", "")
		}
		return handle()
	})
	for _, c := range []struct {
		of    target.Target
		rules []string
	}{{silent, duties}, {leavesOut, []string{"CreateVServerGroup/server.weight.range"}}} {
		result, _ := answerOf(t, c.of, run.Options{}, c.rules...)
		for _, r := range result.Rules {
			if r.Verdict == reports.Violates {
				differs(t, "%s violates: %s", r.ID, r.Reason)
			}
		}
		for _, id := range c.rules {
			if v, why := verdictOf(result, id); v != reports.Unexpected {
				differs(t, "%s is %s: %s", id, v, why)
			}
		}
	}
}

// What a refused call does all the same is laid to the rule of that: of a list that is carried out in part, of a group that is
// left without its servers or tags, and of a change that nobody asked for, where calls that break several rules make it.
func TestWhatARefusedCallDoesAllTheSame(t *testing.T) {
	const create, set = "CreateVServerGroup/", "SetVServerGroupAttribute/"
	inPart := func(_ mock.Table, c *mock.Call) {
		if group := c.Param("VServerGroupId"); len(c.Asked()) > 1 {
			c.Hold(group, append(c.Held(group), c.Asked()[0]))
		}
	}
	renamed := func(_ mock.Table, c *mock.Call) { c.Rename(c.Param("VServerGroupId"), "Other") }
	renamedAsAsked := func(_ mock.Table, c *mock.Call) {
		if name := c.Param("VServerGroupName"); name != "" {
			c.Rename(c.Param("VServerGroupId"), name)
		}
	}
	leftEmpty := func(table mock.Table, c *mock.Call) {
		table.Operations[c.Action()].Serve(c)
		c.Hold(c.Group(), nil)
	}
	leftBare := func(table mock.Table, c *mock.Call) {
		for _, name := range c.Params() {
			if strings.HasPrefix(name, "Tag.") {
				c.SetParam(name, "")
			}
		}
		leftEmpty(table, c)
	}
	for _, c := range []struct {
		name  string
		of    string // the operation whose refused calls do so
		does  func(mock.Table, *mock.Call)
		rules []string
		cause string
	}{
		{"in part", add, inPart, []string{add + "request.backend-servers.limit", add + "field.refusal-changes-nothing"}, add + "field.refusal-changes-nothing"},
		{"renamed by calls that break several rules", add, renamed, []string{add + "server.weight.range", add + "request.region-id.required"}, add + "field.refusal-changes-nothing"},
		{"renamed by calls that break one", add, renamed, []string{add + "server.weight.range"}, add + "server.weight.range"},
		{"renamed as asked", set, renamedAsAsked, []string{set + "server.weight.range"}, "platform/family.refused-step"},
		{"left without its servers", create, leftEmpty, []string{create + "server.weight.range"}, create + "assumed.refused-list"},
		{"left though its name is refused", create, leftEmpty, []string{create + "request.vserver-group-name.length"}, create + "request.vserver-group-name.length"},
		{"left without its tags", create, leftBare, []string{create + "tag.key.length"}, create + "assumed.refused-list"},
	} {
		t.Run(c.name, func(t *testing.T) {
			does := service(t, func(config *mocktarget.Config) {
				table := config.Table
				config.Table.Around = func(call *mock.Call, handle func() mock.Reply) mock.Reply {
					reply := handle()
					if call.Action()+"/" == c.of && reply.Refused() {
						c.does(table, call)
					}
					return reply
				}
			}, nil)
			_, report := answerOf(t, does, run.Options{}, c.rules...)
			if len(report.Causes) != 1 || report.Causes[0].Rule != c.cause {
				differs(t, "causes: %+v", report.Causes)
			}
		})
	}
}

// Of a call that would leave the group as it is nobody can tell whether it was carried out, and that is what is said.
func TestWhatWouldNotShowCannotBeTold(t *testing.T) {
	const rule = "RemoveVServerGroupBackendServers/server.server-id.required"
	accepts := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		call := answer.Request.URL.Query()
		if action != "RemoveVServerGroupBackendServers" || strings.Contains(call.Get("BackendServers"), "ServerId") || answer.StatusCode == http.StatusOK {
			return body
		}
		answer.StatusCode = http.StatusOK
		return []byte(`{"RequestId":"365F4154-92F6-4AE4-92F8-7FF34B540710","VServerGroupId":"` + call.Get("VServerGroupId") + `","BackendServers":{"BackendServer":[]}}`)
	})
	result, _ := answerOf(t, accepts, run.Options{}, rule)
	if verdict, reason := verdictOf(result, rule); verdict != reports.Unexpected || !strings.Contains(reason, "whether it was carried out cannot be told") {
		differs(t, "%s: %s", verdict, reason)
	}
}

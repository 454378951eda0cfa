package run_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/retry"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
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
		session.Balancer, session.Clock = "", &retry.Virtual{}
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

// Where the inventory names a vSwitch that the service refuses, whatever it says of that is no news of the service.
func TestAPlaceThatIsRefusedIsNoFinding(t *testing.T) {
	refuse := refusal(http.StatusBadRequest, "InvalidVSwitchId.Own")
	nowhere := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		if action == "CreateLoadBalancer" {
			return bytes.Replace(refuse(answer), []byte(`{`), []byte(`{"Recommend":"https://example.com/",`), 1)
		}
		return body
	})
	result, report := answerOf(t, late{nowhere}, run.Options{}, add+"server.weight.default")
	if len(report.Findings) > 0 || !strings.Contains(result.Outcomes[0].Reason, "has vswitch: ") {
		differs(t, "findings %+v: %s", report.Findings, result.Outcomes[0].Reason)
	}
}

// Where the service knows no region of the inventory's name and says so in a message alone, the line of the region is named.
func TestARegionThatIsRefusedIsNamed(t *testing.T) {
	refuse := refusal(http.StatusBadRequest, "InvalidParameter")
	nowhere := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		if action == "CreateVServerGroup" {
			return bytes.Replace(refuse(answer), []byte("It is refused."), []byte("The specified RegionId does not exist."), 1)
		}
		return body
	})
	result, _ := answerOf(t, nowhere, run.Options{}, add+"server.weight.default")
	if why := result.Outcomes[0].Reason; !strings.Contains(why, "has region: cn-hangzhou") {
		differs(t, "%s", why)
	}
}

// The tags of a new group may be listed late, by both operations that list them: they are awaited, wherever they are looked for.
func TestTagsAreAwaited(t *testing.T) {
	var mu sync.Mutex
	reads, tags := map[string]int{}, regexp.MustCompile(`"Tag": ?\[[^]]+\]`)
	slow := service(t, nil, func(action string, _ *http.Response, body []byte) []byte {
		id := string(regexp.MustCompile(`rsp-[a-z0-9]+`).Find(body))
		mu.Lock()
		defer mu.Unlock()
		if reads[action+id]++; reads[action+id] > 4 || !strings.HasPrefix(action, "Describe") {
			return body
		}
		return tags.ReplaceAll(body, []byte(`"Tag": []`))
	})
	const one, all = "DescribeVServerGroupAttribute/", "DescribeVServerGroups/"
	for _, rule := range []string{"CreateVServerGroup/request.tag.meaning", one + "response.tags", one + "response.tag-key", one + "sample.response", all + "response.group.tag-value", all + "sample.response"} {
		result, _ := answerOf(t, late{slow}, run.Options{}, rule)
		for _, o := range result.Outcomes {
			if !o.Verdict.Held() {
				differs(t, "%s is %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
			}
		}
	}
	if len(reads) == 0 {
		differs(t, "nothing was read; this proves nothing")
	}
}

// A group that was deleted may be read for a moment more.
func TestADeletionIsAwaited(t *testing.T) {
	var last []byte
	more, id := 4, regexp.MustCompile(`"RequestId": ?"[^"]+"`)
	slow := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		switch {
		case action != "DescribeVServerGroupAttribute":
		case answer.StatusCode == http.StatusOK:
			last = body
		case more > 0:
			more--
			answer.StatusCode = http.StatusOK
			return id.ReplaceAll(last, id.Find(body))
		}
		return body
	})
	result, _ := answerOf(t, late{slow}, run.Options{Concurrency: 1}, "platform/family.gone")
	for _, o := range result.Outcomes {
		if !o.Verdict.Held() {
			differs(t, "%s is %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
		}
	}
	if more > 0 {
		differs(t, "%d lagging answers were not given; this proves little", more)
	}
}

// A change whose answer was lost is settled by looking: what is there is used, and what is not is made once more.
func TestALostChangeIsSettledByLooking(t *testing.T) {
	for name, way := range map[string]*loses{
		"a creation":                         {action: "CreateVServerGroup", carries: true},
		"a creation that is not carried out": {action: "CreateVServerGroup"},
		"a call that is not carried out":     {action: "AddVServerGroupBackendServers"},
		"a refusal that is cut":              {action: "AddVServerGroupBackendServers", carries: true, status: http.StatusBadRequest},
		"a control":                          {action: "AddVServerGroupBackendServers", carries: true, before: 1},
	} {
		t.Run(name, func(t *testing.T) {
			config := mockConfig(t)
			way.calls = map[string]int{}
			config.Wrap = func(next http.RoundTripper) http.RoundTripper { way.next = next; return way }
			to := late{foreign{mocktarget.New(config), config.Inventory}}
			result, _ := answerOf(t, to, run.Options{}, add+"server.weight.range", add+"request.region-id.required")
			for _, o := range result.Outcomes {
				if !o.Verdict.Held() {
					differs(t, "%s is %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
				}
			}
			if !way.once {
				differs(t, "nothing was lost; this proves nothing")
			}
		})
	}
}

// loses is a way on which the answer to one call is lost: the first of an action that names a group as often before, and is
// answered with a status.
type loses struct {
	next    http.RoundTripper
	action  string
	carries bool // the call arrives all the same
	before  int
	status  int // 0 for any

	mu    sync.Mutex
	once  bool
	calls map[string]int
}

func (l *loses) RoundTrip(r *http.Request) (*http.Response, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	group := r.URL.Query().Get("VServerGroupId")
	if l.once || actionOf(r) != l.action || l.calls[group] < l.before {
		if actionOf(r) == l.action {
			l.calls[group]++
		}
		return l.next.RoundTrip(r)
	}
	if !l.carries {
		l.once = true
		return nil, io.EOF
	}
	answer, err := l.next.RoundTrip(r)
	if err != nil || l.status != 0 && answer.StatusCode != l.status {
		return answer, err
	}
	l.once = true
	answer.Body = io.NopCloser(io.MultiReader(io.LimitReader(answer.Body, 9), iotest.ErrReader(io.ErrUnexpectedEOF)))
	return answer, nil
}

// A service may let nothing lead to a group that is empty: one with a backend server shows what is asked of it all the same.
func TestWhatLeadsToAGroupMayWantABackendServerInIt(t *testing.T) {
	ids := regexp.MustCompile(`rsp-\w+`)
	wants := around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		group := ids.FindString(c.Param("VServerGroupId") + c.Param("RuleList"))
		if c.Action() != "CreateRules" && !strings.HasSuffix(c.Action(), "Listener") || group == "" || len(c.Held(group)) > 0 {
			return handle()
		}
		return mock.Reply{Outcome: "InvalidParameter.Value", Values: fixtures.Values{"RequestId": mock.NewRequestID(), "detail": "VServerGroupId"}}
	})
	result, _ := answerOf(t, wants, run.Options{}, "DescribeVServerGroups/request.include-*", "DeleteVServerGroup/error.*", "DeleteVServerGroup/field.rule-in-use", "family.in-use", "family.listener-with-rules")
	for _, o := range result.Outcomes {
		if !o.Verdict.Held() {
			differs(t, "%s is %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
		}
	}
}

package run_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/reports"
)

// edited is an answer with each of its backend servers changed.
func edited(body []byte, change func(server map[string]any)) []byte {
	var answer map[string]any
	if json.Unmarshal(body, &answer) != nil {
		return body
	}
	outer, _ := answer["BackendServers"].(map[string]any)
	servers, _ := outer["BackendServer"].([]any)
	for _, s := range servers {
		change(s.(map[string]any))
	}
	made, _ := json.Marshal(answer) // what was read can be written
	return made
}

// What an answer calls an elastic container instance, a document that names ECS instances and ENIs alone does not say; and where
// a backend server was given no address, none says how its reading is without one.
func TestWhatDocumentsLeaveOutOfAKindViolatesNothing(t *testing.T) {
	runtest.Sequential(t)
	named := service(t, nil, func(action string, _ *http.Response, body []byte) []byte {
		return edited(body, func(server map[string]any) {
			switch {
			case server["Type"] == "eci" && slices.Contains([]string{"AddVServerGroupBackendServers", "CreateVServerGroup", "ModifyVServerGroupBackendServers"}, action):
				server["ServerId"] = "eni-of-" + server["ServerId"].(string)
			case server["Type"] == "ecs" && action == "DescribeVServerGroupAttribute":
				server["ServerIp"] = nil
			}
		})
	})
	result, _ := answerOf(t, named, run.Options{}, "response.*", "server.*", "sample.*")
	unexpectedAtMost(t, result)
}

// A call that should be refused and succeeded violates nothing as long as nobody could look whether it was carried out.
func TestWhatNobodyCouldLookAtViolatesNothing(t *testing.T) {
	const rule = add + "server.weight.range"
	var taken sync.Map
	down := service(t, func(config *mocktarget.Config) {
		heavy := regexp.MustCompile(`"Weight":"101"`)
		config.Table.Around = func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			if sent := c.Param("BackendServers"); heavy.MatchString(sent) {
				taken.Store(c.Group(), true)
				c.SetParam("BackendServers", heavy.ReplaceAllString(sent, `"Weight":"100"`))
			}
			return handle()
		}
	}, func(action string, answer *http.Response, body []byte) []byte {
		if _, is := taken.Load(answer.Request.URL.Query().Get("VServerGroupId")); is && action == "DescribeVServerGroupAttribute" {
			answer.StatusCode = http.StatusInternalServerError
			return []byte(`{"RequestId":"` + mock.NewRequestID() + `","Code":"InternalError","Message":"The request processing has failed."}`)
		}
		return body
	})
	result, _ := answerOf(t, down, run.Options{}, rule)
	if got, why := verdictOf(result, rule); got != reports.Inconclusive {
		differs(t, "of a service that is down the rule is %s: %s", got, why)
	}
}

// Where an answer lists a backend server without its description, and the reading too, it was not stored: the reading is believed
// in all else.
func TestWhatWasNotStoredMisleadsNobody(t *testing.T) {
	drops := around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		answer, held := handle(), c.Held(c.Group())
		for i := range held {
			if held[i].Type == "eci" {
				held[i].Description = nil
			}
		}
		if c.Hold(c.Group(), held); c.Asked() != nil && !answer.Refused() {
			answer.List(held)
		}
		return answer
	})
	_, report := answerOf(t, drops, run.Options{}, add+"server.*")
	if n := report.Totals.Scenarios; n[reports.Unexpected] == 0 || n[reports.Inconclusive] > 0 {
		differs(t, "%d scenarios are unexpected and %d inconclusive: %+v", n[reports.Unexpected], n[reports.Inconclusive], report.Causes)
	}
}

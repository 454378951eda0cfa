package run_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/internal/run"
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

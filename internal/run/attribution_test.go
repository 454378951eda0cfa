package run_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/reports"
)

// altering is a mock whose answers are altered on the way.
type altering struct {
	next  http.RoundTripper
	alter func(action string, answer *http.Response, body []byte) []byte
}

func (a altering) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := a.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	body = a.alter(actionOf(r), answer, body)
	answer.Body, answer.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return answer, nil
}

// actionOf is the action that a call names, however the header is written.
func actionOf(r *http.Request) string {
	for name, values := range r.Header { // the SDK writes header names in small letters
		if strings.EqualFold(name, "x-acs-action") {
			return values[0]
		}
	}
	return ""
}

// replaced alters a text in the answers of one action.
func replaced(in, old, with string) func(string, *http.Response, []byte) []byte {
	return func(action string, _ *http.Response, body []byte) []byte {
		if action == in {
			return bytes.ReplaceAll(body, []byte(old), []byte(with))
		}
		return body
	}
}

// TestEachDefectOfAnAnswerIsSeenByItsRule alters one thing about the answers, and says which rule must notice.
func TestEachDefectOfAnAnswerIsSeenByItsRule(t *testing.T) {
	s := load(t)
	const action, late = "AddVServerGroupBackendServers", add + "error.OperationFailed.ServiceGroupProcessing"
	for _, d := range []struct {
		name, rules, seenBy string
		alter               func(string, *http.Response, []byte) []byte
	}{
		{"a busy service's refusal without its HostId", "error.SystemBusy", envelope, replaced(action, `"HostId"`, `"Host"`)},
		{"a denial without its HostId", "ram.action", envelope, replaced(action, `"HostId"`, `"Host"`)},
		{"a refused backend server that is added late, with the control in another group", late, late, addedLate()},
	} {
		t.Run(d.name, func(t *testing.T) {
			config := mockConfig(t)
			config.Wrap = func(next http.RoundTripper) http.RoundTripper { return altering{next, d.alter} }
			result := mustRun(t, s, run.Options{Target: mocktarget.New(config), Filter: plan.Filter{Rules: []string{d.rules}}})
			if v, why := verdictOf(result, d.seenBy); v != reports.Unexpected { // none of them is stated
				differs(t, "%s is %s: %s", d.seenBy, v, why)
			}
		})
	}
}

// addedLate lets the group that is looked at show one backend server more from its third listing on.
func addedLate() func(string, *http.Response, []byte) []byte {
	listings := 0
	var first []byte
	return func(action string, _ *http.Response, body []byte) []byte {
		if action != "DescribeVServerGroupAttribute" {
			return body
		}
		id := groupOf(body)
		if first == nil {
			first = id
		}
		if !bytes.Equal(id, first) {
			return body
		}
		if listings++; listings < 3 {
			return body
		}
		const late = `{"Type":"eni","Weight":100,"Port":9,"ServerId":"eni-late","ServerIp":"10.0.0.9"}`
		return bytes.Replace(body, []byte(`"BackendServer":[]`), []byte(`"BackendServer":[`+late+`]`), 1)
	}
}

func groupOf(body []byte) []byte {
	_, after, _ := bytes.Cut(body, []byte(`"VServerGroupId":"`))
	id, _, _ := bytes.Cut(after, []byte(`"`))
	return id
}

// TestALeakIsToldBesideALateChange lets both happen at the end of one scenario.
func TestALeakIsToldBesideALateChange(t *testing.T) {
	late := addedLate()
	config := mockConfig(t)
	config.Wrap = func(next http.RoundTripper) http.RoundTripper {
		return altering{next, func(action string, answer *http.Response, body []byte) []byte {
			if action == "DeleteVServerGroup" {
				answer.StatusCode = http.StatusBadRequest
				return []byte(`{"RequestId":"7B7AB375-1EA6-4A18-9D1C-F258F2D57638","HostId":"slb.aliyuncs.com","Code":"RspoolVipExist","Message":"A listener uses it."}`)
			}
			return late(action, answer, body)
		}}
	}
	result := mustRun(t, load(t), run.Options{Target: mocktarget.New(config), Filter: plan.Filter{Rules: []string{"error.OperationFailed.ServiceGroupProcessing"}}})
	if o := result.Outcomes[0]; o.Verdict != reports.Unexpected { // the cause of the code is our reading
		differs(t, "the late change: %s", o.Verdict)
	}
	for _, f := range result.Report(reports.Identity{}, reports.Proof{}).Faults {
		if f.Kind == "leaked" && f.Line == result.Outcomes[0].Scenario.Line {
			return
		}
	}
	differs(t, "what was left behind is told nowhere: %v", result.Faults)
}

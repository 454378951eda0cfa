package run_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/reports"
)

// A service may send members that no document names, ones whose names differ from another's in the case of a letter too.
func TestAMemberWithAnotherCaseIsAnotherMember(t *testing.T) {
	runtest.Sequential(t)
	to := service(t, nil, func(_ string, _ *http.Response, body []byte) []byte {
		var answer any
		if json.Unmarshal(body, &answer) != nil {
			return body
		}
		inLowerCaseToo(answer)
		twice, err := json.Marshal(answer)
		if err != nil {
			t.Error(err)
		}
		return twice
	})
	result, _ := answerOf(t, to, run.Options{}, "platform/*", "DescribeVServerGroups/response.*", "CreateVServerGroup/tag.*", "DeleteVServerGroup/*")
	for _, r := range result.Rules {
		if r.Verdict == reports.Violates || r.Verdict == reports.Unexpected || r.Verdict == reports.Inconclusive {
			differs(t, "%s is %s: %s", r.ID, r.Verdict, r.Reason)
		}
	}
}

// inLowerCaseToo gives every member of a value a second one beside it, which is written after it.
func inLowerCaseToo(value any) {
	switch v := value.(type) {
	case map[string]any:
		for name, of := range v {
			if inLowerCaseToo(of); strings.ToLower(name) != name {
				v[strings.ToLower(name)] = "other"
			}
		}
	case []any:
		for _, of := range v {
			inLowerCaseToo(of)
		}
	}
}

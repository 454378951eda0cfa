package run_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/reports"
)

// What one operation alone is not read back from as it was asked for is that operation's, with all sentences that look at
// the reading: the reader's own scenarios hold.
func TestWhatIsStoredOtherwiseIsLaidToWhoStoresIt(t *testing.T) {
	const modify = "ModifyVServerGroupBackendServers"
	var written sync.Map
	broken := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		group := answer.Request.URL.Query().Get("VServerGroupId")
		switch _, otherwise := written.Load(group); {
		case action == modify:
			written.Store(group, true)
		case otherwise && action == "DescribeVServerGroupAttribute":
			return []byte(strings.ReplaceAll(string(body), `"Type":"eni"`, `"Type":"ecs"`))
		}
		return body
	})
	_, report := answerOf(t, broken, run.Options{}, modify+"/sample.eni", modify+"/server.type.values", "DescribeVServerGroupAttribute/response.type")
	for i, c := range report.Causes {
		if right := c.Rule == modify+"/server.type.values"; right != (i == 0) || right != (c.Verdict == reports.Violates) {
			differs(t, "cause %d is %+v", i, c)
		}
	}
}

// Where answer and reading differ, and no rule of the operation that reads was tried, neither is called violating: the line
// says how to settle it, and then the reader is.
func TestAReaderThatWasNotTriedProvesNothing(t *testing.T) {
	const rule, reader = "CreateVServerGroup/server.weight.range", "DescribeVServerGroupAttribute/response.weight"
	misreads := func() target.Target {
		return service(t, nil, replaced("DescribeVServerGroupAttribute", `"Weight":0`, `"Weight":100`))
	}
	alone, _ := answerOf(t, misreads(), run.Options{}, rule)
	for _, r := range alone.Rules {
		if r.Verdict == reports.Violates {
			differs(t, "%s violates: %s", r.ID, r.Reason)
		}
	}
	if v, why := verdictOf(alone, rule); v != reports.Unexpected || !strings.Contains(why, "-rules \"DescribeVServerGroupAttribute/*\"") {
		differs(t, "%s is %s: %s", rule, v, why)
	}
	settled, _ := answerOf(t, misreads(), run.Options{}, rule, "DescribeVServerGroupAttribute/*", add+"server.weight.range")
	if v, why := verdictOf(settled, reader); v != reports.Violates {
		differs(t, "%s is %s: %s", reader, v, why)
	}
}

package run_test

import (
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
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

// The answer to a call does not tell two addresses of one network interface and port apart. Where their descriptions are read
// back changed about, the one operation of which they are is the cause, and nothing that is read is doubted for it.
func TestTwoAddressesOfOneServerAreNotMisread(t *testing.T) {
	const rule, reads, create = add + "server.description.type", "DescribeVServerGroupAttribute/", "CreateVServerGroup/"
	swaps := around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		if list := c.Param("BackendServers"); c.Action()+"/" == add {
			if of := regexp.MustCompile(`"Description":"[^"]*"`).FindAllString(list, 2); len(of) == 2 {
				c.SetParam("BackendServers", strings.NewReplacer(of[0], of[1], of[1], of[0]).Replace(list))
			}
		}
		return handle()
	})
	result, report := answerOf(t, swaps, run.Options{}, rule, add+"sample.example-column", add+"request.*", add+"response.description", create+"sample.*", reads+"response.description", add+"server.port.*", create+"server.port.*")
	if len(report.Causes) != 1 || report.Causes[0].Rule != rule || report.Causes[0].Verdict != reports.Unexpected {
		differs(t, "causes: %+v", report.Causes)
	}
	for _, o := range result.Outcomes {
		if o.Verdict == reports.Inconclusive && !strings.HasPrefix(o.Reason, "follows from "+rule) {
			differs(t, "%s is %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
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

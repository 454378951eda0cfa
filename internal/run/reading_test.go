package run_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/internal/run"
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

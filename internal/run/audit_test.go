package run_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/features"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
)

// A scenario whose call breaks a rule beside its own is at fault, by the document and by the mock's log. No sentence of it is:
// the calls of all were looked at.
func TestAnAuditTellsWhatAScenarioDoesNotSpeakOf(t *testing.T) {
	const file, call = "platform/weight.feature", " with weight \"<weight>\"\n      Then the call is refused"
	files := changed(t, features.Files, file, "on port 80"+call, "on port 0"+call)
	files = changed(t, files, file, `But with weight "100" the`, `But with port "80" and weight "100" the`)
	s, err := run.Load(files, spec.Files)
	if err != nil {
		t.Fatal(err)
	}
	result := mustRun(t, s, run.Options{Target: mocktarget.New(mockConfig(t)), Audit: true, Filter: plan.Filter{Rules: []string{add + "server.weight.range"}}})
	told := 0
	for _, o := range result.Outcomes {
		for _, f := range o.Faults {
			if told++; f.Step != -1 {
				differs(t, "%s: sentence %d is said to be at fault: %s", o.Scenario.ID(), f.Step, f.Says)
			} else if !strings.Contains(f.Says, "field.port.range") && !strings.Contains(f.Says, "broke 2 rules") {
				differs(t, "%s: it is not the port that is at fault: %s", o.Scenario.ID(), f.Says)
			}
		}
	}
	if told != 4*2 { // four weights are refused, and both tell of each
		differs(t, "%d faults are told", told)
	}
}

// Scenarios as they are written break the rules that they speak of, and no others, whether a document tells what is wrong with a
// request or the mock alone.
func TestAnAuditSaysNothingOfWhatIsWrittenWell(t *testing.T) {
	rules := []string{add + "server.weight.*", add + "server.port.*", add + "error.InvalidServerId.NotExist", "RemoveVServerGroupBackendServers/server.*"}
	result := mustRun(t, load(t), run.Options{Target: mocktarget.New(mockConfig(t)), Audit: true, Filter: plan.Filter{Rules: rules}})
	for _, o := range result.Outcomes {
		for _, f := range o.Faults {
			differs(t, "%s: %s", o.Scenario.ID(), f.Says)
		}
	}
}

// The last call of a scenario has none after it that could be the same once more, whatever it was answered.
func TestAnAuditOfAScenarioThatEndsWithWhatIsNotFound(t *testing.T) {
	config, refuse := mockConfig(t), refusal(http.StatusNotFound, "InvalidApi.NotFound")
	config.Wrap = func(next http.RoundTripper) http.RoundTripper {
		return altering{next, func(action string, answer *http.Response, body []byte) []byte {
			if action == "DeleteVServerGroup" || action == "DescribeVServerGroups" {
				return refuse(answer)
			}
			return body
		}}
	}
	result := mustRun(t, load(t), run.Options{Target: mocktarget.New(config), Audit: true, Filter: plan.Filter{Rules: []string{add + "server.weight.default"}}})
	for _, o := range result.Outcomes {
		last := o.Exchanges[len(o.Exchanges)-1]
		if o.Verdict != reports.Rehearsed || last.Answer.Status != http.StatusNotFound {
			differs(t, "%s is %s: %s; the last call is %s", o.Scenario.ID(), o.Verdict, o.Reason, last.Action)
		}
	}
}

package run_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/retry"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/reports"
)

// foreign is a service whose inventory nobody vouches for: the mock, altered, under another name, so that premises are
// asked for.
type foreign struct {
	target.Target
	inventory *target.Inventory
}

func (f foreign) Describe() target.Description {
	about := f.Target.Describe()
	about.Name, about.Open, about.Inventory = "live", true, f.inventory
	return about
}

// Open gives the scenario a clock on which waiting takes no time.
func (f foreign) Open(ctx context.Context, scenario string) (*target.Session, error) {
	session, err := f.Target.Open(ctx, scenario)
	if err == nil {
		session.Clock = &retry.Virtual{}
	}
	return session, err
}

// service is the mock, altered on the way, as a service with an inventory.
func service(t *testing.T, change func(*mocktarget.Config), alter func(action string, answer *http.Response, body []byte) []byte) target.Target {
	config := mockConfig(t)
	if change != nil {
		change(&config)
	}
	if alter != nil {
		config.Wrap = func(next http.RoundTripper) http.RoundTripper { return altering{next, alter} }
	}
	return foreign{mocktarget.New(config), config.Inventory}
}

func answerOf(t *testing.T, to target.Target, o run.Options, rules ...string) (*run.Result, *reports.Report) {
	t.Helper()
	o.Target, o.Filter = to, plan.Filter{Rules: rules}
	result := mustRun(t, load(t), o)
	report := result.Report(reports.Identity{Operation: "x", Module: "x", PageDate: "x", SDK: "x", Go: "x", Target: "live", Region: "cn-hangzhou", Evidence: "rehearsed", Started: result.Started}, reports.Proof{})
	if err := errors.Join(report.Validate(), reports.Write(t.TempDir(), ofWhatRan(report), reports.Options{})); err != nil {
		differs(t, "the report cannot be written: %v", err)
	}
	for _, c := range result.Causes { // its own scenarios come first
		own := func(o *run.Outcome) bool { return o.Scenario.Rule == c.Rule }
		if at := slices.IndexFunc(c.Shows, func(o *run.Outcome) bool { return !own(o) }); at >= 0 && slices.ContainsFunc(c.Shows[at:], own) {
			differs(t, "scenarios of other rules show %s before its own", c.Rule)
		}
	}
	for i := range report.Scenarios { // nobody said what else the run was made with
		if again := report.Scenarios[i].Repeat; strings.Contains(again, " -target ") {
			differs(t, "%s", again)
		}
	}
	for _, r := range result.Rules { // what the document finds no sentence said
		for _, v := range r.Violations {
			if v.Where != "" && v.Step >= 0 {
				differs(t, "sentence %d is said to look at %s", v.Step, v.Where)
			}
		}
	}
	for _, o := range result.Outcomes { // the first of what contradicts its rule is why
		at := slices.IndexFunc(o.Violations, func(v *run.Violation) bool { return v.Rule == o.Scenario.Rule && v.Verdict == reports.Violates })
		if at >= 0 && o.Own == reports.Violates && !strings.Contains(o.Reason, o.Violations[at].Got) {
			differs(t, "%s is %s for %s, not for %+v", o.Scenario.ID(), o.Verdict, o.Reason, o.Violations[at])
		}
	}
	return result, report
}

// ofWhatRan is a report without the rules and scenarios that did not run, which look alike in every report and are most of it.
func ofWhatRan(r *reports.Report) *reports.Report {
	ran := *r
	ran.Rules = slices.DeleteFunc(slices.Clone(r.Rules), func(one reports.Rule) bool { return one.Verdict == reports.NotRun })
	ran.Scenarios = slices.DeleteFunc(slices.Clone(r.Scenarios), func(one reports.Scenario) bool { return one.Verdict == reports.NotRun })
	ran.Tally()
	return &ran
}

func verdictOf(result *run.Result, rule string) (reports.Verdict, string) {
	for _, r := range result.Rules {
		if r.ID == rule {
			return r.Verdict, r.Reason
		}
	}
	return "", ""
}

const add = "AddVServerGroupBackendServers/"

// refusal answers calls whose request body or query fits with a refusal.
func refusal(status int, code string) func(*http.Response) []byte {
	return func(answer *http.Response) []byte {
		answer.StatusCode = status
		body, _ := json.Marshal(map[string]string{"RequestId": fmt.Sprintf("7B7AB375-1EA6-4A18-9D1C-%012X", rand.Int64N(1<<48)), "HostId": "slb.aliyuncs.com", "Code": code, "Message": "It is refused."})
		return body
	}
}

// played is the mock's inventory with a role that is played otherwise than the account has it.
func played(role string, otherwise func(*target.Resource)) func(*mocktarget.Config) {
	return func(c *mocktarget.Config) {
		inventory := *c.Inventory
		inventory.Roles = maps.Clone(inventory.Roles)
		by := inventory.Roles[role]
		otherwise(&by)
		inventory.Roles[role] = by
		c.Inventory = &inventory
	}
}

// without is the mock's inventory with a role that is played by what is gone.
func without(role string) func(*mocktarget.Config) {
	return played(role, func(r *target.Resource) { r.ID = r.Type + "-gone" })
}

func TestABrokenStatedRuleViolates(t *testing.T) {
	to := service(t, nil, replaced("AddVServerGroupBackendServers", `"Weight":`, `"Wieght":`))
	result, report := answerOf(t, to, run.Options{}, add+"response.weight", add+"server.port.*")
	if v, why := verdictOf(result, add+"response.weight"); v != reports.Violates {
		differs(t, "response.weight: %s: %s", v, why)
	}
	if len(report.Causes) != 1 || report.Causes[0].Rule != add+"response.weight" {
		differs(t, "causes: %+v", report.Causes)
	}
	for _, r := range result.Rules {
		if r.Verdict.Rank() < reports.Confirmed.Rank() && r.ID != add+"response.weight" {
			differs(t, "%s: %s: %s", r.ID, r.Verdict, r.Reason)
		}
	}
}

// One deleted network interface used to turn 46 rules red. What rests on it is one line that names it, whether a sentence,
// a control or the set-up met it.
func TestAnInventoryThatIsWrongViolatesNothing(t *testing.T) {
	runtest.Sequential(t)
	const two = "network interface with two addresses"
	for role, wrong := range map[string]func(*mocktarget.Config){
		"backend server": without("backend server"), "second network interface": without("second network interface"),
		two: played(two, func(r *target.Resource) { r.Addresses = []string{r.Addresses[0], "10.0.1.99"} }),
	} {
		result, report := answerOf(t, service(t, wrong, nil), run.Options{}, add+"server.*", add+"field.*", add+"sample.*")
		for _, r := range result.Rules {
			if r.Verdict == reports.Violates || r.Verdict == reports.Unexpected {
				differs(t, "%s: %s: %s", r.ID, r.Verdict, r.Reason)
			}
		}
		for _, c := range report.Causes {
			if !strings.Contains(c.Reason, fmt.Sprintf("%q", role)) {
				differs(t, "%s is not named: %+v", role, c)
			}
		}
		if len(report.Causes) != 1 || len(report.Premises) == 0 || !report.Complete {
			differs(t, "complete %v, causes %v, premises %+v", report.Complete, report.Causes, report.Premises)
		}
	}
}

func TestARunOfWhichNoRoleCanBeShownEndsEarly(t *testing.T) {
	refuse := refusal(404, "ResourceNotFound.vServers")
	to := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		if action == "AddVServerGroupBackendServers" {
			return refuse(answer)
		}
		return body
	})
	result, report := answerOf(t, to, run.Options{}, add+"server.*")
	if report.Complete || !strings.Contains(report.Incomplete, "no role of the inventory could be shown") {
		differs(t, "complete %v: %s", report.Complete, report.Incomplete)
	}
	if report.Totals.Scenarios[reports.Violates] > 0 || report.Totals.Scenarios[reports.NotRun] < len(result.Outcomes)/2 {
		differs(t, "%v", report.Totals.Scenarios)
	}
}

func TestWhatOnlyTheInventoryVouchesForIsUnexpected(t *testing.T) {
	running := func(c *mocktarget.Config) { // the inventory's stopped instance runs
		var err error
		if c.Account, err = fixtures.LoadAccount(changed(t, fixtures.Files, "account.yaml", "status: Stopped", "status: Running")); err != nil {
			t.Fatal(err)
		}
		c.Balancer = "" // it is in the other account
	}
	for _, c := range []struct {
		shown []string
		want  reports.Verdict
	}{{nil, reports.Unexpected}, {[]string{"stopped ECS instance"}, reports.Violates}} {
		result, _ := answerOf(t, service(t, running, nil), run.Options{Shown: c.shown}, add+"server.running")
		v, why := verdictOf(result, add+"server.running")
		if v != c.want || c.shown == nil && !strings.Contains(why, `-shown "stopped ECS instance"`) {
			differs(t, "shown %q: %s: %s", c.shown, v, why)
		}
	}
}

// What no document states is never violated, whatever the service does.
func TestARuleThatNobodyStatesIsUnexpected(t *testing.T) {
	to := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		if answer.StatusCode/100 == 4 {
			return bytes.Replace(body, []byte(`"HostId"`), []byte(`"Host"`), 1)
		}
		return body
	})
	result, report := answerOf(t, to, run.Options{}, "platform.error-envelope", add+"server.weight.*")
	if v, why := verdictOf(result, "platform/platform.error-envelope"); v != reports.Unexpected || !strings.HasSuffix(why, " (known)") {
		differs(t, "platform.error-envelope: %s: %s", v, why)
	}
	if v, why := verdictOf(result, add+"server.weight.range"); !v.Held() {
		differs(t, "server.weight.range: %s: %s; its own sentences held", v, why)
	}
	if n := report.Totals.Scenarios[reports.Violates]; n != 0 {
		differs(t, "%d scenarios violate", n)
	}
}

// A duty is kept by any refusal; one that carries a code which a document lists for something else is news.
func TestACodeOfSomethingElseIsAFinding(t *testing.T) {
	const rule, other = add + "server.weight.range", "InvalidServerId.NotExist"
	refuse := refusal(400, other)
	to := service(t, nil, func(_ string, answer *http.Response, body []byte) []byte {
		if answer.StatusCode/100 == 4 {
			return refuse(answer)
		}
		return body
	})
	result, report := answerOf(t, to, run.Options{}, rule)
	if v, why := verdictOf(result, rule); !v.Held() {
		differs(t, "%s: %s: %s", rule, v, why)
	}
	if len(report.Findings) != 1 || report.Findings[0].Count < 2 || !strings.Contains(report.Findings[0].Says, add+"error."+other) {
		differs(t, "findings: %+v", report.Findings)
	}
}

// Where only the inventory vouches for the role that is to be refused, such a code may speak of a role that is something else.
func TestARoleThatIsGoneIsNamedBesideTheCode(t *testing.T) {
	const role, rule = "stopped ECS instance", add + "server.running"
	result, report := answerOf(t, service(t, without(role), nil), run.Options{}, rule)
	if v, why := verdictOf(result, rule); !v.Held() {
		differs(t, "%s: %s: %s", rule, v, why)
	}
	if !slices.ContainsFunc(report.Findings, func(f reports.Finding) bool {
		return strings.Contains(f.Says, "the inventory alone vouches for: "+role)
	}) {
		differs(t, "findings: %+v", report.Findings)
	}
}

// What stands in a place that is named like a secret is told of, and not what it is.
func TestAFindingKeepsASecret(t *testing.T) {
	to := service(t, nil, replaced("AddVServerGroupBackendServers", `"VServerGroupId"`, `"AccessKeySecret":"hunter2","VServerGroupId"`))
	_, report := answerOf(t, to, run.Options{}, add+"server.weight.default")
	if len(report.Findings) != 1 || report.Findings[0].Value != "a secret" || strings.Contains(report.Findings[0].Says, "hunter2") {
		differs(t, "findings: %+v", report.Findings)
	}
}

// A call without a signature, or of a key that is not known, may be refused under any code that is published of the gateway.
func TestAnyRefusalOfAStrangerKeepsTheRule(t *testing.T) {
	strangers := []string{"MissingSignature", "MissingAccessKeyId", "InvalidAccessKeyId.NotFound"}
	for _, code := range append(strangers, "IncompleteSignature") {
		refuse := refusal(400, code)
		to := service(t, nil, func(_ string, answer *http.Response, body []byte) []byte {
			if slices.ContainsFunc(strangers, func(s string) bool { return bytes.Contains(body, []byte(`"`+s+`"`)) }) {
				return refuse(answer)
			}
			return body
		})
		result, _ := answerOf(t, to, run.Options{}, "platform.signature.*", "platform.access-key")
		for _, rule := range []string{"signature.acs3", "signature.rpc", "access-key"} {
			if v, why := verdictOf(result, "platform/platform."+rule); !v.Held() {
				differs(t, "%s: %s: %s: %s", code, rule, v, why)
			}
		}
	}
}

// A refusal under 200 is a refusal with the wrong status: its row is contradicted, and nothing else.
func TestARefusalUnderAnotherStatusContradictsItsRow(t *testing.T) {
	for _, status := range []int{200, 409, 500} {
		to := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
			if bytes.Contains(body, []byte(`"InvalidServerId.NotExist"`)) {
				answer.StatusCode = status
			}
			return body
		})
		result, report := answerOf(t, to, run.Options{}, add+"error.InvalidServerId.NotExist")
		inferred := map[string]bool{add + "error.InvalidServerId.NotExist": true, add + "error.BackendServer.InvalidType": false} // the document says what provokes it
		for i := range report.Rules {
			if want, known := inferred[report.Rules[i].ID]; known && report.Rules[i].Error.Inferred != want {
				differs(t, "the cause of %s is inferred: %v", report.Rules[i].ID, !want)
			}
		}
		if v, why := verdictOf(result, add+"error.InvalidServerId.NotExist"); v != reports.Violates {
			differs(t, "%d: %s: %s", status, v, why)
		}
		if said := report.Causes[0].MockRule; said != add+"error.InvalidServerId.NotExist" {
			differs(t, "%d: the rule of the mock that spoke is %q", status, said)
		}
		for _, r := range result.Rules {
			if r.ID != add+"error.InvalidServerId.NotExist" && r.Verdict.Rank() < reports.Inconclusive.Rank() {
				differs(t, "%d: %s: %s: %s", status, r.ID, r.Verdict, r.Reason)
			}
		}
	}
}

// A documented code is believed under its own status. Under another one, as of an unknown code, the call is repeated: it may
// have spoken of the moment.
func TestADocumentedCodeUnderAnotherStatusMaySpeakOfTheMoment(t *testing.T) {
	const rule = add + "server.weight.default"
	for status, moment := range map[int]bool{409: true, 400: false} {
		first, refuse := true, refusal(status, "InvalidServerId.NotExist")
		to := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
			if action != "AddVServerGroupBackendServers" || !first {
				return body
			}
			first = false
			return refuse(answer)
		})
		result, _ := answerOf(t, to, run.Options{}, rule)
		if v, why := verdictOf(result, rule); (v == reports.Inconclusive) != moment {
			differs(t, "%d: %s: %s", status, v, why)
		}
	}
}

// Where a reading is wrong, what cannot be judged because of it follows from the rule of the reading, and fails no test of its
// own.
func TestWhatAWrongReadingLeavesOpenFollowsFromIt(t *testing.T) {
	const file = "DescribeVServerGroupAttribute/answers/success.json"
	config, err := mocktarget.Load(changed(t, fixtures.Files, file, `"Weight"`, `"Wieght"`))
	if err != nil {
		t.Fatal(err)
	}
	_, report := answerOf(t, mocktarget.New(config), run.Options{}, add+"request.*", "DescribeVServerGroupAttribute/response.weight", "family.gone")
	if len(report.Causes) > 2 || report.Causes[0].Rule != "DescribeVServerGroupAttribute/response.weight" || len(report.Failed()) == 0 {
		differs(t, "causes: %+v", report.Causes)
	}
	var beside []string
	for i := range report.Scenarios {
		if s := &report.Scenarios[i]; report.Failed()[s.ID] && s.Rule != "DescribeVServerGroupAttribute/response.weight" {
			beside = append(beside, s.ID)
		}
	}
	if len(beside) > 1 {
		differs(t, "these fail as well: %q", beside)
	}
}

// One answer file of the mock that is broken, or that is not there, is one cause, which names the file.
func TestABrokenAnswerIsOneCauseThatNamesItsFile(t *testing.T) {
	const file = "AddVServerGroupBackendServers/answers/success.json"
	missing := changed(t, fixtures.Files, file, "", "").(fstest.MapFS)
	delete(missing, file)
	for says, files := range map[string]fs.FS{
		"{{Wieght}}": changed(t, fixtures.Files, file, "{{Weight}}", "{{Wieght}}"),
		"AddVServerGroupBackendServers needs success.json of its own": missing,
	} {
		config, err := mocktarget.Load(files)
		if err != nil {
			differs(t, "%v", err)
			continue
		}
		_, report := answerOf(t, mocktarget.New(config), run.Options{}, add+"server.*")
		if len(report.Causes) != 1 || report.Causes[0].AnswerFile != "fixtures/"+file || !strings.Contains(report.Causes[0].Reason, says) {
			differs(t, "causes: %+v", report.Causes)
		}
	}
}

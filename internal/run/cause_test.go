package run_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/reports"
)

// refusesWeightZero is a service that refuses an entry whose weight is 0: one rule is broken, and scenarios of other rules add with
// that weight too.
func refusesWeightZero(t *testing.T) target.Target {
	refuse := refusal(400, "InvalidParameter")
	return service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		list := answer.Request.URL.Query().Get("BackendServers")
		if action == "AddVServerGroupBackendServers" && strings.Contains(list, `"Weight":"0"`) {
			return refuse(answer)
		}
		return body
	})
}

// learnt is the matrix of one mutant: what it breaks, laid to a rule.
func learnt(t *testing.T, rule string, result *run.Result) *run.Matrix {
	t.Helper()
	m := &run.Matrix{Operation: strings.TrimSuffix(add, "/"), Hash: "now"}
	seen := run.MutantSeen{Rule: rule, Name: "a mutant"}
	for _, o := range result.Outcomes {
		seen.Symptoms = append(seen.Symptoms, o.Symptoms()...)
	}
	m.Mutants = append(m.Mutants, seen)
	data, err := m.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := run.LoadMatrices(fstest.MapFS{m.Operation + ".json": {Data: data}}, "matrix", "now", load(t).Ledger)
	if err != nil || len(again) != 1 || len(again[0].Mutants[0].Symptoms) != len(seen.Symptoms) {
		t.Fatalf("the matrix is not read as it was written: %v", err)
	}
	return again[0]
}

// Where the only scenarios that show a violation of a rule show something milder of their own as well, the run is red all
// the same: one of them has the worse verdict.
func TestAViolationOutranksWhatElseAScenarioShows(t *testing.T) {
	broken := service(t, nil, func(action string, _ *http.Response, body []byte) []byte {
		switch action {
		case "DescribeVServerGroupAttribute":
			return []byte(strings.ReplaceAll(string(body), `"Weight":100`, `"Weight":"100"`))
		case "AddVServerGroupBackendServers":
			return []byte(strings.ReplaceAll(string(body), `"Port":80`, `"Port":80,"Description":""`))
		}
		return body
	})
	result, _ := answerOf(t, broken, run.Options{}, add+"field.description-absent")
	for _, c := range result.Causes {
		if slices.ContainsFunc(c.Followers, func(o *run.Outcome) bool { return slices.Contains(c.Shows, o) }) {
			differs(t, "a scenario shows %s and follows from it", c.Rule)
		}
	}
	for _, o := range result.Outcomes {
		if o.Verdict != reports.Violates {
			differs(t, "%s is %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
		}
	}
}

// Many contradictions that one mutant shows too are one cause; the others follow and are no violations of their rules.
func TestWhatOneMutantShowsIsOneCause(t *testing.T) {
	runtest.Sequential(t)
	t.Parallel()
	rules := []string{add + "server.weight.range", add + "server.port.*", add + "server.description.*"}
	broken := func() target.Target { // an entry with a description is refused
		refuse := refusal(400, "InvalidParameter")
		return service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
			if action == "AddVServerGroupBackendServers" && strings.Contains(answer.Request.URL.Query().Get("BackendServers"), `"Description"`) {
				return refuse(answer)
			}
			return body
		})
	}
	alone, _ := answerOf(t, broken(), run.Options{}, rules...)
	tried := map[reports.Verdict]bool{} // one rule of each is enough
	for _, of := range alone.Rules {
		if len(of.Violations) == 0 || !strings.HasPrefix(of.ID, add+"server.") || tried[of.Verdict] {
			continue
		}
		tried[of.Verdict] = true
		matrix := learnt(t, of.ID, alone)
		result, report := answerOf(t, broken(), run.Options{Matrices: func() ([]*run.Matrix, string) { return []*run.Matrix{matrix}, "" }}, rules...)
		if len(report.Causes) != 1 || report.Causes[0].Rule != of.ID {
			differs(t, "a mutant of %s shows it all; causes: %+v", of.ID, report.Causes)
		}
		for _, r := range result.Rules {
			if r.ID != of.ID && r.Verdict == reports.Violates {
				differs(t, "%s: %s: %s; it follows from %s", r.ID, r.Verdict, r.Reason, of.ID)
			}
		}
	}
	if len(tried) < 2 {
		differs(t, "what is contradicted is only %v", tried)
	}
}

// A mutant explains nothing when something that it breaks held, and a matrix of another suite is not used.
func TestAMutantThatDoesNotFitExplainsNothing(t *testing.T) {
	t.Parallel()
	first, _ := answerOf(t, refusesWeightZero(t), run.Options{}, add+"server.weight.range")
	for held, at := range map[string]string{"a weight of 100 is accepted": "the call succeeds", "a weight of 0 is accepted": "a vServer group"} {
		matrix := learnt(t, add+"server.port.meaning", first)
		matrix.Mutants[0].Symptoms = append(matrix.Mutants[0].Symptoms, run.Symptom{Scenario: add + "server.weight.range/" + held, At: at, Kind: "refused"})
		_, report := answerOf(t, refusesWeightZero(t), run.Options{Matrices: func() ([]*run.Matrix, string) { return []*run.Matrix{matrix}, "" }}, add+"server.weight.range")
		if len(report.Causes) != 1 || report.Causes[0].Rule != add+"server.weight.range" || len(report.Causes[0].Beside) != 0 {
			differs(t, "%q held where %s; causes: %+v", at, held, report.Causes)
		}
	}
}

// What is violated has the name of a stated rule that is, also where a rule that no document states explains more.
func TestAViolationHasTheNameOfAStatedRule(t *testing.T) {
	t.Parallel()
	const rules, unstated = add + "server.weight.*", add + "field.unknown-members"
	first, _ := answerOf(t, refusesWeightZero(t), run.Options{}, rules)
	matrix := learnt(t, unstated, first)
	_, report := answerOf(t, refusesWeightZero(t), run.Options{Matrices: func() ([]*run.Matrix, string) { return []*run.Matrix{matrix}, "" }}, rules)
	if len(report.Causes) != 1 || report.Causes[0].Basis != reports.Stated || !slices.Contains(report.Causes[0].Beside, unstated) {
		differs(t, "causes: %+v", report.Causes)
	}
}

// Where a mutant of a rule that no document states shows a violation and what contradicts its own rule, the cause has the name of
// what is violated, and the other stands beside it, first of those whose mutants show the same.
func TestWhatIsViolatedIsNamedBeforeWhatExplainsIt(t *testing.T) {
	t.Parallel()
	const unstated, alike, violated = add + "field.numbers-or-strings", add + "field.unknown-members", add + "response.weight"
	broken := func() target.Target {
		return service(t, func(config *mocktarget.Config) {
			config.Wrap = func(next http.RoundTripper) http.RoundTripper {
				return altering{refusing{next, adds(`"Port":\d`), 400, "InvalidParameter"}, replaced("AddVServerGroupBackendServers", `"Weight":100`, `"Weight":99`)}
			}
		}, nil)
	}
	alone, report := answerOf(t, broken(), run.Options{}, unstated, violated, add+"server.weight.range")
	if len(report.Causes) != 2 {
		differs(t, "without a matrix: %+v", report.Causes)
	}
	for _, c := range report.Causes {
		if slices.Contains(c.FollowerRules, unstated) || slices.Contains(c.FollowerRules, violated) {
			differs(t, "of two causes one is said to follow from the other: %+v", c)
		}
	}
	matrix := learnt(t, unstated, alone)
	other := matrix.Mutants[0]
	other.Rule = alike
	matrix.Mutants = append(matrix.Mutants, other)
	_, report = answerOf(t, broken(), run.Options{Matrices: func() ([]*run.Matrix, string) { return []*run.Matrix{matrix}, "" }}, unstated, violated, add+"server.weight.range")
	if len(report.Causes) != 1 || report.Causes[0].Rule != violated || !slices.Equal(report.Causes[0].Beside, []string{unstated, alike}) {
		differs(t, "causes: %+v", report.Causes)
	}
}

// Where a mutant shows that a list has no items, it is the matter of what should be in it, however firmly a document says that the
// list is one.
func TestAListWithoutItemsHasNotTheNameOfItsForm(t *testing.T) {
	t.Parallel()
	const dropped, form = "CreateVServerGroup/request.tag.meaning", "DescribeVServerGroups/response.group.tags"
	untagged := func() target.Target {
		return service(t, nil, func(_ string, _ *http.Response, body []byte) []byte {
			return regexp.MustCompile(`"Tag":\[[^\]]+\]`).ReplaceAll(body, []byte(`"Tag":[]`))
		})
	}
	alone, report := answerOf(t, untagged(), run.Options{}, dropped, form)
	if verdict, why := verdictOf(alone, form); verdict != reports.Violates || !strings.Contains(why, "an array that is not empty, got []") {
		differs(t, "without a matrix: %+v", report.Causes)
	}
	matrix := learnt(t, dropped, alone)
	result, report := answerOf(t, untagged(), run.Options{Matrices: func() ([]*run.Matrix, string) { return []*run.Matrix{matrix}, "" }}, dropped, form)
	if len(report.Causes) != 1 || report.Causes[0].Rule != dropped || report.Causes[0].Verdict != reports.Unexpected {
		differs(t, "causes: %+v", report.Causes)
	}
	if verdict, why := verdictOf(result, form); verdict != reports.Inconclusive {
		differs(t, "what follows is %s: %s", verdict, why)
	}
}

// A sample that lacks what was not stored follows from that, also where a mutant of a rule of answers shows the sample as well.
func TestASampleFollowsFromWhatIsNotStored(t *testing.T) {
	t.Parallel()
	const stored, answered, sample, read = "CreateVServerGroup/server.description.type", "CreateVServerGroup/response.description", "CreateVServerGroup/sample.response", "DescribeVServerGroupAttribute/response.description"
	drops := func() target.Target {
		return around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			if c.Action() == "CreateVServerGroup" {
				c.SetParam("BackendServers", regexp.MustCompile(`,?"Description":"[^"]*"`).ReplaceAllString(c.Param("BackendServers"), ""))
			}
			return handle()
		})
	}
	unstored, _ := answerOf(t, drops(), run.Options{}, stored, answered, read)
	unanswered, _ := answerOf(t, drops(), run.Options{}, answered, sample)
	matrices := []*run.Matrix{learnt(t, stored, unstored), learnt(t, answered, unanswered)}
	result, report := answerOf(t, drops(), run.Options{Matrices: func() ([]*run.Matrix, string) { return matrices, "" }}, stored, answered, sample, read)
	if len(report.Causes) != 1 || report.Causes[0].Rule != stored {
		differs(t, "causes: %+v", report.Causes)
	}
	if verdict, why := verdictOf(result, sample); verdict != reports.Inconclusive {
		differs(t, "the sample is %s: %s", verdict, why)
	}
}

// What is read back of a call that should have been refused follows from the stated rule that the call broke, also where a mutant
// of a rule that no document states shows it as well.
func TestWhatARefusedCallWouldNotHaveStoredFollowsFromItsAcceptance(t *testing.T) {
	t.Parallel()
	const values, odd, read = add + "server.type.values", add + "assumed.type.odd", "DescribeVServerGroupAttribute/response.type.values"
	accepts := func() target.Target {
		return around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			of := regexp.MustCompile(`"Type":"(slb|ENI|eni )"`).FindStringSubmatch(c.Param("BackendServers"))
			if c.Action()+"/" != add || of == nil {
				return handle()
			}
			c.SetParam("BackendServers", strings.Replace(c.Param("BackendServers"), of[0], `"Type":"eni"`, 1))
			return holding(c, handle(), func(m *mock.BackendServer) { m.Type = of[1] })
		})
	}
	alone, _ := answerOf(t, accepts(), run.Options{}, odd, read)
	matrix := learnt(t, odd, alone)
	result, report := answerOf(t, accepts(), run.Options{Matrices: func() ([]*run.Matrix, string) { return []*run.Matrix{matrix}, "" }}, values, odd, read)
	if len(report.Causes) != 1 || report.Causes[0].Rule != values {
		differs(t, "causes: %+v", report.Causes)
	}
	if verdict, why := verdictOf(result, read); verdict != reports.Inconclusive {
		differs(t, "what is read back is %s: %s", verdict, why)
	}
}

// What cannot be judged follows from a rule whose mutant leaves it undecided as well, and nothing else does: not what held.
func TestWhatAMutantLeavesUndecidedFollowsFromItsRule(t *testing.T) {
	const rule, open = add + "server.weight.range", add + "error.OperationDeny.LbNotSupportIPv6Server"
	const role = "network interface with an IPv6 address"
	fewer := played(role, func(r *target.Resource) { r.Addresses = r.Addresses[:1] })
	broken := func() target.Target {
		return service(t, func(config *mocktarget.Config) {
			fewer(config)
			config.Wrap = func(next http.RoundTripper) http.RoundTripper {
				return refusing{next, adds(`"Weight":"0"`), 400, "InvalidParameter"}
			}
		}, nil)
	}
	alone, _ := answerOf(t, broken(), run.Options{}, rule, open)
	matrix := learnt(t, rule, alone)
	for _, o := range alone.Outcomes {
		matrix.Mutants[0].Symptoms = append(matrix.Mutants[0].Symptoms, run.Symptom{Scenario: o.Scenario.ID(), Undecided: true})
	}
	result, report := answerOf(t, broken(), run.Options{Matrices: func() ([]*run.Matrix, string) { return []*run.Matrix{matrix}, "" }}, rule, open)
	if !slices.Equal(report.Causes[0].FollowerRules, []string{open}) {
		differs(t, "%q follow", report.Causes[0].FollowerRules)
	}
	for i, o := range result.Outcomes {
		was := alone.Outcomes[i]
		undecided := was.Scenario.Rule == open
		if o.Verdict != was.Verdict || undecided != strings.HasPrefix(o.Reason, "follows from "+rule) || undecided != strings.Contains(was.Reason, role) {
			differs(t, "%s is %s: %s; without a matrix %s: %s", o.Scenario.ID(), o.Verdict, o.Reason, was.Verdict, was.Reason)
		}
	}
}

// closed is a target on which no scenario can be begun.
type closed struct{ target.Target }

func (closed) Open(context.Context, string) (*target.Session, error) {
	return nil, errors.New("it is shut")
}

// What came to nothing before its first call is shown by no call, and met by no sentence.
func TestACauseWithoutACallNamesNone(t *testing.T) {
	result, report := answerOf(t, closed{service(t, nil, nil)}, run.Options{}, add+"server.weight.default")
	if len(report.Causes) != 1 || report.Causes[0].Exchange != -1 || !strings.Contains(report.Causes[0].Reason, "it is shut") {
		differs(t, "causes: %+v", report.Causes)
	}
	if len(report.Faults) == 0 || report.Faults[0].Line != result.Outcomes[0].Scenario.Line {
		differs(t, "faults: %+v", report.Faults)
	}
}

// Scenarios that show the same, and follow each other, are written as how many they are.
func TestAMatrixIsWrittenShort(t *testing.T) {
	seen := run.MutantSeen{Rule: add + "server.weight.range", Name: "m"}
	for _, s := range strings.Fields("a b c d1 d2 e f g") {
		at := strings.TrimRight(s, "abcefg")
		seen.Symptoms = append(seen.Symptoms, run.Symptom{Scenario: s, At: "at " + at[:min(len(at), 1)], Kind: "refused"})
	}
	data, err := (&run.Matrix{Operation: strings.TrimSuffix(add, "/"), Hash: "now", Mutants: []run.MutantSeen{seen}}).Bytes()
	if err != nil || !strings.Contains(string(data), `"broke":[[8,9,0,-2,5,-2],[10,9,3,-1]]`) {
		t.Fatalf("%v\n%s", err, data)
	}
	again, err := run.ReadMatrix(data, "matrix")
	if err != nil || len(again.Mutants[0].Symptoms) != len(seen.Symptoms) {
		t.Errorf("it is read as %+v, %v", again, err)
	}
}

func TestAMatrixThatCannotBeUsed(t *testing.T) {
	ledger := load(t).Ledger
	whole := `{"operation":"AddVServerGroupBackendServers","hash":"now","texts":["a"],"mutants":[{"rule":"AddVServerGroupBackendServers/server.weight.range","name":"m"}]}`
	type kept struct{ file, data, stale, says string }
	cases := map[string]kept{
		"cut":                    {"AddVServerGroupBackendServers.json", whole[:60], "", "it is no whole matrix"},
		"stale":                  {"AddVServerGroupBackendServers.json", strings.Replace(whole, "now", "then", 1), "the suite has changed", ""},
		"foreign":                {"RemoveVServerGroupBackendServers.json", whole, "", "it is the matrix of"},
		"of a rule that is gone": {"AddVServerGroupBackendServers.json", strings.Replace(whole, "weight.range", "wieght.range", 1), "", `did you mean`},
		"of no rule":             {"AddVServerGroupBackendServers.json", strings.Replace(whole, "AddVServerGroupBackendServers/server", "server", 1), "", `is no rule`},
	}
	for _, row := range []string{"", "0,0", "0,-1,0", "-1,0,0", "1,0,0", "0,1,0", "0,0,1", "0,0,-1", "0,0,0,-1"} { // place, kind, scenarios of the one text, 0
		data := strings.Replace(whole, `"name":"m"`, `"name":"m","broke":[[`+row+`]]`, 1)
		cases["of texts "+row] = kept{"AddVServerGroupBackendServers.json", data, "", "names a text that is not there"}
	}
	for name, c := range cases {
		_, stale, err := run.LoadMatrices(fstest.MapFS{c.file: {Data: []byte(c.data)}}, "matrix", "now", ledger)
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) || !strings.Contains(stale, c.stale) {
			differs(t, "%s: stale %q, %v", name, stale, err)
		}
	}
}

// An answer that cannot be read says nothing of the rules whose sentences look into it: they follow from what is wrong with
// its form.
func TestAnAnswerOfAnotherFormIsOneCause(t *testing.T) {
	inAList := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		if action == "AddVServerGroupBackendServers" && answer.StatusCode == http.StatusOK {
			return []byte("[" + string(body) + "]")
		}
		return body
	})
	_, report := answerOf(t, inAList, run.Options{}, add+"server.weight.range", add+"server.description.*", add+"response.*")
	if len(report.Causes) != 1 || report.Causes[0].Rule != add+"response.object" || report.Causes[0].Verdict != reports.Violates {
		differs(t, "%d causes, the first %+v", len(report.Causes), report.Causes[0])
	}
}

// Sentences that look into a list which an answer lacks, or calls otherwise, follow from that: of each member of its items nothing
// is said. Whether the list must be there depends on the operation; who looks into it knows that there is something to list.
func TestAnAnswerWithoutItsListIsOneCause(t *testing.T) {
	for _, of := range []struct{ operation, was, is, rule string }{
		{"AddVServerGroupBackendServers", `"BackendServer":`, `"backendServer":`, "response.backend-server"},
		{"CreateVServerGroup", `"BackendServers":`, `"Servers":`, "response.backend-servers"},
		{"RemoveVServerGroupBackendServers", `"BackendServers":`, `"Servers":`, "response.backend-servers"},
		{"ModifyVServerGroupBackendServers", `"BackendServer":`, `"BackendServer":null,"Servers":`, "response.backend-server"},
	} {
		_, report := answerOf(t, service(t, nil, replaced(of.operation, of.was, of.is)), run.Options{}, of.operation+"/response.*")
		if len(report.Causes) != 1 || report.Causes[0].Rule != of.operation+"/"+of.rule || report.Causes[0].Verdict != reports.Violates {
			differs(t, "%s: %d causes, the first %+v", of.operation, len(report.Causes), report.Causes[0])
		}
	}
}

// A reader that lists everything twice is named before what follows from it in the scenarios of others.
func TestAReaderThatListsTwiceIsNamedFirst(t *testing.T) {
	twice := service(t, nil, func(action string, _ *http.Response, body []byte) []byte {
		if action != "DescribeVServerGroupAttribute" {
			return body
		}
		return regexp.MustCompile(`"BackendServer":\[(\{[^]]*)\]`).ReplaceAll(body, []byte(`"BackendServer":[$1,$1]`))
	})
	_, report := answerOf(t, twice, run.Options{}, add+"field.*", "platform/family.listed-once")
	if len(report.Causes) == 0 || report.Causes[0].Rule != "platform/family.listed-once" || report.Causes[0].Verdict != reports.Unexpected {
		differs(t, "causes: %+v", report.Causes)
	}
}

// A listing that writes a member in another form decides nothing for the rules whose sentences look at it.
func TestAListingOfAnotherFormIsOneCause(t *testing.T) {
	texts := service(t, nil, replaced("DescribeVServerGroupAttribute", `"Weight":100`, `"Weight":"100"`))
	_, report := answerOf(t, texts, run.Options{}, add+"server.weight.default", add+"sample.*")
	if len(report.Causes) != 1 || report.Causes[0].Rule != "DescribeVServerGroupAttribute/response.weight" {
		differs(t, "%d causes, the first %+v", len(report.Causes), report.Causes[0])
	}
}

// A list that lacks the group says nothing of the members that sentences look for in it: that it is not listed is one cause.
func TestAListWithoutTheGroupIsOneCause(t *testing.T) {
	const groups = "DescribeVServerGroups/"
	empty := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		if action+"/" == groups && answer.StatusCode == http.StatusOK {
			return regexp.MustCompile(`"VServerGroup":\[.*\]`).ReplaceAll(body, []byte(`"VServerGroup":[]`))
		}
		return body
	})
	_, report := answerOf(t, empty, run.Options{}, groups+"groups.listed", groups+"response.group.*", groups+"request.include*", groups+"request.description.meaning")
	if report.Causes[0].Rule != groups+"groups.listed" || len(report.Causes) > 1 && report.Causes[1].Verdict == reports.Violates {
		differs(t, "%d causes, the first %+v", len(report.Causes), report.Causes[0])
	}
}

// A call that another group gets, by its answer and by what is read of its own, is no matter of the answer's form.
func TestACallThatAnotherGroupGetsIsOneCause(t *testing.T) {
	elsewhere := service(t, nil, func(action string, _ *http.Response, body []byte) []byte {
		switch action + "/" {
		case add:
			return bytes.ReplaceAll(body, groupOf(body), []byte("rsp-another"))
		case "DescribeVServerGroupAttribute/":
			return regexp.MustCompile(`"BackendServer":\[.*\]`).ReplaceAll(body, []byte(`"BackendServer":[]`))
		}
		return body
	})
	result, report := answerOf(t, elsewhere, run.Options{}, add+"request.vserver-group-id.meaning", add+"response.vserver-group-id", add+"server.weight.range")
	if report.Causes[0].Rule != add+"request.vserver-group-id.meaning" || len(report.Causes) > 1 && report.Causes[1].Verdict == reports.Violates || report.Causes[0].Verdict != reports.Violates {
		differs(t, "%d causes, the first %+v", len(report.Causes), report.Causes[0])
	}
	for _, r := range result.Rules {
		// nothing is found of a weight, of which only the reading of an empty group tells
		found := func(v *run.Violation) bool { return v.Verdict == reports.Violates || r.ID == add+"server.weight.range" }
		if r.ID != add+"request.vserver-group-id.meaning" && slices.ContainsFunc(r.Violations, found) {
			differs(t, "%s: %s: %s", r.ID, r.Verdict, r.Reason)
		}
	}
}

// What is read of no group shows that nothing was carried out of a call that should have been refused. It speaks for no rule of
// which everything else has that cause.
func TestACallOfWhichNothingIsReadNamesNoOtherCause(t *testing.T) {
	const read = "DescribeVServerGroupAttribute/"
	forgetful := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		switch query := answer.Request.URL.Query(); {
		case action+"/" == read:
			return regexp.MustCompile(`"BackendServer":\[.*\]`).ReplaceAll(body, []byte(`"BackendServer":[]`))
		case action+"/" == add && regexp.MustCompile(`"0(5|80)"`).MatchString(query.Get("BackendServers")):
			answer.StatusCode = http.StatusOK
			return []byte(`{"RequestId":"CA8A1A6C-9A3C-4C1D-8F0B-7D7C1D3C1A55","VServerGroupId":"` + query.Get("VServerGroupId") + `","BackendServers":{"BackendServer":[]}}`)
		}
		return body
	})
	_, report := answerOf(t, forgetful, run.Options{}, add+"request.backend-servers.meaning", add+"assumed.weight.odd", add+"assumed.port.odd", read+"response.backend-server")
	for _, c := range report.Causes {
		if !slices.Contains([]string{read + "response.backend-server", add + "assumed.weight.odd", add + "assumed.port.odd", ""}, c.Rule) {
			differs(t, "a cause is %s, beside %s: %s", c.Rule, c.Beside, c.Reason)
		}
	}
}

// namesCauses wants rules to be causes of their own, whatever else is.
func namesCauses(t *testing.T, report *reports.Report, rules ...string) {
	t.Helper()
	for _, rule := range rules {
		if !slices.ContainsFunc(report.Causes, func(c reports.Cause) bool { return c.Rule == rule }) {
			differs(t, "%s is none of the causes: %+v", rule, report.Causes)
		}
	}
}

// What several operations come to follows from a rule of one of them that is violated, not from one that no document states: there
// it is a cause of its own.
func TestWhatOperationsAreTogetherFollowsFromNoUnstatedRule(t *testing.T) {
	const endpoint, kept = "CreateVServerGroup/error.OperationFailed.Endpoint", "platform/family.name-and-tags"
	renames := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		switch {
		case action == "CreateVServerGroup" && answer.StatusCode != http.StatusOK:
			return []byte(strings.ReplaceAll(string(body), "OperationFailed.Endpoint", "InvalidRegionId.NotFound"))
		case action == "DescribeVServerGroupAttribute" && strings.Contains(string(body), `"BackendServer":[]`):
			return regexp.MustCompile(`"VServerGroupName":"[^"]*"`).ReplaceAll(body, []byte(`"VServerGroupName":"renamed"`))
		}
		return body
	})
	_, report := answerOf(t, renames, run.Options{}, endpoint, kept)
	namesCauses(t, report, endpoint, kept)
}

// A call that changes what is there adds none: what its answer names again is told.
func TestAnAnswerToAChangeThatNamesABackendServerAgainIsTold(t *testing.T) {
	again := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		if action == "SetVServerGroupAttribute" && answer.StatusCode == http.StatusOK {
			return regexp.MustCompile(`"BackendServer":\[(\{[^]]*)\]`).ReplaceAll(body, []byte(`"BackendServer":[$1,$1]`))
		}
		return body
	})
	_, report := answerOf(t, again, run.Options{}, "platform/family.listed-once")
	if len(report.Causes) != 1 || report.Causes[0].Verdict != reports.Unexpected {
		differs(t, "causes: %+v", report.Causes)
	}
}

// A list that lacks a group because of what narrows it explains no list that is asked for otherwise.
func TestWhatNarrowsAListExplainsNoOther(t *testing.T) {
	const narrowed, eleven = "DescribeVServerGroups/assumed.filters.no-value", "DescribeVServerGroups/groups.in-one-answer"
	cut := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		var list struct {
			RequestId     string
			VServerGroups struct{ VServerGroup []json.RawMessage }
		}
		if action != "DescribeVServerGroups" || json.Unmarshal(body, &list) != nil {
			return body
		}
		groups := &list.VServerGroups.VServerGroup
		*groups = (*groups)[:min(10, len(*groups))]
		if answer.Request.URL.Query().Has("Tag.1.Key") {
			*groups = (*groups)[:0]
		}
		body, _ = json.Marshal(list)
		return body
	})
	_, report := answerOf(t, cut, run.Options{}, narrowed, eleven)
	namesCauses(t, report, narrowed, eleven)
}

// That an answer lists none is no matter of the types of those it should list, where a rule is known to leave none.
func TestAnAnswerThatListsNoneIsNoMatterOfItsTypes(t *testing.T) {
	const remove = "RemoveVServerGroupBackendServers/"
	const port, types = remove + "server.port.meaning", remove + "response.type.values"
	emptying := func() target.Target { // a removal takes out every port of the server
		return around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			reply := handle()
			if c.Action()+"/" == remove && !reply.Refused() {
				c.Hold(c.Group(), slices.DeleteFunc(c.Held(c.Group()), func(s mock.BackendServer) bool { return strings.Contains(c.Param("BackendServers"), s.ServerID) }))
				reply.List(c.Held(c.Group()))
			}
			return reply
		})
	}
	alone, _ := answerOf(t, emptying(), run.Options{}, port, types)
	matrix := learnt(t, port, alone)
	_, report := answerOf(t, emptying(), run.Options{Matrices: func() ([]*run.Matrix, string) { return []*run.Matrix{matrix}, "" }}, port, types)
	if len(report.Causes) != 1 || report.Causes[0].Rule != port || report.Causes[0].Verdict == reports.Violates {
		differs(t, "causes: %+v", report.Causes)
	}
}

// An answer that lists none of the backend servers that are left is a matter of the list, and not of each member of them.
func TestAnAnswerThatListsNoneIsOneCause(t *testing.T) {
	const remove = "RemoveVServerGroupBackendServers/"
	for list, without := range map[string]bool{remove + "response.backend-server": false, remove + "request.backend-servers.meaning": true} {
		to := around(t, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
			reply := handle()
			if c.Action()+"/" == remove && !reply.Refused() {
				if without {
					c.Hold(c.Group(), nil)
				}
				reply.List(nil)
			}
			return reply
		})
		_, report := answerOf(t, to, run.Options{}, remove+"*")
		if len(report.Causes) == 0 || report.Causes[0].Rule != list {
			differs(t, "%s: causes: %+v", list, report.Causes)
		}
		for _, c := range report.Causes {
			if strings.Contains(c.Rule, "/response.") && c.Rule != remove+"response.backend-server" {
				differs(t, "%s: %s is %s: %s", list, c.Rule, c.Verdict, c.Reason)
			}
		}
	}
}

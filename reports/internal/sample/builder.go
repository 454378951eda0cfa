package sample

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/slbconform/slbconform/reports"
)

type builder struct {
	r     *reports.Report
	calls int
}

func newBuilder(target string, evidence reports.Verdict) *builder {
	return &builder{r: &reports.Report{
		Version: reports.Version, Complete: true,
		Identity: reports.Identity{
			Operation: Operation, Operations: operations(), Module: "v1.0.0", Commit: "85a5952", PageDate: "2026-03-04",
			SDK:       "github.com/alibabacloud-go/slb-20140515/v4@v4.0.9",
			Libraries: map[string]string{"github.com/cucumber/godog": "v0.15.1", "github.com/getkin/kin-openapi": "v0.153.0"},
			Go:        "go1.26.8", Target: target, Evidence: string(evidence), Endpoint: "slb.example.test", Region: "cn-hangzhou",
			RolesPresent:  []string{"network interface", "network interface of another VPC"},
			Configuration: []reports.Setting{{Name: "target", Value: target, Origin: "flag"}, {Name: "concurrency", Value: "8", Origin: "default"}},
			Started:       started, Duration: 1400 * time.Millisecond, Seed: 1732361276,
		},
		Findings: []reports.Finding{{What: "code", Value: "ObtainIpFail", Says: "A code that the page does not list was answered.", Rule: Operation + "/server.running", Count: 2, Exchange: -1}},
		Defects:  []reports.Defect{{Rule: Operation + "/server.weight.range", Says: "The page names no code for a weight out of range."}, {Rule: Operation + "/response.weight", Says: "Whether all backend servers are listed or those just added is not said."}},
		Proof:    reports.Proof{Hash: "9f2c1ab0", Holds: true, Mutants: 231, Killed: 231, BrokenServers: 14, Caught: 14, Variants: 40, Accepted: 40, Mistakes: 16, Named: 16, Steps: 22, Schemas: 61},
	}}
}

// verdictOf is what becomes of a rule in the sample of a night.
func (b *builder) verdictOf(d draft) reports.Verdict {
	verdicts := map[string]reports.Verdict{
		"server.weight.range": reports.Violates, "response.weight": reports.Diverges, "request.backend-servers.limit": reports.Inconclusive,
		"server.running": reports.NotRun, "error.ResourceNotFound.Cen": reports.NotRun, "error.SystemBusy": reports.NotRun,
		"ram.action": reports.Inconclusive, "error.NetworkConflict": reports.Unexpected,
	}
	if d.operation == Second && verdicts[d.id] == reports.Violates {
		return reports.Unexpected // what the one states, the other repeats without meaning
	}
	return cmp.Or(verdicts[d.id], reports.Confirmed)
}

var reasons = map[reports.Verdict]string{
	reports.Inconclusive: "the service throttled the call: Throttling.User after 3 attempts",
	reports.NotRun:       "the inventory has no stopped ECS instance",
	reports.Violates:     "expected a refusal: 4xx with RequestId, HostId, Code and Message, got 200 and one backend server added",
	reports.Unexpected:   "expected a refusal: 4xx with RequestId, HostId, Code and Message, got 200 and one backend server added",
	reports.Diverges:     "listed in spec/divergences.yaml until 2026-12-31",
}

func (b *builder) rule(d draft, v reports.Verdict) {
	rule := reports.Rule{
		ID: d.full(), Operation: d.of(), Name: d.id, Basis: d.believed(), CauseBasis: d.cause(), Shared: d.shared, Documents: d.places(),
		Says: d.says, Origin: cmp.Or(d.origin, "page"), Source: d.source, Kind: d.kind, Section: d.section, Path: d.path,
		Observable: d.why == "", Why: d.why, Live: "free", Note: d.note, Error: d.code, Verdict: v, Reason: reasons[v],
	}
	if d.why != "" {
		rule.Verdict, rule.Reason = reports.NotRun, d.why
		b.r.Rules = append(b.r.Rules, rule)
		return
	}
	rows := d.rows
	if d.column == "" && len(rows) == 0 {
		rows = []string{""}
	}
	for i, row := range rows {
		fate := v
		if i == 0 && len(rows) > 1 && !v.Held() {
			fate = reports.Verdict(b.r.Identity.Evidence)
		}
		s := b.scenario(d, row, fate)
		rule.Scenarios = append(rule.Scenarios, s.ID)
		rule.Violations = append(rule.Violations, s.Violations...)
		b.r.Scenarios = append(b.r.Scenarios, s)
	}
	if v.Held() {
		rule.Evidence, rule.EvidenceOn = string(v), &b.r.Identity.Started
	}
	b.r.Rules = append(b.r.Rules, rule)
}

func (b *builder) scenario(d draft, row string, v reports.Verdict) reports.Scenario {
	s := reports.Scenario{
		Rule: d.full(), Operation: d.of(), Feature: d.feature, Name: d.outline, File: "features/" + strings.ReplaceAll(strings.ToLower(d.feature), " ", "-") + ".feature",
		Line: 10 + len(b.r.Scenarios), Verdict: v, Reason: reasons[v], Started: started.Add(time.Duration(b.calls) * time.Millisecond), Duration: 4 * time.Millisecond,
	}
	if d.column != "" || len(d.rows) > 0 {
		column := cmp.Or(d.column, "value")
		s.Outline, s.Values = d.outline, []reports.Value{{Name: column, Value: row}}
		s.Name = strings.ReplaceAll(d.outline, "<"+column+">", row)
		if s.Name == d.outline {
			s.Name += " (" + row + ")"
		}
	}
	s.ID = d.full() + "/" + s.Name
	s.Repeat = fmt.Sprintf("go test -run 'TestConformance/%s/%s'", d.full(), strings.ReplaceAll(s.Name, " ", "_"))
	b.steps(&s, d, row)
	if v == reports.NotRun {
		return s
	}
	s.Exchanges = []int{b.call(&s, "CreateVServerGroup", d, row), b.call(&s, d.action(), d, row), b.call(&s, "DescribeVServerGroupAttribute", d, row)}
	if v == reports.Violates || v == reports.Unexpected || v == reports.Diverges {
		s.Violations = []reports.Violation{{
			Rule: d.full(), Verdict: v, Basis: cmp.Or(d.cause(), d.believed()), Scenario: s.ID, Step: "Then the call is refused", Expected: "a refusal: 4xx with RequestId, HostId, Code and Message",
			Got: "200 and one backend server added", Exchange: s.Exchanges[1],
		}}
	}
	return s
}

func (b *builder) steps(s *reports.Scenario, d draft, row string) {
	outcome := "the call succeeds"
	if d.refused {
		outcome = "the call is refused"
	}
	status := map[reports.Verdict]string{reports.Violates: "failed", reports.Unexpected: "failed", reports.Diverges: "failed", reports.Inconclusive: "undecided", reports.NotRun: "skipped"}
	last := cmp.Or(status[s.Verdict], "passed")
	s.Steps = []reports.Step{
		{Keyword: "Given", Text: "a vServer group", Status: "passed", Line: s.Line + 1, Duration: time.Millisecond},
		{Keyword: "When", Text: strings.TrimSpace("I add a backend server on port 80 with " + cmp.Or(d.column, "everything") + " " + row), Status: "passed", Line: s.Line + 2, Duration: time.Millisecond},
		{Keyword: "Then", Text: outcome, Status: last, Line: s.Line + 3, Duration: time.Microsecond},
		{Keyword: "And", Text: "the group is unchanged", Status: "passed", Line: s.Line + 4, Duration: time.Millisecond},
	}
	if s.Verdict == reports.NotRun {
		for i := range s.Steps {
			s.Steps[i].Status = "skipped"
		}
	}
	if s.Verdict == reports.Violates || s.Verdict == reports.Unexpected {
		s.Steps[3].Status = "skipped"
	}
}

func (b *builder) call(s *reports.Scenario, action string, d draft, row string) int {
	b.calls++
	id := fmt.Sprintf("CEF72CEB-54B6-4AE8-B225-%012X", b.calls)
	list := fmt.Sprintf(`[{"ServerId":"eni-bp1%08d","Type":"eni","Port":"80","Weight":%q}]`, b.calls, cmp.Or(row, "100"))
	x := reports.Exchange{
		Scenario: s.ID, Action: action, Method: "POST", URL: "https://" + b.r.Identity.Endpoint + "/?RegionId=cn-hangzhou",
		Parameters: []reports.Value{{Name: "RegionId", Value: "cn-hangzhou"}, {Name: "VServerGroupId", Value: "rsp-cige6j5e3s"}},
		ReqHeader:  http.Header{"X-Acs-Action": {action}, "X-Acs-Version": {"2014-05-15"}, "X-Acs-Date": {"2026-11-23T11:27:56Z"}},
		Status:     200, Header: http.Header{"Content-Type": {"application/json"}}, RequestID: id, Started: s.Started, Duration: 800 * time.Microsecond,
		Body: fmt.Sprintf(`{"VServerGroupId":"rsp-cige6j5e3s","RequestId":"%s","BackendServers":{"BackendServer":[]}}`, id),
	}
	if action == d.action() {
		x.Parameters = append([]reports.Value{{Name: "BackendServers", Value: list}}, x.Parameters...)
		if d.refused && s.Verdict.Held() {
			x.Status, x.Body = 400, b.refusal(d, id)
		} else {
			x.Body = fmt.Sprintf(`{"VServerGroupId":"rsp-cige6j5e3s","RequestId":"%s","BackendServers":{"BackendServer":[{"Type":"eni","Weight":100,"Port":80,"ServerId":"eni-bp1%08d"}]}}`, id, b.calls)
		}
	}
	if s.Verdict == reports.Inconclusive && action == d.action() {
		x.Status, x.Body, x.Header, x.Fault, x.RequestID = 0, "", nil, "the connection was reset", ""
	}
	b.r.Exchanges = append(b.r.Exchanges, x)
	return len(b.r.Exchanges) - 1
}

func (b *builder) refusal(d draft, id string) string {
	code, message := "InvalidParameter", "The specified parameter is not valid."
	if d.code != nil {
		code, message = d.code.Code, strings.ReplaceAll(d.code.Message, "%s", "vpc-bp1")
	}
	return fmt.Sprintf(`{"RequestId":"%s","HostId":"slb.aliyuncs.com","Code":"%s","Message":"%s","Recommend":"https://api.aliyun.com/troubleshoot?q=%s"}`, id, code, message, code)
}

func (b *builder) finish() *reports.Report {
	b.r.GroupByRule()
	b.r.Tally()
	return b.r
}

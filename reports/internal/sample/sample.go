// Package sample makes reports to try the writers on: what a run against the mock leaves, what a nightly run
// against the service leaves, one full of hostile content, and one as long as wanted. Nothing in it was observed.
package sample

import (
	"fmt"
	"time"

	"github.com/slbconform/slbconform/reports"
)

// Operation and Second are the operations that all samples are about.
const (
	Operation = "AddVServerGroupBackendServers"
	Second    = "RemoveVServerGroupBackendServers"
)

var started = time.Date(2026, 11, 23, 11, 27, 56, 0, time.UTC)

// Mock is the report of a run against the mock in which everything held.
func Mock() *reports.Report {
	b := newBuilder("mock", reports.Rehearsed)
	for _, d := range drafts() {
		b.rule(d, reports.Rehearsed)
	}
	return b.finish()
}

// Night is the report of a run against the service with every verdict such a run can have, and every fault.
func Night() *reports.Report {
	b := newBuilder("live", reports.Confirmed)
	for _, d := range drafts() {
		b.rule(d, b.verdictOf(d))
	}
	r := b.r
	r.Identity.Endpoint, r.Identity.RolesPresent = "slb.aliyuncs.com", []string{"network interface", "network interface with two addresses"}
	r.Identity.RolesAbsent = []reports.Role{
		{Name: "stopped ECS instance", Needs: "an ECS instance in the load balancer's VPC that is stopped"},
		{Name: "load balancer attached to a CEN", Needs: "a CEN with the load balancer's VPC attached"},
	}
	r.Findings = append(r.Findings, reports.Finding{
		What: "member", Value: "HostId", Says: "A refusal carries HostId, which the page does not list.",
		Rule: "platform/platform.error-envelope", Acknowledged: "spec/openapi.yaml, x-origin: platform", Count: 14, Scenario: r.Scenarios[0].ID, Exchange: 1,
	})
	r.Divergences = []reports.Divergence{
		{Rule: Operation + "/response.weight", Says: "Weight is answered as a string in this region.", Target: "live", Region: "cn-hangzhou", Expires: "2026-12-31", DaysLeft: 38, Matched: 1},
		{Rule: Operation + "/server.type.default", Says: "Type must be given for an ENI even where the page has a default.", Target: "live", Region: "cn-hangzhou", Expires: "2026-11-20", DaysLeft: -3, Stale: "it expired on 2026-11-20"},
	}
	r.Faults = []reports.Fault{
		{Kind: "leaked", Says: "vServer group rsp-leaked0001 is still there; slbconform sweep removes it", Scenario: r.Scenarios[0].ID},
		{Kind: "stale", Says: "the divergence of server.type.default expired on 2026-11-20", File: "spec/divergences.yaml", Line: 12},
	}
	r.Proof.Holds = false
	r.Premises = []reports.Premise{{Role: "network interface", Shown: true, Says: "a plain call succeeded", Exchange: -1}}
	return b.finish()
}

// Calm is the report of a night in which everything that could be decided held.
func Calm() *reports.Report {
	b := newBuilder("live", reports.Confirmed)
	for _, d := range drafts() {
		v := reports.Confirmed
		if d.id == "server.running" {
			v = reports.NotRun
		}
		b.rule(d, v)
	}
	b.r.Identity.Endpoint = "slb.aliyuncs.com"
	b.r.Findings = append(b.r.Findings, b.r.Findings[0])
	return b.finish()
}

// Followed is the report of a run against the mock in which one rule is broken, and most others could not be judged
// because of it.
func Followed() *reports.Report {
	b := newBuilder("mock", reports.Rehearsed)
	var followers, rules []string
	for i, d := range drafts() {
		switch {
		case d.id == "sample.eni":
			b.rule(d, reports.Violates)
		case i%3 == 0 && d.why == "":
			b.rule(d, reports.Rehearsed)
		default:
			b.rule(d, reports.Inconclusive)
		}
	}
	for i := range b.r.Scenarios {
		if s := &b.r.Scenarios[i]; s.Verdict == reports.Inconclusive {
			s.Reason = "follows from " + Operation + "/sample.eni"
			followers = append(followers, s.ID)
			if len(rules) == 0 || rules[len(rules)-1] != s.Rule {
				rules = append(rules, s.Rule)
			}
		}
	}
	r := b.finish()
	r.Causes[0].Followers, r.Causes[0].FollowerRules = followers, rules
	r.Causes[0].MockRule, r.Causes[0].AnswerFile = "add: the list", "fixtures/AddVServerGroupBackendServers/answers/success.json"
	return r
}

// Many is a report with n scenarios under rules of ten scenarios each.
func Many(n int) *reports.Report {
	b := newBuilder("mock", reports.Rehearsed)
	all := drafts()
	for i := 0; len(b.r.Scenarios) < n; i++ {
		d := all[i%len(all)]
		if d.why != "" {
			continue
		}
		d.id = fmt.Sprintf("%s.%03d", d.id, i)
		for len(d.rows) < 10 {
			d.rows = append(d.rows, fmt.Sprintf("value %d", len(d.rows)))
		}
		d.rows = d.rows[:min(10, n-len(b.r.Scenarios))]
		b.rule(d, reports.Rehearsed)
	}
	return b.finish()
}

// Hostile is a report whose texts try to break out of wherever they are shown.
func Hostile() *reports.Report {
	r := Night()
	for i, x := range hostileTexts() {
		r.Exchanges[i%len(r.Exchanges)].Body = x
	}
	all := ""
	for _, x := range hostileTexts()[:5] {
		all += x + " "
	}
	for i := range r.Rules {
		for j := range r.Rules[i].Violations {
			r.Rules[i].Violations[j].Got, r.Rules[i].Violations[j].Expected = all, all
		}
		r.Rules[i].Note = all
	}
	for i := range r.Scenarios {
		if r.Scenarios[i].Reason != "" {
			r.Scenarios[i].Reason = all
		}
		for j := range r.Scenarios[i].Values {
			r.Scenarios[i].Values[j].Value = hostileTexts()[(i+j)%5]
		}
		for j := range r.Scenarios[i].Violations {
			r.Scenarios[i].Violations[j].Got = all
		}
	}
	r.Findings[0].Says, r.Findings[0].Value = all, all
	r.Faults[0].Says = all
	return r
}

// hostileTexts are markup, terminal commands, bytes that are no text, characters that turn the reading direction,
// Markdown, and a megabyte in one line, in this order.
func hostileTexts() []string {
	return []string{
		`<script>document.title='owned'</script><img src=x onerror=alert(1)>`,
		"\x1b[2J\x1b[31mred\x1b]0;title\x07 \u009b31m\r\b",
		reports.Text([]byte("\xff\xfe not text \xc3\x28")) + " \xff\xfe",
		"abc\u202edcba\u2066 \u200fright to left\u2028",
		"]]> </testcase> | `code` **bold** [link](javascript:alert(1)) \n# heading </pre></details> {{.}} ${x}",
		longLine(),
	}
}

func longLine() string {
	b := make([]byte, 1<<20)
	for i := range b {
		b[i] = "0123456789<&>\"'x"[i%16]
	}
	return string(b)
}

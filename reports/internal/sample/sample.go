// Package sample has reports to try the writers on: of a run against the mock, of a night against the service, one full
// of hostile content, and one as long as wanted. Nothing in it was observed. The files are written anew by the tests of
// package reports, with -update.
package sample

import (
	"embed"
	"fmt"
	"strings"

	"github.com/slbconform/slbconform/reports"
)

// Operation and Second are the operations that all samples are about.
const (
	Operation = "AddVServerGroupBackendServers"
	Second    = "RemoveVServerGroupBackendServers"
)

//go:embed mock.json night.json
var files embed.FS

// read panics when a sample cannot be read: no test is worth making then.
func read(name string) *reports.Report {
	data, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	r, err := reports.Read(data)
	if err != nil {
		panic(fmt.Sprintf("%s: %v", name, err))
	}
	return r
}

// Mock is the report of a run against the mock in which everything held.
func Mock() *reports.Report { return read("mock.json") }

// Night is the report of a run against the service with every verdict such a run can have, and every fault.
func Night() *reports.Report { return read("night.json") }

// Calm is the report of a night in which everything that could be decided held.
func Calm() *reports.Report {
	r := Mock()
	r.Identity.Target, r.Identity.Evidence, r.Identity.Endpoint = "live", "confirmed", "slb.aliyuncs.com"
	r.Identity.Configuration[0].Value = "live"
	r.Findings = append(r.Findings, r.Findings[0])
	for i := range r.Rules {
		if r.Rules[i].Name == "server.running" {
			become(r, i, reports.NotRun, "the inventory has no stopped ECS instance")
		} else if r.Rules[i].Verdict.Held() {
			become(r, i, reports.Confirmed, "")
		}
	}
	r.Tally()
	return r
}

// become gives a rule and its scenarios another verdict.
func become(r *reports.Report, rule int, v reports.Verdict, reason string) {
	of := &r.Rules[rule]
	of.Verdict, of.Reason, of.Evidence = v, reason, string(v)
	if !v.Held() {
		of.Evidence, of.EvidenceOn = "", nil
	}
	for i := range r.Scenarios {
		if s := &r.Scenarios[i]; s.Rule == of.ID {
			s.Verdict, s.Reason = v, reason
		}
	}
}

// Followed is the report of a run against the mock in which one rule is broken, and most others could not be judged
// because of it.
func Followed() *reports.Report {
	const broken = Operation + "/sample.eni"
	r := Mock()
	cause := reports.Cause{Rule: broken, Basis: reports.Stated, Verdict: reports.Violates, Reason: "expected a success, got a refusal", Exchange: -1,
		MockRule: "add: the list", AnswerFile: "fixtures/AddVServerGroupBackendServers/answers/success.json"}
	for i := range r.Rules {
		switch of := &r.Rules[i]; {
		case of.ID == broken:
			become(r, i, reports.Violates, cause.Reason)
			cause.Scenarios = of.Scenarios
			of.Violations = []reports.Violation{{Rule: broken, Verdict: reports.Violates, Basis: reports.Stated, Scenario: of.Scenarios[0], Expected: "a success", Got: "a refusal", Exchange: -1}}
		case i%3 > 0 && of.Observable:
			become(r, i, reports.Inconclusive, "follows from "+broken)
			cause.Followers, cause.FollowerRules = append(cause.Followers, of.Scenarios...), append(cause.FollowerRules, of.ID)
		}
	}
	r.Causes = []reports.Cause{cause}
	r.Tally()
	return r
}

// Every is the report of a night with every verdict at once, and a scenario that was not judged because of the one rule
// that is violated.
func Every() *reports.Report {
	r := Night()
	for i := range r.Rules {
		if of := &r.Rules[i]; of.Verdict == reports.Confirmed && len(of.Scenarios) > 0 {
			cause := &r.Causes[0]
			become(r, i, reports.Inconclusive, "follows from "+cause.Rule)
			cause.Followers, cause.FollowerRules = of.Scenarios, []string{of.ID}
			break
		}
	}
	r.Tally()
	return r
}

// Many is a report with n scenarios under rules of ten scenarios each, all like those of Mock.
func Many(n int) *reports.Report {
	like := Mock()
	r := *like
	r.Rules, r.Scenarios, r.Exchanges = nil, nil, nil
	for i := 0; len(r.Scenarios) < n; i++ {
		rule := like.Rules[i%len(like.Rules)]
		if !rule.Observable {
			continue
		}
		name := rule.Scenarios[0]
		rule.Name = fmt.Sprintf("%s.%03d", rule.Name, i)
		rule.ID, rule.Scenarios = rule.Operation+"/"+rule.Name, nil
		for row := range min(10, n-len(r.Scenarios)) {
			s := more(&r, like, name)
			s.Rule, s.Name = rule.ID, fmt.Sprintf("%s (%d)", s.Name, row)
			s.ID = s.Rule + "/" + s.Name
			rule.Scenarios = append(rule.Scenarios, s.ID)
			for _, at := range s.Exchanges {
				r.Exchanges[at].Scenario = s.ID
			}
		}
		r.Rules = append(r.Rules, rule)
	}
	r.Tally()
	return &r
}

// Wholesale is the report of a night with n scenarios in which every exchange contradicts its rule, by answers that are
// long, all different and full of markup (a kilobyte and a half each), every rule is a cause, and there is much else to tell.
func Wholesale(n int) *reports.Report {
	r := Many(n)
	long := strings.Repeat(`{"Filler": "<not> what was asked for & more"}, `, 30)
	for i := range r.Exchanges {
		r.Exchanges[i].Body = fmt.Sprint(long, i)
	}
	shown := map[string][]reports.Violation{}
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		s.Verdict, s.Reason = reports.Violates, "expected a success, got "+long
		for _, at := range s.Exchanges {
			s.Violations = append(s.Violations, reports.Violation{Rule: s.Rule, Verdict: reports.Violates, Basis: reports.Stated, Scenario: s.ID,
				Step: "the call succeeds", Expected: "a success", Got: long, Exchange: at})
		}
		shown[s.Rule] = append(shown[s.Rule], s.Violations...)
	}
	for i := range r.Rules {
		of := &r.Rules[i]
		of.Verdict, of.Reason, of.Evidence, of.EvidenceOn, of.Violations = reports.Violates, long, "", nil, shown[of.ID]
		r.Causes = append(r.Causes, reports.Cause{Rule: of.ID, Basis: reports.Stated, Verdict: reports.Violates, Reason: long, Scenarios: of.Scenarios, Exchange: of.Violations[0].Exchange})
	}
	for i := range n {
		r.Findings = append(r.Findings, reports.Finding{What: "code", Value: fmt.Sprint(long, i), Says: long, Count: 1, Exchange: -1})
		r.Faults = append(r.Faults, reports.Fault{Kind: "broken", Says: long})
	}
	r.Tally()
	return r
}

// more adds a scenario like one of another report, with its exchanges.
func more(r, like *reports.Report, id string) *reports.Scenario {
	for _, s := range like.Scenarios {
		if s.ID != id {
			continue
		}
		was := s.Exchanges
		s.Exchanges = nil
		for _, at := range was {
			s.Exchanges = append(s.Exchanges, len(r.Exchanges))
			r.Exchanges = append(r.Exchanges, like.Exchanges[at])
		}
		r.Scenarios = append(r.Scenarios, s)
	}
	return &r.Scenarios[len(r.Scenarios)-1]
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
		strings.Repeat(`0123456789<&>"'x`, 1<<16),
	}
}

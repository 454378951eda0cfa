package reports_test

import (
	"fmt"
	"strings"

	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/reports/internal/sample"
)

// quiet is the report of a night in which everything that could be decided held.
func quiet() *reports.Report {
	r := sample.Mock()
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

// followed is the report of a run against the mock in which one rule is broken, and most others could not be judged
// because of it.
func followed() *reports.Report {
	const broken = sample.Operation + "/sample.eni"
	r := sample.Mock()
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

// every is the report of a night with every verdict at once, and a scenario that was not judged because of the one rule
// that is violated.
func every() *reports.Report {
	r := sample.Night()
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

// many is a report with n scenarios under rules of ten scenarios each, all like those of sample.Mock.
func many(n int) *reports.Report {
	like := sample.Mock()
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
			s := addLike(&r, like, name)
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

// wholesale is the report of a night with n scenarios in which every exchange contradicts its rule, by answers that are
// long, all different and full of markup (a kilobyte and a half each), every rule is a cause, and there is much else to tell.
func wholesale(n int) *reports.Report {
	r := many(n)
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

// addLike adds a scenario like one of another report, with its exchanges.
func addLike(r, like *reports.Report, id string) *reports.Scenario {
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

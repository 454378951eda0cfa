package run

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
)

// Result is what a run found out.
type Result struct {
	Suite      *Suite
	About      target.Description
	Outcomes   []*Outcome // of the scenarios that were begun, in the order of the features
	Generated  []*Outcome // of those that were generated: they give no rule a verdict
	Rules      []RuleResult
	Faults     []Fault
	Incomplete string // why not every wanted scenario came to its end; empty when all did
	Started    time.Time
	Took       time.Duration
	Seed       int64
	Causes     []*Found         // what explains the contradictions, worst first
	Premises   []*Premise       // calls that showed whether the inventory is right
	Calls      []*wire.Exchange // of the premises
	Stale      string           // why contradictions are grouped by what the rules declare alone; empty when a matrix was used
	Lag        time.Duration    // that a change took to show when a group was read back, and the run's wait from then on
	Whole      bool             // every scenario was asked for and came to its end
}

// RuleResult is the verdict of one rule; every rule of the ledger has exactly one.
type RuleResult struct {
	ID         string
	Verdict    reports.Verdict
	Reason     string
	Outcomes   []*Outcome
	Violations []*Violation // attributed to it, wherever seen
}

func (r *run) result() *Result {
	res := &Result{Suite: r.suite, About: r.about, Outcomes: r.outcomes, Faults: r.faults, Started: r.started, Took: time.Since(r.started), Seed: r.options.Seed, Lag: r.readings.Lag()}
	slices.SortFunc(res.Outcomes, func(a, b *Outcome) int {
		return cmp.Or(cmp.Compare(a.Scenario.File, b.Scenario.File), cmp.Compare(a.Scenario.Line, b.Scenario.Line), cmp.Compare(a.Scenario.Operation, b.Scenario.Operation))
	})
	for _, o := range res.Outcomes {
		res.Faults = append(res.Faults, o.Faults...)
	}
	switch {
	case r.ctx.Err() != nil:
		res.Incomplete = (&endedEarly{context.Cause(r.ctx)}).Error()
	case r.stopped != nil:
		res.Incomplete = r.stopped.Error()
	case r.lacking != nil:
		res.Incomplete = r.lacking.Error()
	case len(res.Outcomes) < len(r.wanted):
		res.Incomplete = "not every scenario came to its end"
	}
	res.withoutGenerated()
	res.Causes = r.causes(res.Outcomes)
	conclude(res.Outcomes, res.Causes)
	res.Premises, res.Calls, res.Stale = r.premises.order, r.premiseCalls, r.stale
	res.Rules = res.ruleResults()
	res.Whole = len(r.wanted) == len(r.suite.Plan.Scenarios) && res.Incomplete == ""
	return res
}

// ruleResults gives every rule of the ledger its verdict.
func (res *Result) ruleResults() []RuleResult {
	byRule := map[string][]*Outcome{}
	against := map[string][]*Violation{}
	for _, o := range res.Outcomes {
		byRule[o.Scenario.Rule] = append(byRule[o.Scenario.Rule], o)
		for _, v := range o.Violations {
			against[v.Rule] = append(against[v.Rule], v)
		}
	}
	var rules []RuleResult
	for _, id := range res.Suite.Ledger.IDs() {
		rules = append(rules, res.rule(id, byRule[id], against[id]))
	}
	return rules
}

func (res *Result) rule(id string, outcomes []*Outcome, against []*Violation) RuleResult {
	rule := RuleResult{ID: id, Outcomes: outcomes, Violations: against, Verdict: reports.NotRun, Reason: "filtered out"}
	if ok, why := res.Suite.Ledger.Rule(id).Testable(); !ok {
		rule.Reason = why
	} else if res.Incomplete != "" {
		rule.Reason = res.Incomplete
	}
	for i, o := range outcomes {
		if i == 0 || o.Own.Rank() < rule.Verdict.Rank() {
			rule.Verdict, rule.Reason = o.Own, o.Reason
		}
	}
	for _, v := range against {
		verdict, reason := v.Verdict, v.reason()
		if v.cause != nil && v.cause.Rule != id {
			verdict, reason = v.cause.followers(), v.cause.follows()
		}
		if verdict.Rank() < rule.Verdict.Rank() {
			rule.Verdict, rule.Reason = verdict, reason
		}
	}
	if rule.Verdict.Held() {
		rule.Reason = ""
	}
	return rule
}

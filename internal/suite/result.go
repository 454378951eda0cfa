package suite

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
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
	Stale      map[*spec.Divergence]string // and why
}

// RuleResult is the verdict of one rule; every rule of the ledger has exactly one.
type RuleResult struct {
	ID         string
	Verdict    reports.Verdict
	Reason     string
	Outcomes   []*Outcome
	Violations []Violation // attributed to it, wherever seen
}

func (r *run) result() *Result {
	res := &Result{Suite: r.suite, About: r.about, Outcomes: r.outcomes, Faults: r.faults, Started: r.started, Took: time.Since(r.started), Seed: r.options.Seed}
	slices.SortFunc(res.Outcomes, func(a, b *Outcome) int {
		return cmp.Or(cmp.Compare(a.Scenario.File, b.Scenario.File), cmp.Compare(a.Scenario.Line, b.Scenario.Line))
	})
	for _, o := range res.Outcomes {
		res.Faults = append(res.Faults, o.Faults...)
	}
	switch {
	case r.ctx.Err() != nil:
		res.Incomplete = (&endedEarly{context.Cause(r.ctx)}).Error()
	case r.stopped != nil:
		res.Incomplete = r.stopped.Error()
	case len(res.Outcomes) < r.total:
		res.Incomplete = "not every scenario came to its end"
	}
	res.withoutGenerated()
	res.Rules = res.roster()
	res.judgeDivergences(r.total == len(r.suite.Plan.Scenarios))
	return res
}

// judgeDivergences notes which listed divergences are stale: expired, or not met by a whole run of their target.
func (res *Result) judgeDivergences(whole bool) {
	listed := res.Suite.Divergences
	res.Stale = map[*spec.Divergence]string{}
	for _, d := range listed.Stale(res.Started) {
		res.Stale[d] = "it expired on " + string(d.Expires)
	}
	var met []*spec.Divergence
	for _, o := range res.Outcomes {
		for _, v := range o.Violations {
			if v.Listed != nil {
				met = append(met, v.Listed)
			}
		}
	}
	if whole && res.Incomplete == "" {
		for _, d := range listed.Unmet(res.About.Of(), res.About.Region, met) {
			res.Stale[d] = "it no longer happens"
		}
	}
	for d, why := range res.Stale {
		if d.Target == res.About.Of() && d.Region == res.About.Region {
			res.Faults = append(res.Faults, Fault{Kind: "stale", Says: fmt.Sprintf("spec/divergences.yaml:%d: the divergence of %s is stale: %s; strike it out or look at it again", d.Line, d.Rule, why)})
		}
	}
}

// roster gives every rule of the ledger its verdict.
func (res *Result) roster() []RuleResult {
	byRule := map[string][]*Outcome{}
	against := map[string][]Violation{}
	for _, o := range res.Outcomes {
		byRule[o.Scenario.Rule] = append(byRule[o.Scenario.Rule], o)
		for _, v := range o.Violations {
			against[v.Rule] = append(against[v.Rule], v)
		}
	}
	var rules []RuleResult
	for i := range res.Suite.Ledger.Rules {
		id := res.Suite.Ledger.Rules[i].ID
		rules = append(rules, res.rule(id, byRule[id], against[id]))
	}
	return rules
}

func (res *Result) rule(id string, outcomes []*Outcome, against []Violation) RuleResult {
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
	for i := range against {
		if v := &against[i]; v.verdict().Rank() < rule.Verdict.Rank() || i == 0 {
			rule.Verdict, rule.Reason = v.verdict(), "expected "+v.Expected+", got "+v.Got
		}
	}
	if rule.Verdict.Held() {
		rule.Reason = ""
	}
	return rule
}

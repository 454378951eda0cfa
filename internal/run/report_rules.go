package run

import (
	"cmp"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
)

func (b *builder) rules() {
	seen := map[string][]reports.Violation{}
	for o, v := range violations(b.res.Outcomes) {
		seen[v.Rule] = append(seen[v.Rule], b.violation(o, v))
	}
	for _, rr := range b.res.Rules {
		b.report.Rules = append(b.report.Rules, b.rule(rr, seen[rr.ID]))
	}
}

func (b *builder) rule(rr RuleResult, violations []reports.Violation) reports.Rule {
	r := b.res.Suite.Ledger.Rule(rr.ID)
	ok, why := r.Testable()
	out := reports.Rule{
		ID: r.ID, Operation: r.Operation, Name: r.Name, Shared: r.Shared, Basis: reports.Basis(r.Basis), CauseBasis: reports.Basis(r.Cause.Basis), LeavesOut: r.LeavesOut, Documents: b.places(r), Says: r.Says, Origin: string(r.Origin), Source: r.Source, Kind: string(r.Kind), Section: section(r),
		Observable: ok, Why: why, Live: r.Live, Note: r.Note, Verdict: rr.Verdict, Reason: b.masker.Text(rr.Reason), Violations: violations,
	}
	if r.InDocument() {
		out.Path = r.Document[0].Path
	}
	if rr.Verdict.Held() {
		date := b.res.About.Date
		out.Evidence, out.EvidenceOn = string(rr.Verdict), &date
	}
	if r.Kind == "error" {
		out.Error = b.errorCode(r, rr)
	}
	for _, o := range rr.Outcomes {
		out.Scenarios = append(out.Scenarios, o.Scenario.ID())
	}
	return out
}

// places are the statements that a rule comes from.
func (b *builder) places(r *spec.Rule) []reports.Place {
	var out []reports.Place
	for _, p := range r.Document {
		out = append(out, place(b.res.Suite.Ledger.Operation(r.Operation), p))
	}
	return out
}

// place is a statement of an operation; one that names no document is of the operation's first.
func place(o *spec.Operation, p spec.Pointer) reports.Place {
	return reports.Place{Document: cmp.Or(p.In, o.Documents[0].Name), Section: p.Section, Path: p.Path, Statement: p.Statement}
}

// setAside are the statements that no rule comes from.
func (b *builder) setAside() {
	for _, o := range b.res.Suite.Ledger.Operations {
		for _, s := range o.SetAside {
			b.report.SetAside = append(b.report.SetAside, reports.SetAside{Operation: o.Name, Place: place(o, s.Pointer), Reason: s.Reason})
		}
	}
}

// section is where a rule stands on the page; rules that are not on it have chapters of their own. What a policy has to
// grant is looked for in one place, also where an operation's document has no table of it.
func section(r *spec.Rule) string {
	switch {
	case r.Kind == "authorization" && r.Operation != spec.Platform:
		return "RAM authorization"
	case r.InDocument():
		return r.Document[0].Section
	case r.Origin == spec.OriginPlatform:
		return "Platform"
	case r.Origin == spec.OriginField:
		return "Beyond the documents"
	}
	return "Page"
}

func (b *builder) errorCode(r *spec.Rule, rr RuleResult) *reports.ErrorCode {
	return &reports.ErrorCode{
		Status: r.Fact.Status, Code: r.Fact.Code, Message: r.Fact.Message, Cause: r.Cause.Says, Inferred: r.Cause.Basis != spec.Stated,
		Source: r.Cause.Source, Resource: b.provoker(rr), ByName: r.Cause.ByName,
	}
}

// provoker is the role in the sentence that provokes a code: the one the scenario adds or adds to.
func (b *builder) provoker(rr RuleResult) string {
	best := ""
	for _, o := range rr.Outcomes {
		for _, step := range o.Scenario.Steps {
			if step.Keyword == "But" {
				break
			}
			for _, role := range target.Roles() {
				if strings.Contains(step.Text, role.Name) && len(role.Name) > len(best) {
					best = role.Name
				}
			}
		}
	}
	return best
}

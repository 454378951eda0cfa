package run

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
)

// Report turns a result into the typed report: id says what it was found with, proof what a green one is worth.
// Secrets are masked on the way.
func (res *Result) Report(id reports.Identity, proof reports.Proof) *reports.Report {
	b := builder{res: res, masker: wire.NewMasker(res.Secrets()...), index: map[*wire.Exchange]int{}, report: &reports.Report{Version: reports.Version, Identity: id}}
	b.exchanges()
	b.scenarios()
	b.rules()
	b.findings()
	b.disagreements()
	b.lagged()
	b.divergences()
	b.defects()
	b.setAside()
	b.faults()
	b.report.Complete, b.report.Incomplete = res.Incomplete == "", b.masker.Text(res.Incomplete)
	b.report.Proof = proof
	b.report.JudgeDivergences(b.res.Whole)
	b.causes()
	b.premises()
	b.report.Tally()
	return b.report
}

// Secrets are the secret values that the run used: no file may hold one.
func (res *Result) Secrets() []string {
	if res.About.Secrets == nil {
		return nil
	}
	return res.About.Secrets()
}

type builder struct {
	res    *Result
	masker *wire.Masker
	index  map[*wire.Exchange]int
	report *reports.Report
}

func (b *builder) exchanges() {
	for _, o := range b.res.Outcomes {
		for _, x := range o.Exchanges {
			b.index[x] = len(b.report.Exchanges)
			b.report.Exchanges = append(b.report.Exchanges, b.exchange(o.Scenario.ID(), x))
		}
	}
	for _, x := range b.res.Calls {
		b.index[x] = len(b.report.Exchanges)
		b.report.Exchanges = append(b.report.Exchanges, b.exchange("", x))
	}
}

func (b *builder) exchange(scenario string, full *wire.Exchange) reports.Exchange {
	x := b.masker.Exchange(full)
	out := reports.Exchange{
		Scenario: scenario, Action: x.Action, Method: x.Request.Method, URL: x.Request.URL.String(), Parameters: parameters(x),
		ReqHeader: x.Request.Header, ReqBody: reports.Text(x.Request.Body), RequestID: b.masker.Text(full.RequestID()), Started: x.Started, Duration: x.Took,
	}
	if x.Answer != nil {
		out.Status, out.Header, out.Body = x.Answer.Status, x.Answer.Header, reports.Text(x.Answer.Body)
	}
	if x.Fault != nil {
		out.Fault = x.Fault.Error()
	}
	return out
}

func parameters(x *wire.Exchange) []reports.Value {
	params := x.Request.Params()
	var out []reports.Value
	for _, name := range slices.Sorted(maps.Keys(params)) {
		for _, v := range params[name] {
			out = append(out, reports.Value{Name: name, Value: v})
		}
	}
	return out
}

func (b *builder) scenarios() {
	for _, o := range b.res.Outcomes {
		s := o.Scenario
		out := reports.Scenario{
			ID: s.ID(), Operation: s.Operation, Rule: s.Rule, Feature: s.Feature, Name: s.Name, Outline: s.Outline, File: s.File, Line: s.Line,
			Verdict: o.Verdict, Reason: b.masker.Text(o.Reason), Started: o.Started, Duration: o.Took, Repeat: b.repeat(s), Violations: b.violations(o),
		}
		for _, v := range s.Values {
			out.Values = append(out.Values, reports.Value{Name: v.Name, Value: v.Value})
		}
		for i, step := range s.Steps {
			out.Steps = append(out.Steps, stepOf(step, o, i))
		}
		for _, x := range o.Exchanges {
			out.Exchanges = append(out.Exchanges, b.index[x])
		}
		b.report.Scenarios = append(b.report.Scenarios, out)
	}
}

func stepOf(s plan.Step, o *Outcome, i int) reports.Step {
	out := reports.Step{Keyword: s.Keyword, Text: s.Text, Argument: s.Argument, Line: s.Line, Status: "skipped"}
	if i < len(o.Steps) {
		out.Status, out.Duration = o.Steps[i].Status, o.Steps[i].Took
	}
	return out
}

// repeat is the command that repeats a scenario of this run. What a live run saw is had again from its capture, or else from
// the service: the mock could not give it.
func (b *builder) repeat(s *plan.Scenario) string {
	again := plan.Repeat(s)
	if b.res.Seed != 0 {
		again += fmt.Sprintf(" -order %d", b.res.Seed)
	}
	if b.res.About.Name == "mock" {
		return again
	}
	set := map[string]string{}
	for _, setting := range b.report.Identity.Configuration {
		set[setting.Name] = "'" + strings.ReplaceAll(setting.Value, "'", `'\''`) + "'"
	}
	switch {
	case set["capture"] != "" && set["capture"] != "'-'":
		again += " -target replay -capture " + set["capture"]
	case set["inventory"] != "":
		again += " -target live -inventory " + set["inventory"]
	}
	return again
}

func (b *builder) violations(o *Outcome) []reports.Violation {
	var out []reports.Violation
	for _, v := range o.Violations {
		out = append(out, b.violation(o, v))
	}
	return out
}

func (b *builder) violation(o *Outcome, v *Violation) reports.Violation {
	out := reports.Violation{
		Rule: v.Rule, Verdict: v.Verdict, Basis: reports.Basis(v.Basis), Aspect: string(v.Aspect), Vouched: v.Vouched, Beside: v.beside(), Scenario: o.Scenario.ID(), Where: v.Where, Exchange: b.at(v.Exchange),
		Expected: b.masker.Text(v.Expected), Got: b.got(v.Where, v.Got) + b.masker.Text(v.placed),
	}
	if v.Step >= 0 {
		out.Step = o.Scenario.Steps[v.Step].Text
	}
	return out
}

// got is what was seen somewhere, without secrets: a place whose name says that it holds one keeps it to itself.
func (b *builder) got(where, what string) string {
	if slices.ContainsFunc(strings.FieldsFunc(where, func(c rune) bool { return c == '/' || c == ' ' }), wire.IsSecret) {
		return "a secret"
	}
	return b.masker.Text(what)
}

func (b *builder) findings() {
	type key struct{ where, got string }
	at := map[key]int{}
	for _, o := range b.res.Outcomes {
		for _, f := range o.Findings {
			k := key{f.Departure.Where, f.Departure.Got}
			if i, seen := at[k]; seen {
				b.report.Findings[i].Count++
				continue
			}
			at[k] = len(b.report.Findings)
			b.report.Findings = append(b.report.Findings, b.finding(o, f))
		}
	}
}

func (b *builder) finding(o *Outcome, f Finding) reports.Finding {
	out := reports.Finding{
		What: f.Departure.Where, Value: b.got(f.Departure.Where, f.Departure.Got), Rule: o.Scenario.Rule, Scenario: o.Scenario.ID(), Count: 1, Exchange: b.index[f.Exchange],
		Says: fmt.Sprintf("%s: expected %s, got %s", f.Departure.Where, f.Departure.Expected, b.got(f.Departure.Where, f.Departure.Got)),
	}
	if f.Departure.Kind == spec.Acknowledged {
		of, _, _ := strings.Cut(f.Departure.Rule, "/")
		out.Acknowledged = path.Join("spec", of, "openapi.yaml")
	}
	return out
}

func (b *builder) divergences() {
	for i := range b.res.Suite.Divergences.List {
		d := &b.res.Suite.Divergences.List[i]
		out := reports.Divergence{Rule: d.Rule, Says: d.Reason, Target: d.Target, Region: d.Region, Expires: string(d.Expires), File: d.File, Line: d.Line}
		if day, err := time.Parse(time.DateOnly, string(d.Expires)); err == nil {
			out.DaysLeft = int(day.Sub(b.res.Started.Truncate(24*time.Hour)).Hours() / 24)
		}
		for _, o := range b.res.Outcomes {
			if slices.ContainsFunc(o.Violations, func(v *Violation) bool { return v.Listed == d }) {
				out.Matched++
			}
		}
		b.report.Divergences = append(b.report.Divergences, out)
	}
}

func (b *builder) defects() {
	for _, r := range b.res.Suite.Ledger.Rules {
		if r.Note != "" {
			b.report.Defects = append(b.report.Defects, reports.Defect{Rule: r.ID, Says: r.Note})
		}
	}
}

func (b *builder) faults() {
	for _, f := range b.res.Faults {
		out := reports.Fault{Kind: f.Kind, Says: b.masker.Text(f.Says)}
		if f.Scenario != nil {
			out.Scenario, out.File, out.Line = f.Scenario.ID(), f.Scenario.File, f.Scenario.Line
			if f.Step > 0 {
				out.Line = f.Scenario.Steps[f.Step].Line
			}
		}
		b.report.Faults = append(b.report.Faults, out)
	}
}

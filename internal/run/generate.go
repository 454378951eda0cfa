package run

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/cases"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// generatedFiles begin the names of the files in which generated scenarios stand in a plan, one a list, in the folder of
// the operation that takes it. There are no such files.
const generatedFiles = "generated."

// WithGenerated is the suite with n scenarios more, generated from the constraints of the ledger, in turn for the lists
// that those of the operations take: one in two breaks exactly one rule. The same seed makes the same ones. What contradicts
// them is a finding, never a violation: the constraints are ours to combine, and the page says nothing of most
// combinations.
func (s *Suite) WithGenerated(n int, seed uint64, operations []string) (*Suite, error) {
	accepting := slices.DeleteFunc(s.Ledger.Checking(spec.AnyLawfulList), func(r *spec.Rule) bool { return !slices.Contains(operations, r.Operation) })
	if len(accepting) == 0 {
		return nil, plan.Usagef("no lists can be generated: none of the operations that are asked for takes one (%s)", strings.Join(operations, ", "))
	}
	with := *s
	for turn, accepts := range accepting[:min(n, len(accepting))] {
		var numbers []int
		for i := turn; i < n; i += len(accepting) {
			numbers = append(numbers, i)
		}
		op, err := steps.OperationNamed(accepts.Operation)
		if err != nil {
			return nil, err
		}
		list := cmp.Or(accepts.Fact.Name, op.List)
		text := s.generate(op, list, accepts, numbers, seed)
		file := path.Join("features", op.Name, generatedFiles+list+".feature")
		if with.Plan, err = with.Plan.With(file, text, s.Ledger, s.Vocabulary); err != nil {
			return nil, err
		}
	}
	return &with, nil
}

// generate writes the feature of the lists of those numbers for a parameter of an operation. accepts is the rule of those
// that keep all.
func (s *Suite) generate(op *steps.Operation, list string, accepts *spec.Rule, numbers []int, seed uint64) string {
	rules := s.Ledger.RulesOf(op.Name)
	called, beside := "list", list != op.List
	if beside {
		called = "old list"
	}
	maker := cases.NewMaker(rules, list, beside)
	byRule := map[string][]string{}
	for _, i := range numbers {
		one := maker.Draw(cases.Seeded(seed + uint64(i)))
		rule := cmp.Or(one.Breaks, accepts.ID)
		byRule[rule] = append(byRule[rule], one.Scenario(fmt.Sprintf("generated list %d", i+1), called, op.Leaves(list, one.Text())))
	}
	var text strings.Builder
	text.WriteString("Feature: Generated lists\n")
	for _, r := range rules {
		if scenarios := byRule[r.ID]; len(scenarios) > 0 {
			fmt.Fprintf(&text, "\n  @%s\n  Rule: %s\n\n%s", r.Name, strings.TrimSuffix(r.Says, "."), strings.Join(scenarios, "\n"))
		}
	}
	return text.String()
}

// generated reports whether a scenario was generated.
func generated(s *plan.Scenario) bool { return strings.HasPrefix(path.Base(s.File), generatedFiles) }

// withoutGenerated takes the outcomes of generated scenarios out of those that give verdicts to rules.
func (res *Result) withoutGenerated() {
	for _, o := range res.Outcomes {
		if generated(o.Scenario) {
			res.Generated = append(res.Generated, o)
		}
	}
	res.Outcomes = slices.DeleteFunc(res.Outcomes, func(o *Outcome) bool { return generated(o.Scenario) })
}

// lagged names the lag of reading back, if the run met one.
func (b *builder) lagged() {
	if b.res.Lag == 0 {
		return
	}
	b.report.Findings = append(b.report.Findings, reports.Finding{
		What: "lag", Value: "read-back", Count: 1, Exchange: -1,
		Says: fmt.Sprintf("a change took %s to show when the group was read back; from then on the run waited for that long", b.res.Lag.Round(100*time.Millisecond)),
	})
}

// disagreements count the generated lists; those that were contradicted are findings.
func (b *builder) disagreements() {
	if len(b.res.Generated) == 0 {
		return
	}
	count := &reports.Generated{Lists: len(b.res.Generated)}
	b.report.Generated = count
	for _, o := range b.res.Generated {
		count.Calls += o.Calls
		if len(o.Violations) == 0 {
			continue
		}
		count.Otherwise++
		v := o.Violations[0]
		b.report.Findings = append(b.report.Findings, reports.Finding{
			What: "generated", Value: o.Scenario.Name, Rule: v.Rule, Scenario: o.Scenario.ID(), Count: 1, Exchange: -1,
			Says: b.masker.Text(fmt.Sprintf("a generated list was answered otherwise: expected %s, got %s; the list was %s", v.Expected, v.Got, sentList(o.Scenario))),
		})
	}
}

// sentList is the list that a generated scenario sends.
func sentList(s *plan.Scenario) string {
	for _, step := range s.Steps {
		if step.Argument != "" {
			return step.Argument
		}
	}
	return ""
}

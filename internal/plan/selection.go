package plan

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/cucumber/godog"
)

// Only returns the features with only some scenarios. Other lines are made empty, so that line numbers stay the same; features
// without any of the scenarios are left out.
func (p *Plan) Only(scenarios []*Scenario) []godog.Feature {
	keep := map[string]map[int]bool{}
	for _, s := range scenarios {
		if keep[s.uri] == nil {
			keep[s.uri] = map[int]bool{}
		}
		keep[s.uri][s.Start], keep[s.uri][s.Line] = true, true
	}
	var out []godog.Feature
	for _, f := range p.files {
		if lines := keep[f.uri]; lines != nil {
			out = append(out, godog.Feature{Name: f.uri, Contents: f.only(lines)})
		}
	}
	return out
}

func (f *featureFile) only(keep map[int]bool) []byte {
	blank := make([]bool, len(f.lines)+1)
	erase := func(from, to int) {
		for i := from; i <= to; i++ {
			blank[i] = true
		}
	}
	for _, rule := range f.all {
		left := 0
		for _, s := range rule.scenarios {
			if !keep[s.line] {
				erase(s.start, s.end)
				continue
			}
			left++
			for _, row := range s.rows {
				if !keep[row] {
					erase(row, row)
				}
			}
		}
		if left == 0 {
			erase(rule.start, rule.end)
		}
	}
	var out []byte
	for i, line := range f.lines {
		if !blank[i+1] {
			out = append(out, line...)
		}
		out = append(out, '\n')
	}
	return slices.Clip(out)
}

// Repeat is the command that repeats just one scenario.
func Repeat(s *Scenario) string { return "go test -run '" + RepeatExpression(s) + "'" }

// RepeatExpression is what `go test -run` takes to choose just one scenario.
func RepeatExpression(s *Scenario) string {
	_, short, _ := strings.Cut(s.Rule, "/")
	return fmt.Sprintf("%s/^%s$/^%s$/^%s$", TestName, s.Operation, quoteMeta(short), quoteMeta(strings.ReplaceAll(s.Name, " ", "_")))
}

// quoteMeta escapes a name for -run; single quotes, which would end the shell's, become dots.
func quoteMeta(s string) string { return strings.ReplaceAll(regexp.QuoteMeta(s), "'", ".") }

// Needs returns a function that reports whether any wanted scenario names a role.
func (p *Plan) Needs(wanted func(*Scenario) bool) func(role string) bool {
	var said strings.Builder
	for _, s := range p.Scenarios {
		if !wanted(s) {
			continue
		}
		for _, step := range s.Steps {
			said.WriteString(step.Text + "\n" + step.Argument + "\n")
		}
	}
	text := said.String()
	return func(role string) bool { return strings.Contains(text, role) }
}

package plan

import (
	"regexp"
	"slices"
	"strings"
)

// TestName is the test that runs the features; its subtests are rules, and theirs scenarios.
const TestName = "TestConformance"

// expression is what `go test -run` and -skip take: alternatives, each one expression for a level of test names.
type expression [][]*regexp.Regexp

// parseExpression reads an expression as the testing package does: | separates alternatives and / levels, outside brackets, and a
// space matches the underscore in a subtest's name. The error is a *UsageError.
func parseExpression(text string) (expression, error) {
	var all expression
	for _, alternative := range splitOutside(text, '|') {
		var levels []*regexp.Regexp
		for _, level := range splitOutside(alternative, '/') {
			re, err := regexp.Compile(strings.ReplaceAll(level, " ", "_"))
			if err != nil {
				return nil, Usagef("%q is no regular expression: %v", level, err)
			}
			levels = append(levels, re)
		}
		all = append(all, levels)
	}
	return all, nil
}

// runs reports whether -run chooses a scenario. An alternative with fewer levels chooses everything below its last.
func (e expression) runs(s *Scenario) bool {
	return e.matches(s, func(int) bool { return true })
}

// skips reports whether -skip leaves a scenario out. Alternatives with one level skip the entire test, which the testing package
// does itself; those with more levels than a scenario's name skip nothing.
func (e expression) skips(s *Scenario) bool {
	return e.matches(s, func(levels int) bool { return levels >= 2 && levels <= 4 })
}

func (e expression) matches(s *Scenario, counts func(levels int) bool) bool {
	_, short, _ := strings.Cut(s.Rule, "/")
	name := []string{TestName, s.Operation, short, strings.ReplaceAll(s.Name, " ", "_")}
	return slices.ContainsFunc(e, func(levels []*regexp.Regexp) bool {
		return counts(len(levels)) && allMatch(levels[:min(len(levels), len(name))], name)
	})
}

func allMatch(levels []*regexp.Regexp, name []string) bool {
	for i, re := range levels {
		if !re.MatchString(name[i]) {
			return false
		}
	}
	return true
}

// splitOutside splits a regular expression at a mark that is outside brackets and not escaped.
func splitOutside(text string, mark byte) []string {
	var parts []string
	class, group, from := 0, 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case c == '[':
			class++
		case c == ']':
			class = max(class-1, 0)
		case c == '(' && class == 0:
			group++
		case c == ')' && class == 0:
			group--
		case c == mark && class == 0 && group == 0:
			parts, from = append(parts, text[from:i]), i+1
		}
	}
	return append(parts, text[from:])
}

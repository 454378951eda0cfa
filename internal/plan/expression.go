package plan

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
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

// SelectsTest reports whether `go test -run` and -skip let a test with a name run, regardless of subtests. The error is a
// *UsageError.
func SelectsTest(run, skip, name string) (bool, error) {
	only, err := parseExpression(run)
	if err != nil {
		return false, err
	}
	not, err := parseExpression(skip)
	if err != nil {
		return false, err
	}
	first := func(e expression, alone bool) bool {
		return slices.ContainsFunc(e, func(levels []*regexp.Regexp) bool { return (!alone || len(levels) == 1) && levels[0].MatchString(name) })
	}
	return first(only, false) && (skip == "" || !first(not, true)), nil
}

// Meant ends an error about a -run that chooses nothing: with the expression that was probably meant, where the name of the test
// or operation was left out, or else with the most similar names. It is "" for an empty expression.
func (p *Plan) Meant(run string) string {
	if strings.Trim(run, "^$") == "" {
		return ""
	}
	if p.chosen(run) {
		return "; by itself, -run chooses some"
	}
	for _, before := range []string{TestName + "/", TestName + "//", TestName + "///"} {
		for _, rest := range []string{run, strings.TrimPrefix(run, TestName+"/")} {
			if rest == "" || strings.Contains(run, "|") || !p.chosen(before+rest) {
				continue
			}
			return fmt.Sprintf("; did you mean -run '%s%s'?", before, rest)
		}
	}
	levels := splitOutside(run, '/')
	if nearest.Name(levels[0], []string{TestName}) != "" {
		levels[0] = TestName
	} else {
		levels = []string{TestName, "", levels[len(levels)-1]}
	}
	for i, known := range p.names() {
		if i+1 < len(levels) {
			levels[i+1] = closest(levels[i+1], known)
		}
	}
	if meant := strings.Join(levels, "/"); p.chosen(meant) {
		return fmt.Sprintf("; did you mean -run '%s'?", meant)
	}
	return ""
}

// names are the names for the levels of an expression below the test: operations, rules and families of rules, scenarios.
func (p *Plan) names() [3][]string {
	var all [3][]string
	for _, s := range p.Scenarios {
		_, rule, _ := strings.Cut(s.Rule, "/")
		all[0] = append(all[0], s.Operation)
		for i, r := range rule + "." {
			if r == '.' {
				all[1] = append(all[1], rule[:i])
			}
		}
		all[2] = append(all[2], strings.ReplaceAll(s.Name, " ", "_"))
	}
	return all
}

// closest is a level of an expression, or the level without its anchors, if it matches one of the names; else the most similar
// name.
func closest(level string, known []string) string {
	bare := strings.TrimSuffix(strings.TrimPrefix(level, "^"), "$")
	for _, text := range []string{level, bare} {
		if is, err := regexp.Compile(text); err == nil && slices.ContainsFunc(known, is.MatchString) {
			return text
		}
	}
	return cmp.Or(nearest.Name(strings.ReplaceAll(bare, `\`, ""), known), level)
}

// chosen reports whether an expression without alternatives chooses a scenario.
func (p *Plan) chosen(text string) bool {
	e, err := parseExpression(text)
	if err != nil || len(e) != 1 || len(e[0]) > 4 {
		return false
	}
	return slices.ContainsFunc(p.Scenarios, e.runs)
}

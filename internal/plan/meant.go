package plan

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
)

// SelectsTest reports whether `go test -run` and -skip let a test of the name run, whatever they say of its subtests.
func SelectsTest(run, skip, name string) (bool, error) {
	only, err := parseExpression(run)
	if err != nil {
		return false, err
	}
	not, err := parseExpression(skip)
	if err != nil {
		return false, err
	}
	first := func(e expression, whole bool) bool {
		return slices.ContainsFunc(e, func(levels []*regexp.Regexp) bool { return (!whole || len(levels) == 1) && levels[0].MatchString(name) })
	}
	return first(only, false) && (skip == "" || !first(not, true)), nil
}

// Meant is the end of an error about an expression that chooses nothing: the expression that was probably meant, for
// whoever left out the name of the test or of the operation; else the rule that comes closest.
func (p *Plan) Meant(run string) string {
	for _, before := range []string{testName + "/", testName + "//", testName + "///"} {
		for _, rest := range []string{run, strings.TrimPrefix(run, testName+"/")} {
			if rest == "" || strings.Contains(run, "|") || !p.chosen(before+rest) {
				continue
			}
			return fmt.Sprintf("; did you mean -run '%s%s'?", before, rest)
		}
	}
	levels := splitOutside(run, '/')
	last := regexp.MustCompile(`[\^$\\]`).ReplaceAllString(levels[len(levels)-1], "")
	var known []string
	for i := range p.Scenarios {
		_, short, _ := strings.Cut(p.Scenarios[i].Rule, "/")
		known = append(known, short)
	}
	if found := nearest.Name(last, known); found != "" {
		return fmt.Sprintf("; did you mean -run '%s//%s'?", testName, found)
	}
	return ""
}

// chosen reports whether an expression chooses a scenario, each of its levels having one to match.
func (p *Plan) chosen(text string) bool {
	e, err := parseExpression(text)
	if err != nil || len(e) != 1 || len(e[0]) > 4 {
		return false
	}
	for i := range p.Scenarios {
		if e.runs(&p.Scenarios[i]) {
			return true
		}
	}
	return false
}

package plan

import (
	"fmt"
	"regexp"
	"strings"
)

// Repeat is the command that repeats just one scenario.
func Repeat(s *Scenario) string { return "go test -run '" + RepeatExpression(s) + "'" }

// RepeatExpression is what `go test -run` takes to choose just one scenario.
func RepeatExpression(s *Scenario) string {
	_, short, _ := strings.Cut(s.Rule, "/")
	return fmt.Sprintf("%s/^%s$/^%s$/^%s$", TestName, s.Operation, quoteMeta(short), quoteMeta(strings.ReplaceAll(s.Name, " ", "_")))
}

// quoteMeta escapes a name for -run; single quotes, which would end the shell's, become dots.
func quoteMeta(s string) string { return strings.ReplaceAll(regexp.QuoteMeta(s), "'", ".") }

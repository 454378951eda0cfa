package harness

import (
	"fmt"
	"strings"

	"github.com/slbconform/slbconform/reports"
)

// The exit codes, each with one meaning in every subcommand. Under `go test`, which knows only 0 and 1, the same runs pass
// and fail.
const (
	ExitOK           = 0
	ExitViolates     = 1
	ExitUsage        = 2
	ExitBroken       = 3
	ExitInconclusive = 4
	ExitLeaked       = 5
	ExitChanged      = 6
)

// ExitCode is one line of the table of exit codes.
type ExitCode struct {
	Code  int
	Means string
}

// ExitCodes is the table of exit codes, in the order in which they apply.
func ExitCodes() []ExitCode {
	return []ExitCode{
		{ExitUsage, "what was asked for cannot be meant: a flag, a variable, the inventory; or what was named is not there, or not to be used"},
		{ExitBroken, "slbconform itself is at fault; or a file is not what it should be, or could not be written"},
		{ExitViolates, "a rule is violated, or with -strict unexpected; a listed divergence is stale; what was compared is worse, or touches a rule"},
		{ExitLeaked, "something created is still there"},
		{ExitInconclusive, "less was judged than was asked for: inconclusive, ended early, missing, or nothing could be asked"},
		{ExitChanged, "what was compared changed, and nothing for the worse"},
		{ExitOK, "it was done, and everything that could be judged held"},
	}
}

// Exit is the exit code for a report; inconclusive is how many scenarios may be inconclusive. Against the mock none may.
func Exit(r *reports.Report, inconclusive int) int {
	kinds := map[string]bool{}
	for _, f := range r.Faults {
		kinds[f.Kind] = kinds[f.Kind] || r.Fails(f)
	}
	unexpected := r.Totals.Scenarios[reports.Unexpected] > 0 && (r.Strict || r.OnMock())
	switch {
	case kinds["broken"]:
		return ExitBroken
	case r.Totals.Scenarios[reports.Violates] > 0 || unexpected || kinds["stale"]:
		return ExitViolates
	case kinds["leaked"]:
		return ExitLeaked
	case Unjudged(r, inconclusive) != "":
		return ExitInconclusive
	}
	return ExitOK
}

// Unjudged says why a run judged less than it was asked to; "" when it did not.
func Unjudged(r *reports.Report, inconclusive int) string {
	open := []reports.Verdict{reports.Inconclusive, reports.Unexpected}
	if r.OnMock() { // which has all roles
		inconclusive, open = 0, append(open, reports.NotRun)
	}
	held := 0
	for _, v := range reports.Verdicts() {
		if v != reports.NotRun {
			held += r.Totals.Scenarios[v]
		}
	}
	switch n := r.Undecided(); {
	case !r.Complete:
		return r.Incomplete
	case len(r.Scenarios) > 0 && held == 0:
		return fmt.Sprintf("nothing was judged: none of %d scenarios was run: %s", len(r.Scenarios), why(r, reports.NotRun))
	case n > inconclusive:
		return fmt.Sprintf("%d of %d scenarios could not be judged, %d may be: %s", n, len(r.Scenarios), inconclusive, why(r, open...))
	}
	return ""
}

// why lists the first reasons for which scenarios have one of the verdicts.
func why(r *reports.Report, verdicts ...reports.Verdict) string {
	const most = 5
	var says []string
	all := r.Reasons(verdicts...)
	for _, reason := range all[:min(most, len(all))] {
		if n := reason.Scenarios; n > 1 {
			reason.Says += fmt.Sprintf(" (%d scenarios)", n)
		}
		says = append(says, reason.Says)
	}
	if len(all) > most {
		says = append(says, fmt.Sprintf("and %d reasons more", len(all)-most))
	}
	return strings.Join(says, "; ")
}

package reports

import (
	"fmt"
	"slices"
)

// Failed returns the ids of the scenarios that fail the run. Against the mock, every scenario fails that neither held nor
// diverges as listed, except those that follow from another rule and those not run because the run ended early. Elsewhere a
// violation fails, and with Strict what is unexpected.
func (r *Report) Failed() map[string]bool {
	follows, failed := r.followers(), map[string]bool{}
	for _, s := range r.Scenarios {
		switch s.Verdict {
		case Violates:
			failed[s.ID] = true
		case Unexpected:
			failed[s.ID] = r.Strict || r.OnMock()
		case Inconclusive:
			_, follower := follows[s.ID]
			failed[s.ID] = r.OnMock() && !follower
		case NotRun:
			failed[s.ID] = r.OnMock() && r.Complete
		}
	}
	return failed
}

// strictly says what fails the run for its strictness alone; "" for nothing.
func (r *Report) strictly() string {
	n := r.Totals.Scenarios[Unexpected]
	if !r.Strict || r.OnMock() || n == 0 {
		return ""
	}
	return fmt.Sprintf("with -strict the run fails for what is unexpected, in %s", plural(n, "scenario"))
}

// followers maps each scenario that was not judged because of another rule to that rule.
func (r *Report) followers() map[string]string {
	of := map[string]string{}
	for i := range r.Causes {
		for _, id := range r.Causes[i].Followers {
			of[id] = r.Causes[i].Rule
		}
	}
	return of
}

// Undecided counts the scenarios that count as inconclusive for the exit code: those that are inconclusive, those in which
// something unexpected concerns a stated rule, and against the mock those not run. Scenarios that follow from a violated rule,
// or from something unexpected that no document states, are not counted: their cause decides.
func (r *Report) Undecided() int {
	light := map[string]bool{}
	for i := range r.Causes {
		if c := &r.Causes[i]; c.Verdict == Violates || c.Verdict == Unexpected && c.Basis != Stated {
			for _, id := range c.Followers {
				light[id] = true
			}
		}
	}
	n := 0
	for _, s := range r.Scenarios {
		switch {
		case s.Verdict == Inconclusive && !light[s.ID], s.Verdict == Unexpected && s.unexpectedOfStated(), s.Verdict == NotRun && r.OnMock():
			n++
		}
	}
	return n
}

// unexpectedOfStated reports whether something stated is contradicted while its premise is only vouched for. The basis is the
// violation's, not the rule's: the cause of an error code has its own.
func (s *Scenario) unexpectedOfStated() bool {
	return slices.ContainsFunc(s.Violations, func(v Violation) bool { return v.Verdict == Unexpected && v.Basis == Stated })
}

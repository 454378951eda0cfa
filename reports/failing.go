package reports

import "slices"

// Failed returns the ids of the scenarios that fail the run. On the mock, which has no excuse, all fail that neither held
// nor are listed, but for those that follow from another rule, or that were not run because the run as a whole ended early;
// elsewhere a violation fails, and with Strict what is unexpected.
func (r *Report) Failed() map[string]bool {
	follows, failed := r.followers(), map[string]bool{}
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
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

// followers names for each scenario that was not judged because of another rule that rule.
func (r *Report) followers() map[string]string {
	of := map[string]string{}
	for i := range r.Causes {
		for _, id := range r.Causes[i].Followers {
			of[id] = r.Causes[i].Rule
		}
	}
	return of
}

// Undecided counts the scenarios that decide nothing for the exit code: those that are inconclusive, and those in which
// something unexpected concerns a rule that a document states; on the mock, which lacks nothing, those that were not run.
// What follows from a violated rule fails with it, and what follows from something unexpected that no document states weighs
// no more than its cause.
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
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		switch {
		case s.Verdict == Inconclusive && !light[s.ID], s.Verdict == Unexpected && s.unexpectedOfStated(), s.Verdict == NotRun && r.OnMock():
			n++
		}
	}
	return n
}

// unexpectedOfStated reports whether something stated is contradicted for which a premise is only vouched for. The cause
// of an error code has a basis of its own, so that the rule's does not decide.
func (s *Scenario) unexpectedOfStated() bool {
	return slices.ContainsFunc(s.Violations, func(v Violation) bool { return v.Verdict == Unexpected && v.Basis == Stated })
}

package reports

// Failed returns the ids of the scenarios that fail the run. On the mock, which has no excuse, all fail that neither held
// nor are listed, but for those that follow from another rule; elsewhere a violation fails, and with Strict what is
// unexpected.
func (r *Report) Failed() map[string]bool {
	follows, failed := r.followers(), map[string]bool{}
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		switch s.Verdict {
		case Violates:
			failed[s.ID] = true
		case Unexpected:
			failed[s.ID] = r.Strict || r.Identity.Target == "mock"
		case Inconclusive:
			_, follower := follows[s.ID]
			failed[s.ID] = r.Identity.Target == "mock" && !follower
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
// something unexpected concerns a rule that a document states.
func (r *Report) Undecided() int {
	n := r.Totals.Scenarios[Inconclusive]
	stated := map[string]bool{}
	for i := range r.Rules {
		stated[r.Rules[i].ID] = r.Rules[i].Basis == Stated
	}
	for i := range r.Scenarios {
		if s := &r.Scenarios[i]; s.Verdict == Unexpected && s.unexpectedOf(stated) {
			n++
		}
	}
	return n
}

func (s *Scenario) unexpectedOf(rules map[string]bool) bool {
	for _, v := range s.Violations {
		if v.Verdict == Unexpected && rules[v.Rule] {
			return true
		}
	}
	return false
}

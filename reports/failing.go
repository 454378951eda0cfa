package reports

import (
	"fmt"
	"slices"
	"time"
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

// forUnexpected says what becomes of the run for what is unexpected, and the name of that: with Strict it fails, and otherwise
// what concerns a stated rule counts as inconclusive. Both are "" where neither is so.
func (r *Report) forUnexpected() (name, says string) {
	stated := 0
	for i := range r.Scenarios {
		if r.Scenarios[i].unexpectedOfStated() {
			stated++
		}
	}
	switch n := r.Totals.Scenarios[Unexpected]; {
	case r.OnMock():
		return "", ""
	case r.Strict && n > 0:
		return "strict", fmt.Sprintf("with -strict the run fails for what is unexpected, in %s", plural(n, "scenario"))
	case stated > 0:
		return "undecided", fmt.Sprintf("%s could not be judged: what is unexpected there concerns what a document states, and counts as inconclusive", plural(stated, "scenario"))
	}
	return "", ""
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
		case s.Verdict == Inconclusive && !light[s.ID], s.unexpectedOfStated(), s.Verdict == NotRun && r.OnMock():
			n++
		}
	}
	return n
}

// unexpectedOfStated reports whether the scenario is unexpected, and something stated is contradicted in it while its premise is only
// vouched for. The basis is the violation's, not the rule's: the cause of an error code has its own.
func (s *Scenario) unexpectedOfStated() bool {
	return s.Verdict == Unexpected && slices.ContainsFunc(s.Violations, func(v Violation) bool { return v.Verdict == Unexpected && v.Basis == Stated })
}

// JudgeDivergences sets which listed divergences are stale: those that have expired, and, of a complete run, those of its
// target and region that it did not meet although every scenario of their rule was judged. Each stale one of the run's own
// target and region is a fault.
func (r *Report) JudgeDivergences(complete bool) {
	for i := range r.Divergences {
		d := &r.Divergences[i]
		own := d.Target == r.Identity.answered() && d.Region == r.Identity.Region
		switch {
		case d.Expires < r.Identity.Started.Format(time.DateOnly):
			d.Stale = "it expired on " + d.Expires
		case own && complete && d.Matched == 0 && r.judged(d.Rule):
			d.Stale = "it no longer happens"
		}
		if d.Stale == "" || !own {
			continue
		}
		r.Faults = append(r.Faults, Fault{
			Kind: "stale", File: d.File, Line: d.Line,
			Says: fmt.Sprintf("the divergence of %s is stale: %s; strike it out or look at it again", d.Rule, d.Stale),
		})
	}
}

// answered is the target that answered: live for a replay, because only live runs are captured.
func (id Identity) answered() string {
	if id.Target == "replay" {
		return "live"
	}
	return id.Target
}

// judged reports whether a rule has scenarios and all of them came to a judgement.
func (r *Report) judged(rule string) bool {
	verdicts := map[Verdict]bool{}
	for i := range r.Scenarios {
		if r.Scenarios[i].Rule == rule {
			verdicts[r.Scenarios[i].Verdict] = true
		}
	}
	return len(verdicts) > 0 && !verdicts[Inconclusive] && !verdicts[NotRun]
}

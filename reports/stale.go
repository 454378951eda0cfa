package reports

import (
	"fmt"
	"time"
)

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

package reports

import (
	"fmt"
	"slices"
	"time"
)

// JudgeDivergences notes which listed divergences of the report's own target and region are stale, and adds a fault for
// each: those that have expired, and of a whole run those that were not met although every scenario of their rule was
// judged. A scenario that could not be judged says nothing of what no longer happens.
func (r *Report) JudgeDivergences(whole bool) {
	for i := range r.Divergences {
		d := &r.Divergences[i]
		if d.Target != r.Identity.answered() || d.Region != r.Identity.Region {
			continue
		}
		switch {
		case d.Expires < r.Identity.Started.Format(time.DateOnly):
			d.Stale = "it expired on " + d.Expires
		case whole && d.Matched == 0 && r.judged(d.Rule):
			d.Stale = "it no longer happens"
		default:
			continue
		}
		r.Faults = append(r.Faults, Fault{
			Kind: "stale", File: "spec/divergences.yaml", Line: d.Line,
			Says: fmt.Sprintf("the divergence of %s is stale: %s; strike it out or look at it again", d.Rule, d.Stale),
		})
	}
}

// Fails reports whether a fault fails its run. A stale divergence of the mock is a warning.
func (r *Report) Fails(f Fault) bool { return f.Kind != "stale" || r.Identity.Target != "mock" }

// Told is what happened, behind the place to mend where there is one.
func (f Fault) Told() string {
	if f.File == "" {
		return f.Says
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Says)
}

// answered is the target that answered in the first place: only a live run leaves a capture to replay.
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

// sameDivergence reports whether two parts of a run list the same one.
func sameDivergence(a, b Divergence) bool {
	return a.Rule == b.Rule && a.Target == b.Target && a.Region == b.Region && a.Says == b.Says && a.Line == b.Line
}

// addDivergences adds up how often the parts of a run met what is listed; what they said of staleness is judged anew.
func addDivergences(all, part []Divergence) []Divergence {
	for _, d := range part {
		d.Stale = ""
		at := slices.IndexFunc(all, func(o Divergence) bool { return sameDivergence(o, d) })
		if at < 0 {
			all = append(all, d)
			continue
		}
		all[at].Matched += d.Matched
	}
	return all
}

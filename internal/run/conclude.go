package run

import (
	"errors"
	"slices"

	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/steps"
)

// conclude gives every scenario its verdict, once the causes are known, and says in the causes which scenarios show them
// and which follow from them.
func conclude(outcomes []*Outcome, causes []*Found) {
	for _, o := range outcomes {
		o.conclude()
	}
	for _, f := range causes {
		for _, o := range f.undecided {
			o.Own, o.Reason = f.followers(), f.follows()
			o.Verdict = o.Own
			f.Followers = append(f.Followers, o)
		}
		f.carry()
	}
}

// conclude makes the scenario's verdict of its sentences and of what they contradict. What follows from another rule
// leaves it open; what another rule showed on the way leaves it as it is.
func (o *Outcome) conclude() {
	for _, v := range o.Violations {
		if v.cause == nil {
			continue
		}
		if o.misled() && v.Rule != o.Scenario.Rule {
			o.Reason = v.cause.follows()
			if !slices.Contains(v.cause.Followers, o) {
				v.cause.Followers = append(v.cause.Followers, o)
			}
			continue
		}
		ended := v.Step >= 0 || v.Rule == o.Scenario.Rule // else the scenario's own sentences were looked at all the same
		shows := v.cause.Rule == v.Rule
		switch {
		case shows && v.Rule == o.Scenario.Rule:
			o.take(v.Verdict, v.reason())
		case ended:
			o.take(v.cause.followers(), v.cause.follows())
		}
		list := &v.cause.Followers
		if shows {
			list = &v.cause.Shows
		}
		if (shows || ended) && !slices.Contains(*list, o) {
			*list = append(*list, o)
		}
	}
	o.Verdict = o.Own
	if o.Verdict.Held() {
		o.Reason = ""
	}
}

// misled reports whether the scenario was left open because a group was read back otherwise than it was filled: what is
// wrong with the reading, and contradicted besides, is why.
func (o *Outcome) misled() bool {
	u, ok := errors.AsType[*steps.Undecided](o.stepErr)
	return ok && u.Misled && o.Own == reports.Inconclusive
}

// take lets a verdict count that outranks the scenario's, which it has from its sentences.
func (o *Outcome) take(v reports.Verdict, reason string) {
	if v.Rank() < o.Own.Rank() {
		o.Own, o.Reason = v, reason
	}
}

// followers is the verdict of what follows from the cause.
func (f *Found) followers() reports.Verdict {
	if f.Verdict == reports.Diverges {
		return reports.Diverges
	}
	return reports.Inconclusive
}

// carry sees to it that grouping makes no run milder: where none of the scenarios that show the cause has its verdict or
// a worse one, the first that saw a contradiction of that weight takes it.
func (f *Found) carry() {
	own := func(o *Outcome) int {
		if o.Scenario.Rule == f.Rule {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(f.Shows, func(a, b *Outcome) int { return own(a) - own(b) })
	f.Followers = slices.DeleteFunc(f.Followers, func(o *Outcome) bool { return slices.Contains(f.Shows, o) && o.Own.Held() })
	all := slices.Concat(f.Shows, f.Followers)
	if f.Rule == "" || slices.ContainsFunc(all, func(o *Outcome) bool { return o.Verdict.Rank() <= f.Verdict.Rank() }) {
		return
	}
	for o, v := range violations(all) {
		if v.cause == f && v.Verdict == f.Verdict {
			o.carries(v)
			f.Followers = slices.DeleteFunc(f.Followers, func(other *Outcome) bool { return other == o })
			if !slices.Contains(f.Shows, o) {
				f.Shows = append(f.Shows, o)
			}
			return
		}
	}
}

// carries gives the scenario the verdict of a contradiction that it saw.
func (o *Outcome) carries(v *Violation) {
	o.Verdict, o.Reason = v.Verdict, v.reason()
	if v.Rule == o.Scenario.Rule {
		o.Own = v.Verdict
	}
}

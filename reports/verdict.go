package reports

import "slices"

// Verdict is what a run says of a scenario and, rolled up, of a rule.
type Verdict string

// The verdicts, in the order in which one outranks the next for a rule.
const (
	Violates     Verdict = "violates"
	Unexpected   Verdict = "unexpected"
	Diverges     Verdict = "diverges"
	Inconclusive Verdict = "inconclusive"
	Confirmed    Verdict = "confirmed"
	Rehearsed    Verdict = "rehearsed"
	NotRun       Verdict = "not run"
)

// NotObservable is shown to people instead of the verdict of a rule that no call can show. It is not a verdict: in the report
// such a rule is "not run", and its Observable is false.
const NotObservable Verdict = "not observable"

// Verdicts returns all verdicts in rank order, the first outranking the rest.
func Verdicts() []Verdict {
	return []Verdict{Violates, Unexpected, Diverges, Inconclusive, Confirmed, Rehearsed, NotRun}
}

// Rank is the position of v among Verdicts, 0 being the one that outranks all; an unknown verdict ranks last.
func (v Verdict) Rank() int {
	if at := slices.Index(Verdicts(), v); at >= 0 {
		return at
	}
	return len(Verdicts())
}

// Known reports whether v is one of Verdicts.
func (v Verdict) Known() bool { return v.Rank() < len(Verdicts()) }

// Held reports whether v says that everything held, be it against the mock or against the service.
func (v Verdict) Held() bool { return v == Confirmed || v == Rehearsed }

// roll returns the verdict that a rule takes from those of its scenarios: the one that outranks the others, and
// "not run" when there is none.
func roll(verdicts ...Verdict) Verdict {
	rolled := NotRun
	for _, v := range verdicts {
		if v.Rank() < rolled.Rank() {
			rolled = v
		}
	}
	return rolled
}

// Shown is the word for the rule where a person reads it: its verdict, or "not observable".
func (r *Rule) Shown() Verdict {
	if !r.Observable && r.Verdict == NotRun {
		return NotObservable
	}
	return r.Verdict
}

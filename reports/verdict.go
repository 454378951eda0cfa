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

// Basis says why a rule is believed.
type Basis string

// The bases, the firmest first.
const (
	Stated   Basis = "stated"   // a document says it
	Inferred Basis = "inferred" // a document lists it, and its boundary or cause is our reading
	Known    Basis = "known"    // published elsewhere
	Assumed  Basis = "assumed"  // nobody published it, and the mock has to do something
)

// Bases returns all bases, the firmest first.
func Bases() []Basis { return []Basis{Stated, Inferred, Known, Assumed} }

// ofDocuments reports whether the basis is a document: its words, or our reading of them.
func (b Basis) ofDocuments() bool { return b == Stated || b == Inferred }

// Mark is how the basis is shown beside a rule: nothing where a document states it.
func (b Basis) Mark() string {
	if b == Stated {
		return ""
	}
	return string(b)
}

// Mark is the basis of the rule as it is shown beside it, with that of its cause where the two differ, and with the type of backend
// server that no document names: "", "known", "cause inferred", "of eci inferred".
func (r *Rule) Mark() string {
	own, cause := r.Basis.Mark(), r.CauseBasis.Mark()
	switch {
	case own == "" && r.LeavesOut != "":
		return "of " + r.LeavesOut + " " + string(Inferred)
	case r.CauseBasis == "" || cause == own:
		return own
	case own == "":
		return "cause " + cause
	case cause == "":
		return own + ", cause stated"
	}
	return own + ", cause " + cause
}

// Says explains the basis to a reader of a report.
func (b Basis) Says() string {
	switch b {
	case Stated:
		return "stated: a document says it"
	case Inferred:
		return "inferred: a document lists it, and its boundary or cause is our reading"
	case Known:
		return "known: published elsewhere, and in no document"
	case Assumed:
		return "assumed: nobody published it, and the mock has to do something"
	}
	return string(b)
}

// look is how a verdict is shown where a person reads it, and how much there is to do about it.
type look struct {
	sign     string // in plain text
	glyph    string // in the summary of a build, for readers who do not see colours
	colour   string // of a terminal
	verb     string // what a rule is or does
	severity int    // of two reports that are compared, the one with the higher is worse
}

// Two shades that are no verdict.
const (
	bold  Verdict = "bold"
	faint Verdict = "faint"
)

// look is the look of each verdict. Rehearsed is blue and confirmed is green, so that they are not mistaken for each other.
func (v Verdict) look() look {
	return map[Verdict]look{
		Violates:      {"✗", "❌", "1;31", "is violated", 5},
		Unexpected:    {"◆", "🔶", "1;33", "is unexpected", 4},
		Inconclusive:  {"?", "❔", "36", "is inconclusive", 3},
		NotRun:        {"–", "➖", "2", "is not run", 2},
		NotObservable: {"–", "➖", "2", "is not observable", 2},
		Diverges:      {"≠", "≠", "35", "diverges, as listed", 1},
		Confirmed:     {"✓", "✅", "1;32", "is confirmed", 0},
		Rehearsed:     {"○", "🔵", "1;34", "is rehearsed", 0},
		bold:          {colour: "1"},
		faint:         {colour: "2"},
	}[v]
}

// painter paints text in the colour of a verdict.
type painter func(v Verdict, text string) string

// palette is a painter with ANSI colours, or one that changes nothing.
func palette(color bool) painter {
	if !color {
		return func(_ Verdict, text string) string { return text }
	}
	return func(v Verdict, text string) string { return "\x1b[" + v.look().colour + "m" + text + "\x1b[0m" }
}

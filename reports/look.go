package reports

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

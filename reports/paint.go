package reports

// painter paints text in the colour of a verdict.
type painter func(v Verdict, text string) string

// Two shades that are no verdict.
const (
	bold  Verdict = "bold"
	faint Verdict = "faint"
)

// palette paints, or with color off leaves everything as it is. Rehearsed is blue and confirmed is green: even in
// passing the two cannot be taken for each other.
func palette(color bool) painter {
	if !color {
		return func(_ Verdict, text string) string { return text }
	}
	codes := map[Verdict]string{
		Violates: "1;31", Unexpected: "1;33", Diverges: "35", Inconclusive: "36", Confirmed: "1;32", Rehearsed: "1;34", NotRun: "2",
		bold: "1", faint: "2",
	}
	return func(v Verdict, text string) string { return "\x1b[" + codes[v] + "m" + text + "\x1b[0m" }
}

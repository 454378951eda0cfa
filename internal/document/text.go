package document

import (
	"regexp"
	"strings"
	"unicode"
)

// cleaned is a page without invisible differences between browsers and editors: every blank is a space, every line ends
// with LF, quotes are straight, and invisible characters are removed.
func cleaned(data string) string {
	var out strings.Builder
	var last rune
	for _, r := range data {
		before := last
		last = r
		switch {
		case r == '\n' && before == '\r', unicode.Is(unicode.Cf, r):
			continue
		case r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			r = '\n'
		case r != '\n' && r != '\t' && unicode.IsSpace(r):
			r = ' '
		}
		out.WriteRune(r)
	}
	return straightQuotes.Replace(out.String())
}

var (
	straightQuotes = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "″", `"`, "‘", "'", "’", "'", "′", "'")
	bold           = regexp.MustCompile(`\*\*([A-Za-z0-9(][^*\n]*)\*\*`)
	boldStar       = strings.NewReplacer("(*****)", "(*)")
	escapedMarks   = strings.NewReplacer(`\*`, "*", `\_`, "_")
)

// withoutMarks takes out what is left of Markdown in a page that was copied rather than saved. Asterisks of a masked
// id stay: no word stands between them.
func withoutMarks(text string) string {
	return bold.ReplaceAllString(boldStar.Replace(escapedMarks.Replace(text)), "$1")
}

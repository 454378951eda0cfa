package reports

import (
	"strings"
	"unicode"
)

// mdBytes is how much of a text from outside one place of a Markdown file holds.
const mdBytes = 200

// md is text that Markdown shows as it is: on one line, not too long, with everything escaped that would make it
// a heading, a link, a table cell or markup.
func md(s string) string {
	var out strings.Builder
	for _, r := range clipped(s) {
		switch {
		case r == '<':
			out.WriteString("&lt;")
		case r == '&':
			out.WriteString("&amp;")
		case strings.ContainsRune("\\`*_{}[]()#+!|~>@$", r) && r < unicode.MaxASCII:
			out.WriteByte('\\')
			out.WriteRune(r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// code is text in a code span. The fence is longer than any run of backquotes inside, and a vertical bar is
// escaped because it would end a table cell even here.
func code(s string) string {
	s = strings.ReplaceAll(clipped(s), "|", `\|`)
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if len(fence) > 1 || s == "" {
		s = " " + s + " "
	}
	return fence + s + fence
}

func italic(s string) string {
	if s = md(strings.TrimSpace(s)); s == "" {
		return ""
	}
	return "_" + s + "_"
}

func clipped(s string) string {
	kept, left := clip(line(s), mdBytes)
	if left > 0 {
		kept += "…"
	}
	return kept
}

package reports

import (
	"strings"
	"unicode"
)

// mdLength is how much of a text from outside one place of a Markdown file holds.
const mdLength = 200

// md is text that Markdown shows as it is: on one line, not too long, with everything escaped that would make it
// a heading, a link, a table cell or markup.
func md(s string) string { return escaped(cut(line(s), mdLength)) }

// mdAll is such text at a length at which no cause is cut.
func mdAll(s string) string {
	return escaped(cut(line(s), 10*mdLength))
}

func escaped(s string) string {
	var out strings.Builder
	for _, r := range s {
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

// code is text in a code span. Text that would end a span or a table cell, or that a careless renderer would take
// for markup, is written as an element with entities instead.
func code(s string) string {
	s = cut(line(s), mdLength)
	if s != "" && !strings.ContainsAny(s, "`<>&|") {
		return "`" + s + "`"
	}
	return "<code>" + strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "|", "&#124;", "`", "&#96;", "*", "&#42;", "_", "&#95;", "[", "&#91;").Replace(s) + "</code>"
}

func italic(s string) string {
	if s = md(strings.TrimSpace(s)); s == "" {
		return ""
	}
	return "_" + s + "_"
}

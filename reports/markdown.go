package reports

import (
	"strings"
	"unicode"
)

// mdLength is the longest text from outside in a Markdown file, in characters.
const mdLength = 200

// md is text that Markdown shows unchanged: on one line, at most mdLength characters, with all markup escaped.
func md(s string) string { return escaped(cut(line(s), mdLength)) }

// mdAll is md with ten times the length, for reasons and the headline, which should not be cut.
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

// code is text in a code span, or, if it has characters that end a span or a table cell or that some renderers take for
// markup, in a code element with entities.
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

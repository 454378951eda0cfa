package reports

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is bytes from the wire as text for Exchange.Body: bytes that are not UTF-8 become \xNN, nothing else is changed.
func Text(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var out strings.Builder
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			fmt.Fprintf(&out, `\x%02x`, b[0])
		} else {
			out.Write(b[:size])
		}
		b = b[size:]
	}
	return out.String()
}

// sanitize makes text from a server safe to show: control, bidirectional and invisible characters become visible escapes. Line
// breaks and tabs stay.
func sanitize(s string) string {
	if isPlain(s) || !strings.ContainsFunc(s, unsafeRune) && utf8.ValidString(s) {
		return s
	}
	var out strings.Builder
	for _, r := range Text([]byte(s)) {
		switch {
		case !unsafeRune(r):
			out.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&out, `\x%02x`, r)
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	return out.String()
}

// line is sanitized text on one line, with spaces for line breaks.
func line(s string) string {
	if !strings.ContainsAny(s, "\n\t") {
		return sanitize(s)
	}
	return strings.Join(strings.Fields(sanitize(s)), " ")
}

// unsafeRune reports whether a character is invisible: a control, a format character such as a bidi override or a soft hyphen,
// or a private or non-character.
func unsafeRune(r rune) bool {
	if r == '\n' || r == '\t' || r >= ' ' && r < 0x7f {
		return false
	}
	nonCharacter := r&0xfffe == 0xfffe // not allowed in XML
	return nonCharacter || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) || unicode.Is(unicode.Co, r)
}

// isPlain reports whether a text is printable ASCII, as nearly all texts are; it saves the slower checks.
func isPlain[T string | []byte](s T) bool {
	for i := range len(s) {
		if c := s[i]; (c < ' ' || c >= 0x7f) && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}

// clip keeps the first bytes of s, cut between characters, and says how many are left out.
func clip(s string, bytes int) (kept string, left int) {
	if len(s) <= bytes {
		return s, 0
	}
	for bytes > 0 && !utf8.RuneStart(s[bytes]) {
		bytes--
	}
	return s[:bytes], len(s) - bytes
}

// cut keeps the first columns of a line. Characters count as one column each.
func cut(s string, columns int) string {
	if columns < 1 || utf8.RuneCountInString(s) <= columns {
		return s
	}
	return string([]rune(s)[:columns-1]) + "…"
}

// thousands writes n with separators: 1,048,576.
func thousands(n int) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// plural is "1 call" or "7 calls".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return thousands(n) + " " + noun + "s"
}

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

package reports

import (
	"html/template"
	"strings"
)

func pageFuncs() template.FuncMap {
	return template.FuncMap{
		"plain": plain, "seen": plain, "soft": soft, "class": func(v Verdict) string { return strings.ReplaceAll(string(v), " ", "-") },
		"odd": func(i int) bool { return i%2 == 1 }, "plural": plural, "thousands": thousands, "needs": needs, "anchor": ref, "link": link,
		"briefly": briefly, "capital": capital, "took": took, "headers": harHeaders, "operation": operationOf,
	}
}

// plain is text for the content of an element, and only for that: quotes are not escaped, because JSON is full of them and the
// page would be half as large again. The text is sanitized.
func plain(s string) template.HTML { return template.HTML(escapeHTML(sanitize(s))) }

func escapeHTML(s string) string { return escapeSigns.Replace(s) }

var escapeSigns = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;") // expensive to make

// longWord is how many characters of a word stay together on a narrow screen; a word of a code or an id ends sooner, at a
// dot, a slash, or a capital behind a small letter.
const longWord = 24

// soft is plain text in which long words may be broken: after a dot or slash, before a capital, or else after longWord
// characters.
func soft(s string) template.HTML {
	var out strings.Builder
	word, last := 0, ' '
	long := false
	for _, w := range strings.Fields(s) {
		long = long || len(w) > longWord
	}
	if !long {
		return plain(s)
	}
	for _, r := range sanitize(s) {
		breaks := strings.ContainsRune("./_:,@", last) && !digit(r) || lower(last) && upper(r)
		if strings.ContainsRune(" \n\t-", r) {
			word = 0 // here it may break already
		} else if word >= 6 && breaks || word >= longWord {
			out.WriteString("<wbr>")
			word = 0
		}
		out.WriteString(escapeHTML(string(r)))
		word, last = word+1, r
	}
	return template.HTML(out.String())
}

func lower(r rune) bool { return r >= 'a' && r <= 'z' }
func upper(r rune) bool { return r >= 'A' && r <= 'Z' }
func digit(r rune) bool { return r >= '0' && r <= '9' }

// ref is an anchor that needs no escaping in a URL or an element: the id of a rule or scenario with underscores for blanks and
// signs.
func ref(s string) string {
	var out strings.Builder
	for _, r := range s {
		switch {
		case lower(r), upper(r), digit(r), r == '.', r == '-', r == '/':
			out.WriteRune(r)
		case !strings.HasSuffix(out.String(), "_"):
			out.WriteByte('_')
		}
	}
	kept, _ := clip(strings.Trim(out.String(), "_"), 160)
	return kept
}

// link leads to an element. Its id comes from ref, in which nothing has to be escaped.
func link(id string, below ...string) template.URL {
	return template.URL("#" + id + strings.Join(below, ""))
}

// needs says what it takes to try a rule against the service, or nothing when it takes nothing.
func needs(r *Rule) string {
	if r.Live == "" || r.Live == "free" {
		return ""
	}
	return r.Live
}

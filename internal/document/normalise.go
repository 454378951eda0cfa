package document

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"strings"
	"unicode"
)

// HashOf is the hash of a statement in the ledger and the lock: the first twelve hexadecimal digits of the SHA-256 of its
// normalised text. Statements that differ only in white space, quotes, dashes, bold marks or masked ids have the same hash,
// and so have samples that differ only in the layout of their JSON.
func HashOf(text string) string {
	sum := sha256.Sum256([]byte(normalise(text)))
	return hex.EncodeToString(sum[:6])
}

// collapseSpace makes every run of white space one blank and removes invisible characters.
func collapseSpace(text string) string {
	visible := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(visible), " ")
}

func normalise(text string) string {
	text = collapseSpace(text)
	var compact bytes.Buffer
	if strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") {
		if json.Compact(&compact, []byte(text)) == nil {
			text = compact.String()
		}
	}
	text = typography.Replace(text)
	text = bold.ReplaceAllString(text, "$1")
	text = octets.ReplaceAllString(text, "$1.**.**")
	return masked.ReplaceAllStringFunc(text, maskedID)
}

var (
	// typography replaces what editors and browsers write differently: quotes, dashes, full-width signs.
	typography = strings.NewReplacer(
		"“", `"`, "”", `"`, "„", `"`, "″", `"`, "‘", "'", "’", "'", "′", "'", "`", "'",
		"‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "−", "-",
		"…", "...", "：", ":", "（", "(", "）", ")", "，", ",")
	// octets are an address whose last two numbers are masked, by however many signs.
	octets = regexp.MustCompile(`(\d{1,3}\.\d{1,3})\.\*+\.\*+`)
	// masked is an id of which the vendor shows only a part: rsp-cige6******, i-xxxxxxxxx, 192.XX.XX.11.
	masked   = regexp.MustCompile(`[A-Za-z0-9-]*(?:\*{2,}|x{4,}|\bX{2,}\b)[A-Za-z0-9*-]*`)
	idPrefix = regexp.MustCompile(`^[a-z]{1,6}-`)
)

// maskedID keeps the prefix, which tells what the id is of; the rest of a masked id says nothing.
func maskedID(id string) string { return idPrefix.FindString(id) + "…" }

// wordsOf hashes each word of a text to two hexadecimal digits. The hashes show how much of a sentence stayed when it
// was edited; with so few digits a word, it cannot be read back.
func wordsOf(text string) string {
	var out strings.Builder
	words := strings.FieldsFunc(strings.ToLower(normalise(text)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		if i == 64 {
			break
		}
		sum := sha256.Sum256([]byte(w))
		out.WriteString(hex.EncodeToString(sum[:1]))
	}
	return out.String()
}

// similarity is how much two statements share, from 0 to 1, by the hashes of their words: twice the words in common,
// whatever their order, over all words.
func similarity(a, b string) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	count := map[string]int{}
	for ; len(a) >= 2; a = a[2:] {
		count[a[:2]]++
	}
	all, common := 0, 0
	for _, n := range count {
		all += n
	}
	for ; len(b) >= 2; b = b[2:] {
		all++
		if count[b[:2]] > 0 {
			count[b[:2]]--
			common++
		}
	}
	return 2 * float64(common) / float64(all)
}

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

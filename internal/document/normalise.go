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

// HashOf is the hash by which the ledger and the lock know a statement: the first twelve hexadecimal digits of
// the SHA-256 of its folded text. Two statements have one hash when only white space, quotes, dashes, bold
// marks or masked ids differ; two samples also when only the layout of their JSON differs.
func HashOf(text string) string {
	sum := sha256.Sum256([]byte(normalise(text)))
	return hex.EncodeToString(sum[:6])
}

// foldSpace makes every run of white space one blank and drops characters that take no room.
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
	return masked.ReplaceAllStringFunc(text, maskedID)
}

var (
	// typography folds what an editor or a browser chooses: quotes, dashes, and signs of full width.
	typography = strings.NewReplacer(
		"“", `"`, "”", `"`, "„", `"`, "″", `"`, "‘", "'", "’", "'", "′", "'", "`", "'",
		"‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "−", "-",
		"…", "...", "：", ":", "（", "(", "）", ")", "，", ",")
	bold = regexp.MustCompile(`\*\*([A-Za-z0-9][^*]*)\*\*`)
	// masked is an id of which the vendor shows only a part: rsp-cige6******, i-xxxxxxxxx, 192.XX.XX.11.
	masked   = regexp.MustCompile(`[A-Za-z0-9-]*(?:\*{2,}|x{4,}|\bX{2,}\b)[A-Za-z0-9*-]*`)
	idPrefix = regexp.MustCompile(`^[a-z]{1,6}-`)
)

// maskedID keeps the prefix, which tells what the id is of; the rest of a masked id says nothing.
func maskedID(id string) string { return idPrefix.FindString(id) + "…" }

// wordsOf hashes each word of a text to two hexadecimal digits. The sequence shows how much of a sentence stayed
// when it was edited; with so few digits a word, it cannot be read back.
func wordsOf(text string) string {
	var out strings.Builder
	for i, w := range wordList(text) {
		if i == 64 {
			break
		}
		sum := sha256.Sum256([]byte(w))
		out.WriteString(hex.EncodeToString(sum[:1]))
	}
	return out.String()
}

func wordList(text string) []string {
	return strings.FieldsFunc(strings.ToLower(normalise(text)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

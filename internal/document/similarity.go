package document

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
)

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

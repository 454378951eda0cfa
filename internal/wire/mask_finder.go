package wire

import "strings"

// finder tells quickly that none of some words stands in a text, capitals or not. Most texts hold nothing to mask, and
// an expression is slow to say so.
type finder struct {
	pairs [1 << 16 / 64]uint64 // which two letters begin a word
	words map[uint16][]string  // by the two letters that they begin with
}

func newFinder(words ...string) *finder {
	f := &finder{words: map[uint16][]string{}}
	for _, word := range words {
		f.add(word)
	}
	return f
}

// add adds a word of two letters or more.
func (f *finder) add(word string) {
	pair := pairOf(word[0], word[1])
	f.pairs[pair>>6] |= 1 << (pair & 63)
	f.words[pair] = append(f.words[pair], word)
}

// in reports whether any of the words stands in a text.
func (f *finder) in(s string) bool {
	for i := 0; i+1 < len(s); i++ {
		pair := pairOf(s[i], s[i+1])
		if f.pairs[pair>>6]&(1<<(pair&63)) == 0 {
			continue
		}
		for _, word := range f.words[pair] {
			if begins(s[i:], word) {
				return true
			}
		}
	}
	return false
}

func begins(s, word string) bool {
	if len(s) < len(word) {
		return false
	}
	for i := range len(word) {
		if small(s[i]) != small(word[i]) {
			return false
		}
	}
	return true
}

func pairOf(a, b byte) uint16 { return uint16(small(a))<<8 | uint16(small(b)) }

func small(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// hints are what every secret has beside it, or in it, that is recognised by its name or its shape: where none of them
// stands, there is nothing to mask. "\\u00" may write any letter of them.
var hints = newFinder(
	"access", "token", "sign", "credential", "canonical", "authprincipal", "encodeddiagnostic", // names
	"ltai", "sts.", "bearer", "eyj", // shapes
	`\u00`,
)

// hinted reports whether a text may hold a secret that nobody told us of.
func hinted(s string) bool {
	return hints.in(s) || tokenShaped(s) || strings.Contains(s, "@") && strings.Contains(s, "://")
}

// tokenShaped reports whether a security token may begin in a text: CA, a letter, S.
func tokenShaped(s string) bool {
	for i := 0; i+3 < len(s); i++ {
		if s[i] == 'C' && s[i+1] == 'A' && s[i+3] == 'S' {
			return true
		}
	}
	return false
}

package wire

import (
	"slices"
	"strings"
)

// hints are texts of which at least one is in or beside every secret that is recognised by its name or shape. A text without
// any of them has nothing to mask, which this finds out faster than the expressions. "\\u00" is among them because it can write
// any letter of the others, "@" because of user names in URLs.
var hints = []string{
	"access", "token", "sign", "credential", "canonical", "authprincipal", "encodeddiagnostic", // names
	"ltai", "sts.", "bearer", "eyj", // shapes
	`\u00`, "@",
}

// mayHoldSecret reports whether a text may have something to mask.
func (m *Masker) mayHoldSecret(s string) bool {
	small := strings.ToLower(s)
	within := func(word string) bool { return strings.Contains(small, word) }
	return slices.ContainsFunc(hints, within) || tokenShaped(s) || slices.ContainsFunc(m.secrets, func(k *known) bool { return k.in(s, small) })
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

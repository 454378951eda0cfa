package wire

import (
	"slices"
	"strings"
)

// hints are what every secret has beside it, or in it, that is recognised by its name or its shape: where none of them
// stands, there is nothing to mask, which is quickly seen, and an expression is slow to say so. "\\u00" may write any letter of
// them; "@" may stand behind who calls in a URL.
var hints = []string{
	"access", "token", "sign", "credential", "canonical", "authprincipal", "encodeddiagnostic", // names
	"ltai", "sts.", "bearer", "eyj", // shapes
	`\u00`, "@",
}

// mayHoldSecret reports whether there may be anything to mask in a text.
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

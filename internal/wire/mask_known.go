package wire

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// known is a secret whose value is known, with what finds its encodings.
type known struct {
	secret string
	probe  string         // its longest run of letters and digits in small letters, which escaping does not change
	coded  []string       // its encodings as a whole, such as base64
	any    *regexp.Regexp // matches all escapings of its characters; made when first needed
}

func newKnown(secret string) *known {
	k := &known{secret: secret, coded: coded(secret)}
	for _, run := range strings.FieldsFunc(strings.ToLower(secret), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(run) > len(k.probe) {
			k.probe = run
		}
	}
	return k
}

// in reports whether a text may hold the secret; small is the text in small letters.
func (k *known) in(s, small string) bool {
	return strings.Contains(small, k.probe) || slices.ContainsFunc(k.coded, func(text string) bool { return strings.Contains(s, text) })
}

// replace replaces the secret in a text by what by returns; by is called only if it is there.
func (k *known) replace(s string, by func() string) string {
	if len(s) < len(k.secret) {
		return s
	}
	for _, text := range k.coded {
		if strings.Contains(s, text) {
			s = strings.ReplaceAll(s, text, by())
		}
	}
	if !strings.Contains(strings.ToLower(s), k.probe) {
		return s
	}
	if k.any == nil {
		k.any = writings(k.secret)
	}
	return k.any.ReplaceAllStringFunc(s, func(string) string { return by() })
}

// writings matches a secret in any case, whose signs may be plain, after backslashes, as JSON escapes (also of quoted JSON),
// percent-encoded (once or more often) or HTML entities.
func writings(secret string) *regexp.Regexp {
	entities := map[rune]string{'&': "|&amp;", '<': "|&lt;", '>': "|&gt;", '"': "|&quot;", '\'': "|&apos;"}
	var b strings.Builder
	b.WriteString("(?i)")
	for _, c := range secret {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			b.WriteRune(c)
			continue
		}
		fmt.Fprintf(&b, `(?:\\*%s|\\+u%04x|%%(?:25)*%02x|&#0*%d;|&#x0*%x;%s)`, regexp.QuoteMeta(string(c)), c, c, c, c, entities[c])
	}
	return regexp.MustCompile(b.String())
}

// coded are a secret in hexadecimal, and its part of base64 text at each of the three possible offsets.
func coded(secret string) []string {
	small := hex.EncodeToString([]byte(secret))
	out := []string{small, strings.ToUpper(small)}
	for before := range 3 { // bytes of another text that share a letter with the secret's own
		text := base64.RawStdEncoding.EncodeToString(append(make([]byte, before), secret...))
		own := text[(before*8+5)/6 : (before+len(secret))*8/6]
		out = append(out, own, strings.NewReplacer("+", "-", "/", "_").Replace(own))
	}
	return out
}

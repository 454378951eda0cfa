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

// known is a secret whose value is known, and how to find it however it is written.
type known struct {
	secret string
	probe  string         // its longest run of letters and digits, small: no writing changes more of it than its case
	coded  []string       // the texts that carry it where it is coded as a whole
	any    *regexp.Regexp // all writings that go letter by letter; made when it is first needed
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

// replace puts in place of the secret what by returns; by is not called where the secret is not.
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

// writings finds a secret in capitals or small letters whose signs are written as they are, behind backslashes, as JSON
// escapes (once or in JSON that is quoted), in percents (once or more often) or as HTML entities.
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

// coded are the texts that carry a secret in hexadecimal, or anywhere within base64.
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

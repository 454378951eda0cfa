// Package secrets looks at bytes that are about to leave the process (a report, a capture, a log) and refuses those
// that hold a secret. It is the second lock: it shares no code and no list with the masking in package wire, so
// that what one overlooks the other finds.
package secrets

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// LeakError says that bytes hold a secret. It never holds the secret itself.
type LeakError struct {
	What   string // what kind of secret: "a secret of this run", "an access key id" …
	Form   string // how it is written: "as it is", "in base64" …; empty for a secret found by its shape
	Offset int    // of the first byte
}

// Error says what was found and where, not the thing itself.
func (e *LeakError) Error() string {
	if e.Form == "" {
		return fmt.Sprintf("%s stands at byte %d", e.What, e.Offset)
	}
	return fmt.Sprintf("%s stands at byte %d, written %s", e.What, e.Offset, e.Form)
}

// Shortest is the length in bytes from which a secret is searched for: a shorter one would be found in any text.
const Shortest = 8

// Check returns nil when data holds none of the secrets, as they are, in base64 or in percents, and nothing of the shape
// of a key; *LeakError otherwise. Secrets shorter than 8 bytes are not searched for.
func Check(data []byte, secrets ...string) error {
	var begins [1 << 16]bool // by two bytes: one look at megabytes of report, not one for each of a hundred texts
	var texts []form
	for _, s := range secrets {
		if len(s) >= Shortest {
			texts = append(texts, forms(s)...)
		}
	}
	for _, f := range texts {
		begins[pair(f.text)] = true
	}
	for _, s := range shapes {
		begins[pair(s.begins)] = true
	}
	var shaped error
	for at := 0; at+1 < len(data); at++ {
		if !begins[pair(data[at:])] {
			continue
		}
		for _, f := range texts {
			if f.text[0] == data[at] && bytes.HasPrefix(data[at:], []byte(f.text)) {
				return &LeakError{What: "a secret of this run", Form: f.name, Offset: at}
			}
		}
		for _, s := range shapes {
			if shaped == nil && s.begins[0] == data[at] && s.stands(data, at) {
				shaped = &LeakError{What: s.what, Offset: at}
			}
		}
	}
	return shaped
}

func pair[T string | []byte](of T) int { return int(of[0])<<8 | int(of[1]) }

type form struct{ name, text string }

// forms are the texts that carry a secret. Its longest run of letters and digits finds it where a program wrote the
// signs between as it had to: behind backslashes, as entities, in percents twice.
func forms(secret string) []form {
	out := []form{{"as it is", secret}}
	if escaped := url.QueryEscape(secret); escaped != secret {
		out = append(out, form{"in percents", escaped}, form{"in percents", lowerPercents(escaped)})
	}
	if run := longestRun(secret); len(run) >= 16 && run != secret {
		out = append(out, form{"in part", run})
	}
	return append(out, base64Forms(secret)...)
}

// lowerPercents writes the digits of percents small.
func lowerPercents(s string) string {
	parts := strings.Split(s, "%")
	for i := 1; i < len(parts); i++ {
		parts[i] = strings.ToLower(parts[i][:2]) + parts[i][2:]
	}
	return strings.Join(parts, "%")
}

func longestRun(s string) string {
	longest := ""
	for _, run := range strings.FieldsFunc(s, func(r rune) bool { return r > 0x7f || !letterOrDigit(byte(r)) }) {
		if len(run) > len(longest) {
			longest = run
		}
	}
	return longest
}

// base64Forms are the three ways in which a secret can lie in a longer base64 text, without the letters that its
// neighbours take part in.
func base64Forms(secret string) []form {
	var out []form
	for shift := range 3 {
		text := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("\x00", shift) + secret))
		part := text[(shift*8+5)/6 : (shift+len(secret))*8/6]
		out = append(out, form{"in base64", part}, form{"in base64", strings.NewReplacer("+", "-", "/", "_").Replace(part)})
	}
	return out
}

// shape recognises a key that nobody told us of. A regular expression that may begin anywhere is slow on megabytes of
// report, so the place is found by how the key begins, and the expression is tried only there.
type shape struct {
	what    string
	begins  string
	pattern *regexp.Regexp // from the beginning on
}

// window is how many bytes of a key are looked at; every pattern is decided well within.
const window = 512

var shapes = []shape{
	{"an access key id", "LTAI", regexp.MustCompile(`^LTAI[0-9A-Za-z]{12,}`)},
	{"a temporary access key id", "STS.", regexp.MustCompile(`^STS\.[0-9A-Za-z]{16,}`)},
	{"a security token", "CA", regexp.MustCompile(`^CA[A-Z]S[0-9A-Za-z+/]{60,}`)},
	{"an Authorization header", "ACS3-", regexp.MustCompile(`^ACS3-[A-Z0-9-]+ +Credential=[^<\s]`)},
	{"a bearer token", "earer ", regexp.MustCompile(`^earer +[0-9A-Za-z._~+/-]{20,}`)},
	{"a web token", "eyJ", regexp.MustCompile(`^eyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}`)},
	{"a name or password in a URL", "//", regexp.MustCompile(`^//[^/\s"'<>@&]+@[0-9A-Za-z]`)},
	{"a private key", "-----BEGIN ", regexp.MustCompile(`^-----BEGIN [A-Z ]*PRIVATE KEY-----`)},
}

// stands reports whether a key of the shape begins at a place.
func (s shape) stands(data []byte, at int) bool {
	alone := at == 0 || s.begins == "earer " || !letterOrDigit(data[at-1])
	return alone && bytes.HasPrefix(data[at:], []byte(s.begins)) && s.pattern.Match(data[at:min(at+window, len(data))])
}

func letterOrDigit(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

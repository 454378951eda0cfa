package secrets

import (
	"bytes"
	"regexp"
)

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

// find returns the place of the first key of the shape, or -1.
func (s shape) find(data []byte) int {
	for from := 0; ; {
		i := bytes.Index(data[from:], []byte(s.begins))
		if i < 0 {
			return -1
		}
		at := from + i
		alone := at == 0 || s.begins == "earer " || !letterOrDigit(data[at-1])
		if alone && s.pattern.Match(data[at:min(at+window, len(data))]) {
			return at
		}
		from = at + 1
	}
}

func letterOrDigit(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

package guard

import (
	"bytes"
	"regexp"
)

// shape recognises a credential that nobody told us of. A regular expression that may begin anywhere is slow on
// megabytes of report, so the place is found by how the credential begins and the expression is tried only there.
type shape struct {
	what    string
	begins  string         // lower case when fold is set
	fold    bool           // capitals and small letters are the same
	pattern *regexp.Regexp // from the beginning on
}

// window is how many bytes of a credential are looked at; every pattern is decided well within.
const window = 512

var shapes = []shape{
	{"an access key id", "LTAI", false, regexp.MustCompile(`^LTAI[0-9A-Za-z]{12,}`)},
	{"a temporary access key id", "STS.", false, regexp.MustCompile(`^STS\.[0-9A-Za-z]{16,}`)},
	{"a security token", "CA", false, regexp.MustCompile(`^CA[A-Z]S[0-9A-Za-z+/]{60,}`)},
	{"a signature", "signature", true, regexp.MustCompile(`(?i)^Signature(?:=|"\s*[:,]\s*(?:"value"\s*:\s*)?\[?\s*"|%3D|%253D|\\u003d|&#61;)[0-9A-Za-z+/%]{24,}`)},
	{"an Authorization header", "acs3-", true, regexp.MustCompile(`(?i)^ACS3-[A-Z0-9-]+ +Credential=[^<\s]`)},
	{"a bearer token", "bearer ", true, regexp.MustCompile(`(?i)^Bearer +[0-9A-Za-z._~+/-]{20,}`)},
	{"a web token", "eyJ", false, regexp.MustCompile(`^eyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}`)},
	{"a private key", "-----BEGIN ", false, regexp.MustCompile(`^-----BEGIN [A-Z ]*PRIVATE KEY-----`)},
}

// find returns the place of the first credential of the shape, or -1. lower is data in small letters.
func (s *shape) find(data, lower []byte) int {
	in := data
	if s.fold {
		in = lower
	}
	for from := 0; ; {
		i := bytes.Index(in[from:], []byte(s.begins))
		if i < 0 {
			return -1
		}
		at := from + i
		alone := at == 0 || !letterOrDigit(data[at-1])
		if alone && s.pattern.Match(data[at:min(at+window, len(data))]) {
			return at
		}
		from = at + 1
	}
}

// lowered is data with the letters A to Z made small. Other bytes stay, so that places are the same in both.
func lowered(data []byte) []byte {
	out := bytes.Clone(data)
	for i, c := range out {
		if 'A' <= c && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return out
}

func letterOrDigit(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

package guard

import (
	"bytes"
	"regexp"
)

// shape recognises a credential that nobody told us of. A regular expression that may begin anywhere is slow on
// megabytes of report, so the place is found by how the credential begins and the expression is tried only there.
type shape struct {
	what    string
	begins  string         // small letters when fold is set
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
	{"a diagnostic message", "encodeddiagnosticmessage", true, regexp.MustCompile(`(?i)^EncodedDiagnosticMessage(?:=|\\*"\s*:\s*\\*"|>|%3D|&#34;\s*:\s*&#34;)[0-9A-Za-z+/%=-]{8,}`)},
	{"a name or password in a URL", "//", false, regexp.MustCompile(`^//[^/\s"'<>@&]+@[0-9A-Za-z]`)},
	{"a private key", "-----BEGIN ", false, regexp.MustCompile(`^-----BEGIN [A-Z ]*PRIVATE KEY-----`)},
}

// find returns the place of the first credential of the shape, or -1.
func (s *shape) find(data []byte) int {
	for from := 0; ; {
		i := s.next(data[from:])
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

// next is the place of the next beginning, or -1. Where capitals do not count, it looks at a small copy of one chunk
// after the other: a copy of the whole would be as large as the report.
func (s *shape) next(data []byte) int {
	if !s.fold {
		return bytes.Index(data, []byte(s.begins))
	}
	small := make([]byte, 0, min(chunk, len(data))+len(s.begins))
	for from := 0; from < len(data); from += chunk {
		small = lowered(small[:0], data[from:min(from+chunk+len(s.begins)-1, len(data))])
		if i := bytes.Index(small, []byte(s.begins)); i >= 0 {
			return from + i
		}
	}
	return -1
}

// lowered appends data to out with the letters A to Z made small. Other bytes stay, so that places are the same.
func lowered(out, data []byte) []byte {
	for _, c := range data {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		out = append(out, c)
	}
	return out
}

func letterOrDigit(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

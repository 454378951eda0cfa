package wire

import (
	"cmp"
	"regexp"
	"strings"
)

var (
	// echo matches the string to sign in the service's and the mock's message of a mismatch, up to its end.
	echo = regexp.MustCompile(`(?is)(` + wasSigned + `)(?:[^\s<:\[]|\[[^<]).*`)
	// bracketed matches it between brackets.
	bracketed = regexp.MustCompile(`(?is)(` + wasSigned + `)\[[^\]]+\]`)
	// named matches a secret after its name in free text or a URL: plain, percent-encoded once or twice, or as a header, an
	// environment variable or a map is printed.
	named = regexp.MustCompile(`(?i)(^|[^<0-9A-Za-z]|%26|%2526)(?:(` + keys + `)(\s*[=:]\s*[\["']*|%3D|%253D)|(Signature|SignatureNonce|Credential)(\s*=\s*["']*|%3D|%253D))([^&,;"'\s<>\[\]})]+)`)
	// next matches the start of the next parameter in a URL that is percent-encoded as a whole.
	next = regexp.MustCompile(`%26|%2526`)
	// member matches a secret member of JSON within a text, with escaped quotes or not.
	member = regexp.MustCompile(`(?i)(\\*"(` + members + `)\\*"\s*:\s*\[?\s*\\*")([^"\\]+)`)
	// element matches a secret element of XML, complete or cut off.
	element = regexp.MustCompile(`(?i)(<(` + members + `)(?:\s[^<>]*)?>)([^<>]+)`)
	// userinfo matches the user and password in a URL.
	userinfo = regexp.MustCompile(`(://)([^/\s"'<>@]+)@`)
	// shaped matches credentials by their shape.
	shaped = regexp.MustCompile(`\bLTAI[0-9A-Za-z]{12,}|\bSTS\.[0-9A-Za-z]{16,}|\bCA[A-Z]S[0-9A-Za-z+/=]{60,}|(?i:\bBearer +)[0-9A-Za-z._~+/=-]{20,}|\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_.-]{10,}`)
)

// StringToSign is the placeholder for a string to sign.
const StringToSign = "<StringToSign>"

const (
	wasSigned = `(?:string[ _-]?to[ _-]?sign|canonical[ _-]?(?:request|string))\s*(?:is\s*:?|:|=)\s*`
	keys      = `Access[_-]?Key[_-]?Id|Access[_-]?Key[_-]?Secret|(?:Security|Sts|Bearer|Oidc)[_-]?Token`
	members   = keys + `|Signature|SignatureNonce|AuthPrincipalDisplayName|AuthPrincipalOwnerId|EncodedDiagnosticMessage`
)

// Text returns a text without secrets: the values that the Masker knows, whatever follows "string to sign is", values after the
// name of a secret parameter, member or element, users in URLs, and credentials recognised by their shape.
func (m *Masker) Text(s string) string {
	if !m.mayHoldSecret(s) {
		return s
	}
	for _, k := range m.secrets {
		s = k.replace(s, func() string { return m.placeholder("Secret", k.secret) })
	}
	if strings.ContainsAny(s, "=: %") {
		s = bracketed.ReplaceAllString(s, "${1}["+StringToSign+"]")
		s = echo.ReplaceAllString(s, "${1}"+StringToSign)
		s = m.replace(s, named, m.behindItsName)
	}
	if strings.ContainsAny(s, `"<`) {
		inside := func(p []string) string { return p[1] + m.placeholder(secretParameter(p[2]), p[3]) }
		s = m.replace(m.replace(s, member, inside), element, inside)
	}
	if strings.Contains(s, "@") {
		s = m.replace(s, userinfo, func(p []string) string { return p[1] + m.placeholder("Userinfo", p[2]) + "@" })
	}
	if len(s) < shortest {
		return s
	}
	return m.replace(s, shaped, func(p []string) string { return m.placeholder("Secret", p[0]) })
}

// shortest is the length in bytes of the shortest credential that is recognised by its shape.
const shortest = 16

func (m *Masker) behindItsName(p []string) string {
	name, between, value, rest := p[2]+p[4], p[3]+p[5], p[6], ""
	if at := next.FindStringIndex(value); at != nil {
		value, rest = value[:at[0]], m.replace(value[at[0]:], named, m.behindItsName)
	}
	return p[1] + name + between + m.placeholder(cmp.Or(secretParameter(name), "AccessKeyId"), value) + rest
}

// replace replaces each match by what by returns for its groups.
func (m *Masker) replace(s string, pattern *regexp.Regexp, by func(groups []string) string) string {
	return pattern.ReplaceAllStringFunc(s, func(found string) string { return by(pattern.FindStringSubmatch(found)) })
}

// Scrub is Masker.Text with a new Masker, for errors on a console or in a log.
func Scrub(s string, secrets ...string) string {
	if s == "" {
		return ""
	}
	return NewMasker(secrets...).Text(s)
}

package wire

import (
	"cmp"
	"regexp"
	"strings"
)

var (
	// echo is how the service, and this project's mock, repeat what was signed in the message of a mismatch.
	echo = regexp.MustCompile(`(?is)(` + wasSigned + `)(?:[^\s<:\[]|\[[^<]).*`)
	// bracketed is the same between brackets, whose end is known: what follows it stays.
	bracketed = regexp.MustCompile(`(?is)(` + wasSigned + `)\[[^\]]+\]`)
	// named is a secret after its name in free text, a URL included: plain, percent-encoded once or twice, or as a header,
	// a variable of the environment or a map is printed.
	named = regexp.MustCompile(`(?i)(^|[^<0-9A-Za-z]|%26|%2526)(?:(` + keys + `)(\s*[=:]\s*[\["']*|%3D|%253D)|(Signature|SignatureNonce|Credential)(\s*=\s*["']*|%3D|%253D))([^&,;"'\s<>\[\]})]+)`)
	// next is where the next parameter begins in a URL that is percent-encoded as a whole.
	next = regexp.MustCompile(`%26|%2526`)
	// member is a secret member of JSON that is quoted in a text, its quotes escaped or not.
	member = regexp.MustCompile(`(?i)(\\*"(` + members + `)\\*"\s*:\s*\[?\s*\\*")([^"\\]+)`)
	// element is a secret element of XML, whole or cut off.
	element = regexp.MustCompile(`(?i)(<(` + members + `)(?:\s[^<>]*)?>)([^<>]+)`)
	// userinfo is who calls, with a password or without, in a URL: that of a proxy, say.
	userinfo = regexp.MustCompile(`(://)([^/\s"'<>@]+)@`)
	// shaped is a credential that is recognised without a name.
	shaped = regexp.MustCompile(`\bLTAI[0-9A-Za-z]{12,}|\bSTS\.[0-9A-Za-z]{16,}|\bCA[A-Z]S[0-9A-Za-z+/=]{60,}|(?i:\bBearer +)[0-9A-Za-z._~+/=-]{20,}|\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_.-]{10,}`)
)

// StringToSign stands for what a service repeats of what was signed.
const StringToSign = "<StringToSign>"

const (
	wasSigned = `(?:string[ _-]?to[ _-]?sign|canonical[ _-]?(?:request|string))\s*(?:is\s*:?|:|=)\s*`
	keys      = `Access[_-]?Key[_-]?Id|Access[_-]?Key[_-]?Secret|(?:Security|Sts|Bearer|Oidc)[_-]?Token`
	members   = keys + `|Signature|SignatureNonce|AuthPrincipalDisplayName|AuthPrincipalOwnerId|EncodedDiagnosticMessage`
)

// Text returns a text without secrets: the values the Masker was made with, whatever follows "string to sign is",
// secrets behind the name of their parameter, member or element, who calls in a URL, and credentials recognised by
// their shape.
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

// replace puts in place of each match what by makes of it and its groups.
func (m *Masker) replace(s string, pattern *regexp.Regexp, by func(groups []string) string) string {
	return pattern.ReplaceAllStringFunc(s, func(found string) string { return by(pattern.FindStringSubmatch(found)) })
}

// Scrub is Masker.Text for one text alone: an error that goes to a console or a log.
func Scrub(s string, secrets ...string) string {
	if s == "" {
		return ""
	}
	return NewMasker(secrets...).Text(s)
}

package wire

import (
	"net/url"
	"regexp"
	"strings"
)

var (
	// echo is how the service, and this project's mock, repeat what was signed in the message of a mismatch.
	echo = regexp.MustCompile(`(?is)(string to sign is\s*:?\s*)\S.*`)
	// named is a secret after its name in free text, a URL included: plain, percent-encoded once or twice.
	named = regexp.MustCompile(`(?i)\b(AccessKeyId|AccessKeySecret|Signature|SignatureNonce|SecurityToken|Credential)(=|%3D|%253D)([^&,;"'\s<]+?)(&|,|;|"|'|\s|%26|%2526|$)`)
	// member is a secret member of JSON that is quoted in a text, its quotes escaped or not.
	member = regexp.MustCompile(`(?i)(\\*"(AccessKeyId|AccessKeySecret|Signature|SignatureNonce|SecurityToken|StsToken|AuthPrincipalDisplayName|AuthPrincipalOwnerId|EncodedDiagnosticMessage)\\*"\s*:\s*\[?\s*\\*")([^"\\]+)`)
	// shaped is a credential that is recognised without a name.
	shaped = regexp.MustCompile(`\bLTAI[0-9A-Za-z]{12,}|\bSTS\.[0-9A-Za-z]{16,}|\bCA[A-Z]S[0-9A-Za-z+/=]{60,}|(?i:\bBearer +)[0-9A-Za-z._~+/=-]{20,}|\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_.-]{10,}`)
)

// Text returns a text without secrets: the values the Masker was made with, whatever follows "string to sign is",
// secrets behind the name of their parameter or member, and credentials recognised by their shape.
func (m *Masker) Text(s string) string {
	for _, secret := range m.secrets {
		once := url.QueryEscape(secret)
		for _, form := range []string{secret, once, url.QueryEscape(once), strings.ReplaceAll(secret, "/", `\/`)} {
			if strings.Contains(s, form) {
				s = strings.ReplaceAll(s, form, m.placeholder("Secret", secret))
			}
		}
	}
	s = echo.ReplaceAllString(s, "${1}<StringToSign>")
	s = named.ReplaceAllStringFunc(s, func(found string) string {
		p := named.FindStringSubmatch(found)
		kind := secretParameter(p[1])
		if kind == "" {
			kind = "AccessKeyId"
		}
		return p[1] + p[2] + m.placeholder(kind, p[3]) + p[4]
	})
	s = member.ReplaceAllStringFunc(s, func(found string) string {
		p := member.FindStringSubmatch(found)
		return p[1] + m.placeholder(secretParameter(p[2]), p[3])
	})
	return shaped.ReplaceAllStringFunc(s, func(found string) string { return m.placeholder("Secret", found) })
}

// Scrub is Masker.Text for one text alone: an error that goes to a console or a log.
func Scrub(s string, secrets ...string) string { return NewMasker(secrets...).Text(s) }

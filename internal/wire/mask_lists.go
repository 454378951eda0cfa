package wire

import "strings"

// requestHeaders are the headers of a request that are kept. All others are removed, because any client may put a credential
// into one.
var requestHeaders = set("Accept", "Accept-Encoding", "Content-Length", "Content-Type", "Host", "User-Agent",
	"X-Acs-Action", "X-Acs-Content-Sha256", "X-Acs-Credentials-Provider", "X-Acs-Date", "X-Acs-Signature-Nonce", "X-Acs-Version")

// answerHeaders are the headers of an answer that are kept. Location and Set-Cookie are not among them.
var answerHeaders = set("Allow", "Connection", "Content-Encoding", "Content-Length", "Content-Type", "Date", "Retry-After", "Server",
	"Transfer-Encoding", "X-Acs-Request-Id", "X-Acs-Trace-Id", "X-Ratelimit-User", "X-Ratelimit-User-Api")

func set(names ...string) map[string]bool {
	out := make(map[string]bool, len(names))
	for _, n := range names {
		out[n] = true
	}
	return out
}

// IsSecret reports whether the value of a parameter, header or member with this name is a secret.
func IsSecret(name string) bool { return secretParameter(name) != "" }

// secretParameter is the kind of placeholder for the value of a parameter, header or member; "" if it is no secret. Case, dashes,
// underscores and the prefix x-acs- do not matter.
func secretParameter(name string) string {
	plain := strings.TrimPrefix(strings.ToLower(name), "x-acs-")
	plain = strings.ReplaceAll(strings.ReplaceAll(plain, "-", ""), "_", "")
	switch plain {
	case "accesskeyid":
		return "AccessKeyId"
	case "accesskeysecret":
		return "AccessKeySecret"
	case "signature":
		return "Signature"
	case "signaturenonce":
		return "SignatureNonce"
	case "securitytoken", "ststoken", "bearertoken", "oidctoken":
		return "SecurityToken"
	case "accessdenieddetail", "encodeddiagnosticmessage", "authprincipaldisplayname", "authprincipalownerid":
		return "AccessDeniedDetail"
	}
	return ""
}

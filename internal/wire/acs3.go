package wire

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// readACS3 reads "ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…" and the headers that go with it.
func readACS3(r *Request, auth string) (*Signature, error) {
	scheme, rest, _ := strings.Cut(auth, " ")
	if scheme != ACS3 {
		return nil, incomplete("the scheme %q is not understood, %s is", scheme, ACS3)
	}
	parts := map[string]string{}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		parts[name] = value
	}
	for _, name := range []string{"Credential", "SignedHeaders", "Signature"} {
		if parts[name] == "" {
			return nil, incomplete("the Authorization header has no %s", name)
		}
	}
	names := strings.Split(parts["SignedHeaders"], ";")
	if err := allSigned(r, names); err != nil {
		return nil, err
	}
	date, err := readDate(r.Header.Get("X-Acs-Date"))
	if err != nil {
		return nil, err
	}
	return &Signature{
		Scheme:        ACS3,
		AccessKeyID:   parts["Credential"],
		SecurityToken: r.Header.Get("X-Acs-Security-Token"),
		Nonce:         r.Header.Get("X-Acs-Signature-Nonce"),
		Date:          date,
		value:         parts["Signature"],
		sign:          func(r *Request, secret string) signed { return signACS3(r, secret, names) },
	}, nil
}

// allSigned returns an error unless the headers that a verifier relies on are there and signed: others could be changed on
// the way.
func allSigned(r *Request, names []string) error {
	for _, name := range []string{"X-Acs-Date", "X-Acs-Signature-Nonce"} {
		if r.Header.Get(name) == "" {
			return incomplete("the header %s is missing", strings.ToLower(name))
		}
	}
	for name := range r.Header {
		if !strings.HasPrefix(name, "X-Acs-") {
			continue
		}
		signed := func(of string) bool {
			return len(of) == len(name) && strings.EqualFold(of, name) && strings.ToLower(of) == of
		}
		if !slices.ContainsFunc(names, signed) {
			return incomplete("the header %s is not among SignedHeaders", strings.ToLower(name))
		}
	}
	if !slices.Contains(names, "host") {
		return incomplete("the header host is not among SignedHeaders")
	}
	return nil
}

// signACS3 signs the hash of the body that arrived, not the header x-acs-content-sha256, so that a changed body does not
// verify.
func signACS3(r *Request, secret string, names []string) signed {
	canonical := make([]byte, 0, 1024)
	line := func(parts ...string) {
		for _, part := range parts {
			canonical = append(canonical, part...)
		}
		canonical = append(canonical, '\n')
	}
	line(r.Method)
	line(path(r))
	line(canonicalQuery(r.query(), ""))
	for _, name := range names {
		line(name, ":", headerValue(r, name))
	}
	line()
	line(strings.Join(names, ";"))
	canonical = append(canonical, hexSHA256(r.Body)...)
	text := ACS3 + "\n" + hexSHA256(canonical)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(text))
	return signed{stringToSign: text, canonical: canonical, value: hex.EncodeToString(mac.Sum(nil))}
}

func headerValue(r *Request, name string) string {
	if name == "host" {
		return host(r)
	}
	sent := r.Header[canonical(name)]
	if len(sent) == 1 {
		return strings.TrimSpace(sent[0])
	}
	var values []string
	for _, v := range sent {
		values = append(values, strings.TrimSpace(v))
	}
	slices.Sort(values)
	return strings.Join(values, ",")
}

// host is the host that a request is sent to. net/http's server removes the header Host, so ReadRequest puts it into the URL,
// where a client has it.
func host(r *Request) string {
	if r.URL.Host != "" {
		return r.URL.Host
	}
	return r.Header.Get("Host")
}

func path(r *Request) string {
	if p := r.URL.EscapedPath(); p != "" {
		return p
	}
	return "/"
}

func hexSHA256(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func equal(a, b string) bool { return hmac.Equal([]byte(a), []byte(b)) }

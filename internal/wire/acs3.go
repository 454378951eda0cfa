package wire

import (
	"cmp"
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
	parts := make(map[string]string, 3)
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		parts[name] = value
	}
	for _, name := range []string{"Credential", "SignedHeaders", "Signature"} {
		if parts[name] == "" {
			return nil, incomplete("the Authorization header has no %s", name)
		}
	}
	if err := allSigned(r, strings.Split(parts["SignedHeaders"], ";")); err != nil {
		return nil, err
	}
	date, err := readDate(first(r.Header, "X-Acs-Date"))
	if err != nil {
		return nil, err
	}
	return &Signature{
		Scheme:        ACS3,
		AccessKeyID:   parts["Credential"],
		SecurityToken: first(r.Header, "X-Acs-Security-Token"),
		Nonce:         first(r.Header, "X-Acs-Signature-Nonce"),
		Date:          date,
		value:         parts["Signature"],
		headers:       parts["SignedHeaders"],
	}, nil
}

// allSigned returns an error unless the headers that a verifier relies on are there and signed: others could be changed on
// the way.
func allSigned(r *Request, names []string) error {
	for _, name := range []string{"X-Acs-Date", "X-Acs-Signature-Nonce"} {
		if first(r.Header, name) == "" {
			return incomplete("the header %s is missing", strings.ToLower(name))
		}
	}
	for name := range r.Header {
		if !strings.HasPrefix(name, "X-Acs-") {
			continue
		}
		signed := func(of string) bool {
			return len(of) == len(name) && strings.EqualFold(of, name) && of == strings.ToLower(of)
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

// appendACS3 adds the canonical form of a request, with the body that really arrived, so that a changed body does not verify
// whatever the header x-acs-content-sha256 claims.
func appendACS3(out []byte, r *Request, names string) []byte {
	out = append(append(out, r.Method...), '\n')
	out = append(append(out, path(r)...), '\n')
	out = append(appendQuery(out, r.query(), ""), '\n')
	for name := range strings.SplitSeq(names, ";") {
		out = append(append(out, name...), ':')
		out = append(append(out, headerValue(r, name)...), '\n')
	}
	out = append(append(append(out, '\n'), names...), '\n')
	return appendSHA256(out, r.Body)
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
func host(r *Request) string { return cmp.Or(r.URL.Host, first(r.Header, "Host")) }

func path(r *Request) string { return cmp.Or(r.URL.EscapedPath(), "/") }

func appendSHA256(out, data []byte) []byte {
	sum := sha256.Sum256(data)
	return hex.AppendEncode(out, sum[:])
}

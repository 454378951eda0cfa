package wire

import (
	"crypto/hmac"
	"crypto/sha1" // #nosec: the older scheme prescribes it
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"net/url"
	"slices"
	"time"
)

// The signature schemes that are read and verified. ACS3-HMAC-SM3 and ACS3-RSA-SHA256 exist too; the clients this
// project meets do not use them (docs/sources.md#signature-acs3).
const (
	ACS3 = "ACS3-HMAC-SHA256"
	RPC  = "RPC-HMAC-SHA1"
)

// Signature is the signature of a request, not verified yet.
type Signature struct {
	Scheme        string    // ACS3 or RPC
	AccessKeyID   string    //
	SecurityToken string    // of a temporary identity; "" otherwise
	Nonce         string    //
	Date          time.Time // in UTC, to the second

	value   string // the signature itself, as it was sent
	headers string // the names of those under the signature, as they are written there; the older scheme has none
}

var (
	// ErrNoSignature is wrapped with ErrIncomplete where the older scheme's Signature alone is missing.
	ErrNoSignature = errors.New("the parameter Signature is missing")
	// ErrUnsigned: the request carries no signature at all.
	ErrUnsigned = errors.New("the request is not signed")
	// ErrIncomplete is wrapped by an error that says which part of the signature is missing or not understood.
	ErrIncomplete = errors.New("the signature is incomplete")
	// ErrTimestamp: the date of the signature is not one (YYYY-MM-DDThh:mm:ssZ, in UTC).
	ErrTimestamp = errors.New("the date of the signature is not of the form YYYY-MM-DDThh:mm:ssZ")
)

// MismatchError says that a signature does not match the secret. It has no secret in it.
type MismatchError struct {
	StringToSign     string // what the verifying side signed, for the client's author to compare
	CanonicalRequest string // the request that was hashed into it; "" in the older scheme
}

// Error shows the string to sign, as the service's own answer does (docs/sources.md#wrong-signature).
func (e *MismatchError) Error() string {
	return "the signature does not match; the string to sign is " + fmt.Sprintf("%q", e.StringToSign)
}

// ReadSignature finds the signature of a request: ACS3 in headers, or the older RPC style in parameters of the
// query or a form. Errors are or wrap ErrUnsigned, ErrIncomplete and ErrTimestamp.
func ReadSignature(r *Request) (*Signature, error) {
	if auth := first(r.Header, "Authorization"); auth != "" {
		return readACS3(r, auth)
	}
	if params := r.Params(); params.Has("Signature") || params.Has("AccessKeyId") {
		return readRPC(params)
	}
	return nil, ErrUnsigned
}

// Verify checks the signature with the secret of its access key. It returns nil or *MismatchError. Date, nonce and token are for
// the caller to check.
func (s *Signature) Verify(r *Request, secret string) error {
	var room [1024]byte // of nearly every request: it need not be allocated
	var canonical, text []byte
	var want string
	if s.Scheme == ACS3 {
		canonical = appendACS3(room[:0], r, s.headers)
		text = appendSHA256([]byte(ACS3+"\n"), canonical)
		want = hex.EncodeToString(keyed(sha256.New, secret, text))
	} else {
		text = stringToSignRPC(r)
		want = base64.StdEncoding.EncodeToString(keyed(sha1.New, secret+"&", text))
	}
	if hmac.Equal([]byte(s.value), []byte(want)) {
		return nil
	}
	return &MismatchError{StringToSign: string(text), CanonicalRequest: string(canonical)}
}

func keyed(hash func() hash.Hash, secret string, text []byte) []byte {
	mac := hmac.New(hash, []byte(secret))
	mac.Write(text)
	return mac.Sum(nil)
}

func incomplete(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrIncomplete, fmt.Sprintf(format, args...))
}

func readDate(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, s)                    // which is read the quickest
	if err != nil || len(s) != len("2006-01-02T15:04:05Z") { // Parse takes parts of a second, another zone, and an hour of one digit
		return time.Time{}, fmt.Errorf("%w: %q", ErrTimestamp, s)
	}
	return t, nil
}

// appendQuery adds parameters in the form in which both schemes sign parameters, however the client had encoded them on the
// wire: decoded, sorted, encoded again. One parameter may be left out.
func appendQuery(out []byte, params url.Values, without string) []byte {
	names := make([]string, 0, len(params))
	for name := range params {
		names = append(names, name)
	}
	slices.Sort(names)
	begin := len(out)
	for _, name := range names {
		if name == without {
			continue
		}
		values := params[name]
		if len(values) > 1 {
			values = slices.Sorted(slices.Values(values))
		}
		for _, v := range values {
			if len(out) > begin {
				out = append(out, '&')
			}
			out = appendEncoded(append(appendEncoded(out, name), '='), v)
		}
	}
	return out
}

// appendEncoded is percent-encoding after RFC 3986: a space is %20, a star %2A, a tilde stays.
func appendEncoded(out []byte, s string) []byte {
	const digits = "0123456789ABCDEF"
	for i := range len(s) {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '.', c == '~':
			out = append(out, c)
		default:
			out = append(out, '%', digits[c>>4], digits[c&15])
		}
	}
	return out
}

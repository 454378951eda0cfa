package wire

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"time"
)

// MaxBody is the longest body that is kept, in bytes. A longer answer is a fault: none of this API is nearly as long.
const MaxBody = 4 << 20

// ErrTooLong is the fault of an exchange whose answer is longer than MaxBody.
var ErrTooLong = errors.New("the answer is longer than 4 MiB")

// Recorder is an http.RoundTripper that keeps every exchange. It does not follow redirects.
type Recorder struct {
	Next http.RoundTripper // where the request goes
	Keep func(*Exchange)   // called once an exchange, before the caller gets its answer
}

// RoundTrip sends the request with canonical header names (the SDK writes them in small letters, which http.Header.Get does not
// find) and reads the answer to its end. Of a cut answer the caller gets what came, and then the error, as from net/http.
func (r *Recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	x := &Exchange{Started: time.Now()}
	out, err := outgoing(req, x)
	if err != nil {
		return nil, err
	}
	x.Action = x.Request.Action()
	resp, err := r.Next.RoundTrip(out)
	if err != nil {
		x.Fault, x.Took = err, time.Since(x.Started)
		r.Keep(x)
		return nil, err
	}
	body, err := readAll(resp.Body, resp.ContentLength)
	x.Answer = &Answer{Status: resp.StatusCode, Header: resp.Header, Body: body, Verified: verified(resp), cached: &readOnce{body: body}}
	x.Fault, x.Took = err, time.Since(x.Started)
	r.Keep(x)
	resp.Body = BodyOf(body, err)
	return resp, nil
}

// verified is the name for which the certificate of the answering server was verified.
func verified(resp *http.Response) string {
	if resp.TLS == nil || len(resp.TLS.VerifiedChains) == 0 {
		return ""
	}
	return resp.TLS.ServerName
}

func outgoing(req *http.Request, x *Exchange) (*http.Request, error) {
	out := req.WithContext(req.Context())
	out.Header = canonicalHeader(req.Header)
	u := *req.URL
	x.Request = Request{Method: req.Method, URL: &u, Header: out.Header} // transports do not change a header
	u.Host = cmp.Or(u.Host, req.Host)
	var err error
	x.Request.Body, err = bodyOf(out)
	x.Request.readParams()
	return out, err
}

// canonicalHeader is a copy of a header with canonical names. The values are shared; they are not changed.
func canonicalHeader(h http.Header) http.Header {
	out := make(http.Header, len(h))
	for name, values := range h {
		name = canonical(name)
		if others, twice := out[name]; twice {
			values = slices.Concat(others, values)
		}
		out[name] = values
	}
	return out
}

// isCanonical reports whether a header came through a Recorder or net/http before: the SDK's own has names in small letters.
func isCanonical(h http.Header) bool {
	for name := range h {
		if name >= "a" {
			return false
		}
	}
	return true
}

// canonical is http.CanonicalHeaderKey, faster for the names that the SDK sends with every call.
func canonical(name string) string {
	if known, ok := canonicalNames[name]; ok {
		return known
	}
	return http.CanonicalHeaderKey(name)
}

var canonicalNames = map[string]string{
	"accept": "Accept", "authorization": "Authorization", "host": "Host", "user-agent": "User-Agent", "x-acs-action": "X-Acs-Action",
	"x-acs-content-sha256": "X-Acs-Content-Sha256", "x-acs-credentials-provider": "X-Acs-Credentials-Provider", "x-acs-date": "X-Acs-Date",
	"x-acs-security-token": "X-Acs-Security-Token", "x-acs-signature-nonce": "X-Acs-Signature-Nonce", "x-acs-version": "X-Acs-Version",
}

// ReadRequest reads a request to its end and leaves its body to be read again. For a server's request it puts the host, which
// the signature covers, into the URL. The error is that of the body.
func ReadRequest(req *http.Request) (*Request, error) {
	u := *req.URL
	if req.Host != "" {
		u.Host = req.Host
	}
	r := &Request{Method: req.Method, URL: &u, Header: req.Header}
	if !isCanonical(req.Header) {
		r.Header = canonicalHeader(req.Header)
	}
	var err error
	if r.Body, err = bodyOf(req); err != nil {
		return nil, err
	}
	r.readParams()
	return r, nil
}

// bodyOf reads the body of a request and leaves it to be read again.
func bodyOf(req *http.Request) ([]byte, error) {
	if req.Body == nil || req.Body == http.NoBody {
		return nil, nil
	}
	body, err := io.ReadAll(req.Body)
	req.Body.Close()
	if err != nil {
		return nil, fmt.Errorf("the request's own body cannot be read: %w", err)
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	return body, nil
}

// readAll reads a body of an announced length, or -1. Since every answer of a run is kept, the slice is not larger than needed.
func readAll(body io.ReadCloser, length int64) ([]byte, error) {
	defer body.Close()
	data := make([]byte, 0, max(0, min(length, MaxBody))+1) // one more, to meet the end without growing
	limited := io.LimitReader(body, MaxBody+1)
	for {
		n, err := limited.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case len(data) > MaxBody:
			return data[:MaxBody], ErrTooLong
		case err == io.EOF:
			return fitted(data), nil
		case err != nil:
			return fitted(data), err
		}
		if len(data) == cap(data) {
			data = slices.Grow(data, bytes.MinRead)
		}
	}
}

func fitted(data []byte) []byte {
	if cap(data)-len(data) > 64 {
		return bytes.Clone(data)
	}
	return data
}

// BodyOf is the body of an answer that was read before: its bytes, then the error that it ended with; nil for none.
func BodyOf(read []byte, end error) io.ReadCloser { return &replayed{bytes.NewReader(read), end} }

// replayed is such a body.
type replayed struct {
	*bytes.Reader
	end error
}

func (r *replayed) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if err == io.EOF && r.end != nil {
		err = r.end
	}
	return n, err
}

func (r *replayed) Close() error { return nil }

// IsForm reports whether a body is parameters in a form.
func IsForm(h http.Header) bool {
	written := first(h, "Content-Type")
	if written == "" {
		return false
	}
	kind, _, err := mime.ParseMediaType(written)
	return err == nil && kind == "application/x-www-form-urlencoded"
}

// first is h.Get for a canonical name, faster because it need not be made canonical thirty times in a call.
func first(h http.Header, name string) string {
	if values := h[name]; len(values) > 0 {
		return values[0]
	}
	return ""
}

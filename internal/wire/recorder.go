package wire

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"time"
)

// MaxBody is the most of a body that is kept, in bytes. A longer answer is a fault: nothing this API says is
// nearly as long.
const MaxBody = 4 << 20

// ErrTooLong is the fault of an exchange whose answer is longer than MaxBody.
var ErrTooLong = errors.New("the answer is longer than 4 MiB")

// Recorder is an http.RoundTripper that keeps every exchange. Redirects are not followed: an answer is what the
// first server said.
type Recorder struct {
	Next http.RoundTripper // where the request goes
	Keep func(*Exchange)   // called once an exchange, before the caller gets its answer
}

// RoundTrip sends the request with canonical header names (the SDK writes them in small letters, which
// net/http's own look-ups miss) and reads the answer to its end. A cut answer is handed on as far as it came,
// with the error at its end, as net/http does.
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
	body, err := readAll(resp.Body)
	x.Answer = &Answer{Status: resp.StatusCode, Header: resp.Header.Clone(), Body: body, Verified: verified(resp)}
	x.Fault, x.Took = err, time.Since(x.Started)
	r.Keep(x)
	resp.Body = &replayed{Reader: bytes.NewReader(body), end: err}
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
	out := req.Clone(req.Context())
	out.Header = make(http.Header, len(req.Header))
	for name, values := range req.Header {
		for _, v := range values {
			out.Header.Add(name, v)
		}
	}
	request, err := ReadRequest(out)
	if err != nil {
		return nil, err
	}
	x.Request = *request
	return out, nil
}

// ReadRequest reads a request to its end and leaves its body to be read again. On the side of a server the URL gets
// the host that the request was sent to, which a signature covers.
func ReadRequest(req *http.Request) (*Request, error) {
	r := &Request{Method: req.Method, URL: req.URL, Header: req.Header.Clone()}
	if r.URL.Host == "" {
		withHost := *req.URL
		withHost.Host = req.Host
		r.URL = &withHost
	}
	if req.Body == nil || req.Body == http.NoBody {
		return r, nil
	}
	body, err := io.ReadAll(req.Body)
	req.Body.Close()
	if err != nil {
		return nil, fmt.Errorf("the request's own body cannot be read: %w", err)
	}
	r.Body = body
	req.Body = io.NopCloser(bytes.NewReader(body))
	return r, nil
}

func readAll(body io.ReadCloser) ([]byte, error) {
	defer body.Close()
	data, err := io.ReadAll(io.LimitReader(body, MaxBody+1))
	if len(data) > MaxBody {
		return data[:MaxBody], ErrTooLong
	}
	return bytes.Clone(data), err // to size: the reader's buffer is larger, and every answer of a run is kept
}

// replayed is a body that was read before: its bytes, then the error it ended with.
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

func isForm(h http.Header) bool {
	kind, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	return err == nil && kind == "application/x-www-form-urlencoded"
}

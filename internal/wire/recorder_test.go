package wire_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/slbconform/slbconform/internal/wire"
)

// through is a transport that answers as a function does.
type through func(*http.Request) (*http.Response, error)

func (f through) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// recorded sends a request through a Recorder: what was kept, and what the caller got.
func recorded(req *http.Request, next through) (kept *wire.Exchange, resp *http.Response, err error) {
	resp, err = (&wire.Recorder{Next: next, Keep: func(x *wire.Exchange) { kept = x }}).RoundTrip(req)
	return kept, resp, err
}

func posted(body io.Reader) *http.Request {
	req, _ := http.NewRequest(http.MethodPost, "https://slb.example/?Version=1", body)
	req.Header = http.Header{"x-acs-action": {"small"}, "X-Acs-Action": {"large"}, "x-acs-version": {"2"}}
	return req
}

// An answer is kept, and handed on, as far as it came and with the error at its end, in no more room than it needs.
func TestAnAnswerIsKeptAsItCame(t *testing.T) {
	cut, long := errors.New("cut"), bytes.Repeat([]byte("x"), wire.MaxBody+1)
	for name, c := range map[string]struct {
		body   io.Reader
		length int64
		want   []byte
		end    error
	}{
		"whole":             {strings.NewReader("whole"), 5, []byte("whole"), nil},
		"of unknown length": {bytes.NewReader(long[:3000]), -1, long[:3000], nil},
		"shorter than said": {strings.NewReader("a"), 1000, []byte("a"), nil},
		"cut":               {io.MultiReader(strings.NewReader("cu"), iotest.ErrReader(cut)), 1000, []byte("cu"), cut},
		"as long as can be": {bytes.NewReader(long[1:]), wire.MaxBody, long[1:], nil},
		"too long":          {bytes.NewReader(long), wire.MaxBody + 1, long[1:], wire.ErrTooLong},
	} {
		x, resp, err := recorded(posted(nil), func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 200, ContentLength: c.length, Body: io.NopCloser(c.body)}, nil
		})
		if err != nil {
			t.Fatal(name, err)
		}
		got, end := io.ReadAll(resp.Body)
		if !bytes.Equal(got, c.want) || !errors.Is(end, c.end) || !bytes.Equal(x.Answer.Body, c.want) || !errors.Is(x.Fault, c.end) || x.Answer.Verified != "" {
			t.Errorf("%s: handed on %d bytes and %v, kept %d and %v", name, len(got), end, len(x.Answer.Body), x.Fault)
		}
		if room := cap(x.Answer.Body) - len(x.Answer.Body); room > 64+len(c.want)/8 {
			t.Errorf("%s: %d bytes more than it needs", name, room)
		}
	}
}

// A request is kept with canonical names, goes on with the body that it had, and who answered is known by the certificate.
func TestARequestIsKeptAsItLeft(t *testing.T) {
	x, _, err := recorded(posted(strings.NewReader("body")), func(req *http.Request) (*http.Response, error) {
		if sent, _ := io.ReadAll(req.Body); string(sent) != "body" {
			t.Errorf("%q was sent", sent)
		}
		state := &tls.ConnectionState{ServerName: "slb.example", VerifiedChains: [][]*x509.Certificate{{}}}
		return &http.Response{Body: http.NoBody, TLS: state}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	actions := slices.Sorted(slices.Values(x.Request.Header["X-Acs-Action"]))
	if string(x.Request.Body) != "body" || !slices.Equal(actions, []string{"large", "small"}) || x.Action != x.Request.Header.Get("X-Acs-Action") || x.Request.Version() != "2" || x.Answer.Verified != "slb.example" {
		t.Errorf("kept %+v, answered by %q", x.Request, x.Answer.Verified)
	}
	for _, state := range []*tls.ConnectionState{nil, {ServerName: "slb.example"}} { // nobody verified that
		x, _, _ := recorded(posted(nil), func(*http.Request) (*http.Response, error) { return &http.Response{Body: http.NoBody, TLS: state}, nil })
		if x.Answer.Verified != "" {
			t.Errorf("%v is verified as %q", state, x.Answer.Verified)
		}
	}
	asked := posted(nil) // by a server that passes it on
	asked.Host, asked.URL.Host, asked.Header = "asked.example", "", nil
	asked.URL.RawQuery = "Action=older"
	if x, _, _ := recorded(asked, func(*http.Request) (*http.Response, error) { return nil, io.EOF }); x.Request.URL.Host != "asked.example" || x.Action != "older" {
		t.Errorf("%s was asked for %q", x.Request.URL, x.Action)
	}
	refused := errors.New("refused")
	if x, _, err := recorded(posted(nil), func(*http.Request) (*http.Response, error) { return nil, refused }); !errors.Is(err, refused) || !errors.Is(x.Fault, refused) {
		t.Errorf("a call without an answer gives %v", err)
	}
	if x, _, err := recorded(posted(iotest.ErrReader(refused)), nil); x != nil || !errors.Is(err, refused) {
		t.Errorf("a request that cannot be read gives %v", err)
	}
}

// A server reads a request once, and may read it again.
func TestARequestIsReadAndLeft(t *testing.T) {
	req := posted(strings.NewReader("body"))
	req.Host = "asked.example"
	r, err := wire.ReadRequest(req)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := io.ReadAll(req.Body); string(again) != "body" || string(r.Body) != "body" || r.URL.Host != "asked.example" || r.Version() != "2" {
		t.Errorf("read %+v of %s, then %q", r, r.URL, again)
	}
	if req.Host = ""; req.URL.Host != "slb.example" {
		t.Errorf("the URL of the request became %s", req.URL)
	}
	req.Body, req.Header = nil, http.Header{"x-acs-version": {"2"}}
	if r, err := wire.ReadRequest(req); err != nil || r.Body != nil || r.URL.Host != "slb.example" || r.Version() != "2" {
		t.Errorf("without a body: %+v, %v", r, err)
	}
	if _, err := wire.ReadRequest(posted(iotest.ErrReader(io.ErrUnexpectedEOF))); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a body that cannot be read gives %v", err)
	}
}

// What was read once is read anew where somebody altered it.
func TestWhatIsAlteredIsReadAnew(t *testing.T) {
	form := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	for name, c := range map[string]struct {
		alter func(*wire.Exchange)
		want  string
	}{
		"nothing":      {func(*wire.Exchange) {}, "A 1 1 79"},
		"the answer":   {func(x *wire.Exchange) { x.Answer.Body = []byte(`{"Code":"B","RequestId":"2"}`) }, "B 2 1 79"},
		"the query":    {func(x *wire.Exchange) { x.Request.URL.RawQuery = "Version=3" }, "A 1 3 79"},
		"the body":     {func(x *wire.Exchange) { x.Request.Body = []byte("Port=80") }, "A 1 1 80"},
		"to no form":   {func(x *wire.Exchange) { x.Request.Body, x.Request.Header = []byte("Port=80"), http.Header{} }, "A 1 1 "},
		"what it is":   {func(x *wire.Exchange) { x.Request.Header = http.Header{} }, "A 1 1 "},
		"to another's": {func(x *wire.Exchange) { x.Request.URL.RawQuery, x.Request.Body = "", []byte("Port=81") }, "A 1  81"},
	} {
		req := posted(strings.NewReader("Port=79"))
		req.Header = form
		x, _, err := recorded(req, func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 400, Body: io.NopCloser(strings.NewReader(`{"Code":"A","RequestId":"1"}`))}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		c.alter(x)
		params := x.Request.Params()
		if got := strings.Join([]string{x.Refusal().Code, x.RequestID(), params.Get("Version"), params.Get("Port")}, " "); got != c.want {
			t.Errorf("%s altered: read %q, want %q", name, got, c.want)
		}
	}
}

// An exchange that is kept in little room shows what it showed before.
func TestCompactShowsTheSame(t *testing.T) {
	x := exchangeWithSecrets()
	x.Answer.Header.Del("X-Slbconform-Mock") // which was for the judge
	x.Request.Header["Accept"] = []string{strings.Repeat("long ", 20), "a/b"}
	before := shown(wire.Masked(x))
	x.Compact()
	if after := shown(wire.Masked(x)); after != before || x.SDK != nil || x.Request.Header != nil {
		t.Errorf("it showed\n%s\nand shows\n%s", before, after)
	}
	(&wire.Exchange{Request: x.Request, Fault: io.EOF}).Compact() // one without an answer
}

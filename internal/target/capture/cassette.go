package capture

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// The headers that a cassette adds to those of the wire. They are removed from answers that come with them.
const (
	signingHeader = "X-Slbconform-Signing" // of a request: how it was signed
	againHeader   = "X-Slbconform-Again"   // of a request: it was made by an attempt that is not the first
	faultHeader   = "X-Slbconform-Fault"   // of an answer: the kind of its fault, then its text
)

// The kinds of faults.
const (
	faultLost    = "no answer"
	faultCut     = "cut off"
	faultNotSent = "not sent"
	faultHarness = "harness"
)

// scrubber removes secrets from exchanges and replaces the account's own names, consistently in a whole capture.
type scrubber struct {
	masker *wire.Masker
	names  *pseudonyms
}

func (s *scrubber) interaction(x entry) *cassette.Interaction {
	masked := s.masker.Exchange(x.Exchange)
	u := *masked.Request.URL
	u.RawQuery = s.names.query(u.RawQuery)
	body := s.names.text(string(masked.Request.Body))
	if wire.IsForm(masked.Request.Header) {
		body = s.names.query(string(masked.Request.Body))
	}
	i := &cassette.Interaction{Request: cassette.Request{
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Method: masked.Request.Method, URL: u.String(), Host: u.Host,
		Headers: s.names.headers(masked.Request.Header), Body: body, ContentLength: int64(len(body)),
	}}
	i.Request.Headers.Del("Content-Length")
	i.Request.Headers.Set(signingHeader, s.masker.Text(x.signing))
	if x.again {
		i.Request.Headers.Set(againHeader, "1")
	}
	s.answer(i, masked)
	return i
}

func (s *scrubber) answer(i *cassette.Interaction, x *wire.Exchange) {
	i.Response = cassette.Response{Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Headers: http.Header{}, Duration: x.Took}
	if x.Answer != nil {
		i.Response.Code, i.Response.Status = x.Answer.Status, fmt.Sprintf("%d %s", x.Answer.Status, http.StatusText(x.Answer.Status))
		i.Response.Body = s.names.text(string(x.Answer.Body))
		i.Response.ContentLength = int64(len(i.Response.Body))
		i.Response.Headers = s.names.headers(x.Answer.Header)
		for _, name := range []string{"Content-Length", "Transfer-Encoding", faultHeader, target.RepeatHeader} {
			i.Response.Headers.Del(name)
		}
	}
	if x.Fault != nil {
		i.Response.Headers[faultHeader] = []string{faultKind(x), s.names.text(x.Fault.Error())}
	}
}

func faultKind(x *wire.Exchange) string {
	switch {
	case x.Broken() != nil:
		return faultHarness
	case x.NotSent():
		return faultNotSent
	case x.Answer != nil:
		return faultCut
	}
	return faultLost
}

// call is those parts of a request that a service's answer can depend on.
type call struct {
	Action, Signing string
	fields          map[string]string // all of these parts, by a name that a person reads
}

func callOf(r *wire.Request, signing string) call {
	fields := map[string]string{"action": r.Action(), "method": r.Method, "host": r.URL.Host, "path": strings.TrimSuffix(r.URL.Path, "/"), "version": r.Version(), "parameters": "in the query", "signature": signing}
	if wire.IsForm(r.Header) && len(r.Body) > 0 {
		fields["parameters"] = "in a form body"
	}
	for name, values := range r.Params() {
		fields["parameter "+name] = strings.Join(values, " and ")
	}
	for _, of := range []string{"AccessKeyId", "Signature", "SignatureNonce", "SecurityToken", "Timestamp", "TimeStamp"} {
		delete(fields, "parameter "+of)
	}
	return call{r.Action(), signing, fields}
}

// captured reads the call back from a cassette.
func captured(i *cassette.Interaction) (call, error) {
	u, err := url.Parse(i.Request.URL)
	if err != nil {
		return call{}, err
	}
	r := &wire.Request{Method: i.Request.Method, URL: u, Header: i.Request.Headers, Body: []byte(i.Request.Body)}
	return callOf(r, i.Request.Headers.Get(signingHeader)), nil
}

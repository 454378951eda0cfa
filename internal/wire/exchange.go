// Package wire has HTTP requests of the RPC-style API and their answers, with every byte, and reads, signs and masks them. It
// knows nothing of rules, scenarios or targets.
package wire

import (
	"errors"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// Exchange is one request and its answer. It is not changed once it has been handed out.
type Exchange struct {
	Action  string        // the API operation, as Request.Action finds it
	Request Request       //
	Answer  *Answer       // nil when not even the header of an answer arrived
	Fault   error         // why the answer is missing or cut off; nil for a complete one
	Started time.Time     //
	Took    time.Duration //
	SDK     *SDKResult    // what the SDK made of it; nil when the call did not go through the typed calls of the SDK
}

// Request is the request as it left, header names in canonical form.
type Request struct {
	Method string
	URL    *url.URL
	Header http.Header
	Body   []byte

	cached *cachedParams // nil for a request that was not read from HTTP
	kept   kept          // the header after Compact
}

// Answer is the answer as it arrived.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte // as far as it arrived; Exchange.Fault says whether it is complete
	// Verified is the name for which the server's certificate was verified; empty without TLS or without verification.
	Verified string

	cached *readOnce // of an answer that a Recorder read
	kept   kept      // the header after Compact
}

// SDKResult is what the SDK told its caller about an answer.
type SDKResult struct {
	Body any   // the SDK's typed body; nil when it returned an error
	Err  error // the SDK's error; nil when it saw a success
}

// Complete reports whether a whole answer arrived.
func (x *Exchange) Complete() bool { return x.Answer != nil && x.Fault == nil }

// Succeeded reports whether a complete answer with a 2xx status arrived that is no refusal.
func (x *Exchange) Succeeded() bool {
	return x.Complete() && x.Answer.Status/100 == 2 && x.Refusal() == nil
}

// Action is the API operation that the request names: the x-acs-action header, or the Action parameter of the
// older style; "" when it names none.
func (r *Request) Action() string {
	if a := first(r.Header, "X-Acs-Action"); a != "" {
		return a
	}
	return r.Params().Get("Action")
}

// Version is the API version that the request names, in a header or a parameter; "" when it names none.
func (r *Request) Version() string {
	if v := first(r.Header, "X-Acs-Version"); v != "" {
		return v
	}
	return r.Params().Get("Version")
}

// Broken returns the fault of an exchange if it wraps ErrHarness, so that it is the harness's and not the service's; nil
// otherwise.
func (x *Exchange) Broken() error {
	if errors.Is(x.Fault, ErrHarness) {
		return x.Fault
	}
	return nil
}

// ErrHarness is wrapped by transports for a call that failed because of the harness, such as one for which the mock has no
// responder. It makes a run broken, never a rule violated.
var ErrHarness = errors.New("a fault of the harness")

// ErrNotSent is wrapped by transports for a call that they did not send, because a limit of the run forbids it.
var ErrNotSent = errors.New("the call was not sent")

// NotSent reports whether the request never left.
func (x *Exchange) NotSent() bool { return errors.Is(x.Fault, ErrNotSent) }

// RequestID is the request id of the answer's body, or "".
func (x *Exchange) RequestID() string {
	if x.Answer == nil {
		return ""
	}
	return x.Answer.read().requestID()
}

// readOnce caches what is read from the body of an answer. Each part is read when it is first asked for.
type readOnce struct {
	body               []byte
	readID, readReason sync.Once
	id                 string
	reason             Refusal // without its status
}

func (r *readOnce) requestID() string {
	r.readID.Do(func() { r.id = requestID(r.body) })
	return r.id
}

func (r *readOnce) refusal() Refusal {
	r.readReason.Do(func() { r.reason = readRefusal(r.body) })
	return r.reason
}

// read is the cache of the answer, or a new one if the body was replaced since.
func (a *Answer) read() *readOnce {
	if a.cached != nil && sameBytes(a.cached.body, a.Body) {
		return a.cached
	}
	return &readOnce{body: a.Body}
}

func requestID(body []byte) string {
	var of struct {
		ID string `json:"RequestId"`
	}
	_ = Decode(body, &of) // what is no text stays empty
	return of.ID
}

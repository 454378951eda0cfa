package mutation

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"
	"testing/iotest"
	"time"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
)

// BrokenServers are all of them.
func BrokenServers() []BrokenServer {
	const violates, unexpected, inconclusive = reports.Violates, reports.Unexpected, reports.Inconclusive
	return []BrokenServer{
		{Name: "always 200", Says: "Answers every call with 200 and an empty object.", Expect: violates, Below: violates, answers: fixed(http.StatusOK, "application/json", "{}")},
		{Name: "always 400", Says: "Refuses every call in due form.", Expect: unexpected, Below: violates, answers: refusesAll(http.StatusBadRequest, "UnsupportedOperation")},
		{Name: "no rights", Says: "Refuses every call for lack of rights.", Expect: inconclusive, Below: violates,
			answers: refusesAll(http.StatusForbidden, "Forbidden")},
		{Name: "one code for all", Says: "Refuses every call with a code that is documented for something else.", Expect: unexpected, Below: violates, answers: refusesAll(http.StatusBadRequest, "Mismatched.ZoneId")},
		{Name: "empty body", Says: "Answers every call with 200 and no byte.", Expect: violates, Below: violates, answers: fixed(http.StatusOK, "application/json", "")},
		{Name: "HTML", Says: "Answers every call with a page of HTML.", Expect: violates, Below: violates,
			answers: fixed(http.StatusOK, "text/html", "<!DOCTYPE html><title>Welcome</title>")},
		{Name: "truncated JSON", Says: "Sends the first half of every answer as if it were all.", Expect: violates, Below: violates, answers: altered(func(a *wire.Answer) { a.Body = a.Body[:len(a.Body)/2] })},
		{Name: "trailing bytes", Says: "Sends more bytes after the end of every answer's object.", Expect: violates, Below: violates, answers: altered(func(a *wire.Answer) { a.Body = append(a.Body, " {}"...) })},
		{Name: "wrong content type", Says: "Calls its JSON plain text.", Expect: unexpected, answers: altered(func(a *wire.Answer) { a.Header.Set("Content-Type", "text/plain") })},
		{Name: "200 with an error", Says: "Refuses every call, with the status of a success.", Expect: unexpected, Below: violates, answers: refusesAll(http.StatusOK, "UnsupportedOperation")},
		{Name: "another request's id", Says: "Answers rightly, with the request id of the answer before.", Expect: unexpected, answers: repeatedID},
		{Name: "another scenario's answer", Says: "Answers each call as it answered the first one of its kind that succeeded.", Expect: violates, Below: violates, answers: remembered, remembers: true},
		{Name: "redirect", Says: "Sends every caller somewhere else.", Expect: inconclusive, answers: redirecting},
		{Name: "answers after the deadline", Says: "Answers when the caller has given up.", Expect: inconclusive, Below: inconclusive, answers: neverAnswers, patience: 25 * time.Millisecond},
		{Name: "refuses to connect", Says: "Does not listen.", Expect: inconclusive, answers: fails(&net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED})},
		{Name: "resets before the header", Says: "Hangs up before it has answered anything.", Expect: inconclusive, answers: fails(errReset())},
		{Name: "resets within the header", Says: "Hangs up in the middle of the header.", Expect: inconclusive, answers: fails(io.ErrUnexpectedEOF)},
		{Name: "resets within the body", Says: "Hangs up in the middle of the body.", Expect: inconclusive, Below: inconclusive, answers: cutShort},
		{Name: "half the calls fail", Says: "Hangs up on every second call.", Expect: inconclusive, Below: inconclusive, answers: everySecond},
	}
}

// behaviour is what a server does with a request.
type behaviour = func(*conversation, *http.Request) (*http.Response, error)

func fails(err error) behaviour {
	return func(*conversation, *http.Request) (*http.Response, error) { return nil, err }
}

func errReset() error { return &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET} }

func neverAnswers(_ *conversation, r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func fixed(status int, kind, body string) behaviour {
	return func(_ *conversation, r *http.Request) (*http.Response, error) {
		return response(r, &wire.Answer{Status: status, Header: http.Header{"Content-Type": {kind}}, Body: []byte(body)}), nil
	}
}

func refusesAll(status int, code string) behaviour {
	return func(c *conversation, r *http.Request) (*http.Response, error) {
		return fixed(status, "application/json", fmt.Sprintf(`{"RequestId":"00000000-0000-4000-8000-%012d","HostId":"slb.aliyuncs.com","Code":%q,"Message":"Not for you."}`, c.calls.Add(1), code))(c, r)
	}
}

func altered(change func(*wire.Answer)) behaviour {
	return func(c *conversation, r *http.Request) (*http.Response, error) {
		a, err := c.right(r)
		if err != nil {
			return nil, err
		}
		change(a)
		return response(r, a), nil
	}
}

// repeatedID gives an answer the request id of the one before, every other time, whoever asks.
func repeatedID(c *conversation, r *http.Request) (*http.Response, error) {
	return altered(func(a *wire.Answer) {
		id := (&wire.Exchange{Answer: a}).RequestID()
		a.Body = bytes.ReplaceAll(a.Body, []byte(id), fmt.Appendf(nil, "00000000-0000-4000-8000-%012d", c.calls.Add(1)/2))
	})(c, r)
}

// remembered answers with its first success of each operation, whoever asks and whatever for.
func remembered(c *conversation, r *http.Request) (*http.Response, error) {
	action := actionOf(r)
	return altered(func(a *wire.Answer) {
		c.mu.Lock()
		defer c.mu.Unlock()
		if first, known := c.memory[action]; known {
			*a = wire.Answer{Status: first.Status, Header: first.Header.Clone(), Body: first.Body}
		} else if a.Status == http.StatusOK {
			c.memory[action] = a
		}
	})(c, r)
}

func redirecting(_ *conversation, r *http.Request) (*http.Response, error) {
	return response(r, &wire.Answer{Status: http.StatusFound, Header: http.Header{"Location": {"https://login.example.com/"}}}), nil
}

// cutShort promises the whole body and sends half of it.
func cutShort(c *conversation, r *http.Request) (*http.Response, error) {
	whole, err := c.intact.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	half := io.LimitReader(whole.Body, whole.ContentLength/2)
	whole.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(half, iotest.ErrReader(io.ErrUnexpectedEOF)), whole.Body}
	return whole, nil
}

// everySecond hangs up on the first call of a session, on its third, and so on.
func everySecond(c *conversation, r *http.Request) (*http.Response, error) {
	if c.turns.Add(1)%2 == 1 {
		return nil, errReset()
	}
	return c.intact.RoundTrip(r)
}

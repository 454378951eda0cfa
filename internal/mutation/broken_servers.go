package mutation

import (
	"bytes"
	"fmt"
	"net"
	"net/http"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
)

const afterTheDeadline = "answers after the deadline"

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
		{Name: "truncated JSON", Says: "Sends the first half of every answer as if it were all.", Expect: violates, Below: violates, answers: altered(func(c *captured) { c.body = c.body[:len(c.body)/2] })},
		{Name: "trailing bytes", Says: "Sends more bytes after the end of every answer's object.", Expect: violates, Below: violates, answers: altered(func(c *captured) { c.body = append(c.body, " {}"...) })},
		{Name: "wrong content type", Says: "Calls its JSON plain text.", Expect: unexpected, answers: altered(func(c *captured) { c.header.Set("Content-Type", "text/plain") })},
		{Name: "200 with an error", Says: "Refuses every call, with the status of a success.", Expect: unexpected, Below: violates, answers: refusesAll(http.StatusOK, "UnsupportedOperation")},
		{Name: "another request's id", Says: "Answers rightly, with the request id of the answer before.", Expect: unexpected, answers: repeatedID},
		{Name: "another scenario's answer", Says: "Answers each call as it answered the first one of its kind that succeeded.", Expect: violates, Below: violates, answers: remembered, remembers: true},
		{Name: "redirect", Says: "Sends every caller somewhere else.", Expect: inconclusive, answers: redirecting},
		{Name: afterTheDeadline, Says: "Answers when the caller has given up.", Expect: inconclusive, Below: inconclusive,
			answers: func(_ *serving, _ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
		{Name: "refuses to connect", Says: "Does not listen.", Expect: inconclusive, unreachable: true},
		{Name: "resets before the header", Says: "Hangs up before it has answered anything.", Expect: inconclusive,
			answers: func(_ *serving, w http.ResponseWriter, _ *http.Request) { hangUp(w, "") }},
		{Name: "resets within the header", Says: "Hangs up in the middle of the header.", Expect: inconclusive,
			answers: func(_ *serving, w http.ResponseWriter, _ *http.Request) { hangUp(w, "HTTP/1.1 200 OK\r\nContent-Ty") }},
		{Name: "resets within the body", Says: "Hangs up in the middle of the body.", Expect: inconclusive, Below: inconclusive, answers: cutShort},
		{Name: "half the calls fail", Says: "Hangs up on every second call.", Expect: inconclusive, Below: inconclusive, answers: everySecond},
	}
}

func fixed(status int, kind, body string) func(*serving, http.ResponseWriter, *http.Request) {
	return func(_ *serving, w http.ResponseWriter, _ *http.Request) {
		captured{status, http.Header{"Content-Type": {kind}}, []byte(body)}.send(w)
	}
}

func refusesAll(status int, code string) func(*serving, http.ResponseWriter, *http.Request) {
	return func(s *serving, w http.ResponseWriter, _ *http.Request) {
		body := fmt.Sprintf(`{"RequestId":"00000000-0000-4000-8000-%012d","HostId":"slb.aliyuncs.com","Code":%q,"Message":"Not for you."}`, s.calls.Add(1), code)
		captured{status, http.Header{"Content-Type": {"application/json"}}, []byte(body)}.send(w)
	}
}

func altered(change func(*captured)) func(*serving, http.ResponseWriter, *http.Request) {
	return func(s *serving, w http.ResponseWriter, r *http.Request) {
		c := s.right(r)
		change(&c)
		c.send(w)
	}
}

// repeatedID gives an answer the request id of the one before, every other time, whoever asks.
func repeatedID(s *serving, w http.ResponseWriter, r *http.Request) {
	c := s.right(r)
	id := (&wire.Exchange{Answer: &wire.Answer{Body: c.body}}).RequestID()
	c.body = bytes.ReplaceAll(c.body, []byte(id), fmt.Appendf(nil, "00000000-0000-4000-8000-%012d", s.calls.Add(1)/2))
	c.send(w)
}

// remembered answers with its first success of each operation, whoever asks and whatever for.
func remembered(s *serving, w http.ResponseWriter, r *http.Request) {
	read, err := wire.ReadRequest(r)
	c := s.right(r)
	if err == nil {
		s.mu.Lock()
		if first, ok := s.memory[read.Action()]; ok {
			c = first
		} else if c.status == http.StatusOK {
			s.memory[read.Action()] = c
		}
		s.mu.Unlock()
	}
	c.send(w)
}

func redirecting(_ *serving, w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "https://login.example.com/", http.StatusFound)
}

// hangUp writes the beginning of an answer and resets the connection.
func hangUp(w http.ResponseWriter, beginning string) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return // the caller is gone already
	}
	conn.Write([]byte(beginning))
	if tcp, ok := conn.(*net.TCPConn); ok && beginning == "" {
		tcp.SetLinger(0) // a reset, not an orderly end
	}
	conn.Close()
}

// cutShort promises the whole body and sends half of it.
func cutShort(s *serving, w http.ResponseWriter, r *http.Request) {
	c := s.right(r)
	hangUp(w, fmt.Sprintf("HTTP/1.1 %d OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", c.status, len(c.body), c.body[:len(c.body)/2]))
}

// everySecond hangs up on the first call of a session, on its third, and so on.
func everySecond(s *serving, w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(sessionHeader)
	s.mu.Lock()
	turn := s.memory["turn of "+id]
	turn.status++
	s.memory["turn of "+id] = turn
	s.mu.Unlock()
	if turn.status%2 == 1 {
		hangUp(w, "")
		return
	}
	s.right(r).send(w)
}

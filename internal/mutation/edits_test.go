package mutation

import (
	"bytes"
	"io"
	"net/http"
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
)

// editing is a transport that alters what one action answers.
type editing struct {
	next   http.RoundTripper
	action string             // "" is every one
	edit   func(*wire.Answer) // may alter anything about it
}

// RoundTrip sends a request on and alters the answer.
func (t editing) RoundTrip(r *http.Request) (*http.Response, error) {
	action := t.action
	if action != "" {
		action = actionOf(r)
	}
	answer, err := t.next.RoundTrip(r)
	if err != nil || action != t.action {
		return answer, err
	}
	altered, err := received(answer)
	if err != nil {
		return nil, err
	}
	t.edit(altered)
	return response(r, altered), nil
}

// received is an answer, read to its end.
func received(r *http.Response) (*wire.Answer, error) {
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	return &wire.Answer{Status: r.StatusCode, Header: r.Header, Body: body}, err
}

// response is an answer as a client gets it.
func response(r *http.Request, a *wire.Answer) *http.Response {
	return &http.Response{
		Status: http.StatusText(a.Status), StatusCode: a.Status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: a.Header, Body: io.NopCloser(bytes.NewReader(a.Body)), ContentLength: int64(len(a.Body)), Request: r,
	}
}

// edits alters the answers of one action; "" is every one.
func (s *mutated) edits(action string, edit func(*wire.Answer)) {
	s.editsThose(func(a string, _ bool) bool { return action == "" || a == action }, action, edit)
}

// editsSuccesses alters the bodies of an action's successes.
func (s *mutated) editsSuccesses(action string, edit func(body []byte) []byte) {
	s.editsThose(func(a string, succeeded bool) bool { return a == action && succeeded }, action, func(a *wire.Answer) {
		if a.Status == http.StatusOK {
			a.Body = edit(a.Body)
		}
	})
}

// editsRefusals alters the refusals of an action.
func (s *mutated) editsRefusals(action string, edit func(*wire.Answer)) {
	s.editsThose(func(a string, succeeded bool) bool { return a == action && !succeeded }, action, func(a *wire.Answer) {
		if a.Status != http.StatusOK {
			edit(a)
		}
	})
}

func (s *mutated) editsThose(those func(string, bool) bool, action string, edit func(*wire.Answer)) {
	s.touches = append(s.touches, touch{answers: those, edit: edit})
	inner := s.Wrap
	s.Wrap = func(next http.RoundTripper) http.RoundTripper {
		if inner != nil {
			next = inner(next)
		}
		return editing{next: next, action: action, edit: func(a *wire.Answer) {
			if alters(a, edit) {
				s.reached()
			}
		}}
	}
}

// alters applies an edit, and reports whether the answer is another one now.
func alters(a *wire.Answer, edit func(*wire.Answer)) bool {
	status, kind, body := a.Status, a.Header.Get("Content-Type"), slices.Clone(a.Body)
	edit(a)
	return status != a.Status || kind != a.Header.Get("Content-Type") || !bytes.Equal(body, a.Body)
}

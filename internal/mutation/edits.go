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
	request := &wire.Request{Method: r.Method, URL: r.URL, Header: r.Header}
	if r.Body != nil && r.Body != http.NoBody {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		request.Body = body
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	answer, err := t.next.RoundTrip(r)
	if err != nil || t.action != "" && request.Action() != t.action {
		return answer, err
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	altered := &wire.Answer{Status: answer.StatusCode, Header: answer.Header, Body: body}
	t.edit(altered)
	answer.StatusCode, answer.Status = altered.Status, http.StatusText(altered.Status)
	answer.Body, answer.ContentLength = io.NopCloser(bytes.NewReader(altered.Body)), int64(len(altered.Body))
	return answer, nil
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

package proof

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/wire"
)

// editing is a transport that alters what one operation answers.
type editing struct {
	next   http.RoundTripper
	action string
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
	if err != nil || request.Action() != t.action {
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

// edits alters the answers of one operation.
func (s *server) edits(action string, edit func(*wire.Answer)) {
	s.Wrap = func(next http.RoundTripper) http.RoundTripper {
		return editing{next: next, action: action, edit: func(a *wire.Answer) {
			status, before := a.Status, slices.Clone(a.Body)
			edit(a)
			if status != a.Status || !bytes.Equal(before, a.Body) {
				s.reached()
			}
		}}
	}
}

// at changes one place of a JSON body, given by its parent; the body stays as it is where the place is not there.
func at(body []byte, path []string, change func(parent map[string]any, name string)) []byte {
	var root any
	if json.Unmarshal(body, &root) != nil {
		return body
	}
	before, _ := json.Marshal(root)
	inside(root, path, change)
	after, err := json.Marshal(root)
	if err != nil || bytes.Equal(before, after) {
		return body
	}
	return after
}

func inside(value any, path []string, change func(map[string]any, string)) {
	switch v := value.(type) {
	case []any:
		if len(path) > 0 && path[0] == "[]" {
			for _, item := range v {
				inside(item, path[1:], change)
			}
		}
	case map[string]any:
		if len(path) == 1 {
			change(v, path[0])
		} else if len(path) > 1 {
			inside(v[path[0]], path[1:], change)
		}
	}
}

// memberOf is a text member of a recorded body.
func memberOf(b fixtures.Body, name string) string {
	var members map[string]any
	if json.Unmarshal([]byte(b.String()), &members) != nil {
		return ""
	}
	text, _ := members[name].(string)
	return text
}

// succeeded limits an edit to successes of the operation under test.
func succeeded(edit func(body []byte) []byte) func(*wire.Answer) {
	return func(a *wire.Answer) {
		if a.Status == http.StatusOK {
			a.Body = edit(a.Body)
		}
	}
}

// refused limits an edit to refusals.
func refused(edit func(body []byte) []byte) func(*wire.Answer) {
	return func(a *wire.Answer) {
		if a.Status != http.StatusOK {
			a.Body = edit(a.Body)
		}
	}
}

// underTest is the operation that mutants break.
const underTest = "AddVServerGroupBackendServers"

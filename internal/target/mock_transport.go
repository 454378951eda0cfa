package target

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/jarcoal/httpmock"

	"github.com/slbconform/slbconform/internal/mock"
)

// toService leads the calls of one scenario to its mock, by way of the responders that all scenarios share: they are many,
// and the same for each.
type toService struct {
	responders http.RoundTripper
	service    http.Handler
}

type serviceKey struct{}

func (t toService) RoundTrip(r *http.Request) (*http.Response, error) {
	return t.responders.RoundTrip(r.WithContext(context.WithValue(r.Context(), serviceKey{}, t.service)))
}

// newResponders is an httpmock transport of its own, with one responder per action. What names no action of the
// mock, or comes with another method, goes to the mock's gateway, which refuses it as the real one does; what goes
// to another host, scheme or path is ErrUnmatchedCall.
func newResponders(host string) *httpmock.MockTransport {
	t := httpmock.NewMockTransport()
	address := "https://" + host + "/"
	for _, method := range []string{http.MethodPost, http.MethodGet} {
		for _, action := range mock.Actions() {
			named := func(r *http.Request) bool { return actionOf(r) == action }
			t.RegisterMatcherResponder(method, address, httpmock.NewMatcher(action, named), respond)
		}
	}
	for _, method := range []string{http.MethodPost, http.MethodGet, http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodHead, http.MethodOptions} {
		t.RegisterResponder(method, address, respond)
	}
	t.RegisterNoResponder(func(r *http.Request) (*http.Response, error) {
		return nil, fmt.Errorf("%w: %s %s://%s%s", ErrUnmatchedCall, r.Method, r.URL.Scheme, r.URL.Host, r.URL.Path)
	})
	return t
}

// actionOf finds the action of a request without a look at more of it than it takes: the header of today's
// clients, else the parameter of older ones.
func actionOf(r *http.Request) string {
	if action := r.Header.Get("X-Acs-Action"); action != "" {
		return action
	}
	if action := r.URL.Query().Get("Action"); action != "" || r.Body == nil {
		return action
	}
	body, err := io.ReadAll(r.Body) // httpmock winds it back
	if err != nil {
		return ""
	}
	form, _ := url.ParseQuery(string(body)) // what cannot be parsed names no action
	return form.Get("Action")
}

// respond lets the mock of a scenario answer in process.
func respond(r *http.Request) (*http.Response, error) {
	w := &answer{status: http.StatusOK, header: http.Header{}}
	r.Context().Value(serviceKey{}).(http.Handler).ServeHTTP(w, r)
	return &http.Response{
		Status:        fmt.Sprintf("%d %s", w.status, http.StatusText(w.status)),
		StatusCode:    w.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        w.header,
		Body:          io.NopCloser(&w.body),
		ContentLength: int64(w.body.Len()),
		Request:       r,
	}, nil
}

// answer is what a handler writes.
type answer struct {
	status int
	header http.Header
	body   bytes.Buffer
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) { a.status = status }

func (a *answer) Write(p []byte) (int, error) { return a.body.Write(p) }

package mocktarget

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/jarcoal/httpmock"

	"github.com/slbconform/slbconform/internal/wire"
)

// newTransport is an httpmock transport whose one responder is the mock of a scenario. What names no action of it, or comes
// with another method, the mock's gateway refuses as the real one does; what goes to another host, scheme or path is
// ErrUnmatchedCall.
func newTransport(host string, service http.Handler) http.RoundTripper {
	t := httpmock.NewMockTransport()
	respond := func(r *http.Request) (*http.Response, error) { return respond(r, service), nil }
	for _, method := range []string{http.MethodPost, http.MethodGet, http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodHead, http.MethodOptions} {
		t.RegisterResponder(method, "https://"+host+"/", respond)
	}
	t.RegisterNoResponder(func(r *http.Request) (*http.Response, error) {
		return nil, fmt.Errorf("%w: %s %s://%s%s", ErrUnmatchedCall, r.Method, r.URL.Scheme, r.URL.Host, r.URL.Path)
	})
	return byPlace{t}
}

// byPlace has a responder looked for by method, host and path. None is registered for parameters, and httpmock would read,
// sort and write those of every call to find that out.
type byPlace struct{ to http.RoundTripper }

// RoundTrip keeps the parameters where a client has nothing, until a responder is found. The mock answers at once, so that
// httpmock need not wait for it and for the end of the caller's patience, each in a goroutine.
func (b byPlace) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	place, u := r.WithContext(context.WithoutCancel(r.Context())), *r.URL
	place.RequestURI, u.RawQuery, place.URL = u.RawQuery, "", &u
	return b.to.RoundTrip(place)
}

// respond lets the mock of a scenario answer in process.
func respond(r *http.Request, service http.Handler) *http.Response {
	r.URL.RawQuery, r.RequestURI = r.RequestURI, ""
	w := wire.NewBuffered()
	service.ServeHTTP(w, r)
	return &http.Response{
		Status:        strconv.Itoa(w.Status) + " " + http.StatusText(w.Status),
		StatusCode:    w.Status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        w.Header(),
		Body:          io.NopCloser(&w.Body),
		ContentLength: int64(w.Body.Len()),
		Request:       r,
	}
}

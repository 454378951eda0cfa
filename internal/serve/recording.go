package serve

import (
	"bytes"
	"net/http"
	"strconv"
	"time"

	"github.com/slbconform/slbconform/internal/wire"
)

// watched stands before a handler and shows every exchange to see, just before the client gets its answer, with what was
// ordered for it. An exchange holds secrets: mask it before it is kept.
func watched(h http.Handler, see func(*wire.Exchange, *Order)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		request, err := read(r)
		if err != nil {
			envelope(w, http.StatusBadRequest, "IncompleteBody", "The body of the request cannot be read to its end.")
			return
		}
		answer := record(w, h, r)
		var ordered *Order
		if a := arrived(r); a != nil {
			ordered = a.ordered
		}
		see(&wire.Exchange{
			Action: request.Action(), Request: *request, Started: began, Took: time.Since(began),
			Answer: &wire.Answer{Status: answer.status, Header: answer.header, Body: answer.body.Bytes()},
		}, ordered)
		answer.send(w)
	})
}

// recorded is an answer that is looked at, or changed, before it is sent.
type recorded struct {
	status int
	header http.Header
	body   bytes.Buffer
}

// record lets a handler answer. An answer to w that is recorded already is looked at where it is.
func record(w http.ResponseWriter, h http.Handler, r *http.Request) *recorded {
	a, ok := w.(*recorded)
	if !ok {
		a = &recorded{status: http.StatusOK, header: make(http.Header, 8)}
	}
	h.ServeHTTP(a, r)
	return a
}

// Header, WriteHeader and Write make it an http.ResponseWriter.
func (a *recorded) Header() http.Header         { return a.header }
func (a *recorded) WriteHeader(status int)      { a.status = status }
func (a *recorded) Write(p []byte) (int, error) { return a.body.Write(p) }

// send gives an answer to w, unless it is w's own already.
func (a *recorded) send(w http.ResponseWriter) {
	if w == a {
		return
	}
	a.begin(w)
	_, _ = w.Write(a.body.Bytes()) // an error means that the client is gone
}

func (a *recorded) begin(w http.ResponseWriter) {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Length", strconv.Itoa(a.body.Len()))
	w.WriteHeader(a.status)
}

// drop hangs up before the answer, or in the middle of its body. It does not return.
func (a *recorded) drop(w http.ResponseWriter, how Drop) {
	if how == InBody {
		a.begin(w)
		_, _ = w.Write(a.body.Bytes()[:a.body.Len()/2])
		_ = http.NewResponseController(w).Flush()
	}
	panic(http.ErrAbortHandler) // net/http's way to break off an answer; nothing is logged
}

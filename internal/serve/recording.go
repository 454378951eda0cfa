package serve

import (
	"maps"
	"net/http"
	"strconv"
	"time"

	"github.com/slbconform/slbconform/internal/wire"
)

// watched wraps a handler and passes every exchange to see, with the order that it met. An exchange holds secrets: mask it
// before it is kept.
func watched(next handler, see func(*wire.Exchange, *Order)) handler {
	return func(answer *recorded, a *arrival) {
		began := time.Now()
		next(answer, a)
		see(&wire.Exchange{
			Action: a.request.Action(), Request: *a.request, Started: began, Took: time.Since(began),
			Answer: &wire.Answer{Status: answer.Status, Header: answer.Header(), Body: answer.Body.Bytes()},
		}, a.ordered)
	}
}

// recorded is an answer that is buffered, so that it can be read or changed before it is sent.
type recorded struct{ *wire.Buffered }

// send sends the answer.
func (a *recorded) send(w http.ResponseWriter) {
	a.begin(w)
	_, _ = w.Write(a.Body.Bytes()) // an error means that the client is gone
}

func (a *recorded) begin(w http.ResponseWriter) {
	maps.Copy(w.Header(), a.Header())
	w.Header().Set("Content-Length", strconv.Itoa(a.Body.Len()))
	w.WriteHeader(a.Status)
}

// drop closes the connection before the answer, or in the middle of its body. It does not return.
func (a *recorded) drop(w http.ResponseWriter, how Drop) {
	if how == InBody {
		a.begin(w)
		_, _ = w.Write(a.Body.Bytes()[:a.Body.Len()/2])
		_ = http.NewResponseController(w).Flush()
	}
	panic(http.ErrAbortHandler) // makes net/http close the connection without logging
}

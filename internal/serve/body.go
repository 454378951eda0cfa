package serve

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"strconv"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
)

// arrival is a request that was read to its end, and the order that it was the first to meet.
type arrival struct {
	serving context.Context // ends when the server stops, not when the client hangs up
	request *wire.Request
	ordered *Order // nil for a call that is answered as it is
}

// handler answers a request that was read to its end.
type handler func(*recorded, *arrival)

// buffered reads a request to its end before next sees it, so that only complete requests count as calls, and buffers the
// answer, which an order may cut. A request that is too long or breaks off is refused in the gateway's envelope. No source
// names the gateway's codes for these; the ones used here are those of other products of the platform.
func buffered(next handler, log *Log) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body != http.NoBody {
			r.Body = http.MaxBytesReader(w, r.Body, wire.MaxBody)
		}
		request, err := wire.ReadRequest(r)
		switch _, tooLong := errors.AsType[*http.MaxBytesError](err); {
		case tooLong:
			log.unread(r, http.StatusRequestEntityTooLarge, "EntityTooLarge")
			envelope(w, http.StatusRequestEntityTooLarge, "EntityTooLarge", "The body of the request is longer than 4 MiB.")
			return
		case err != nil:
			log.unread(r, http.StatusBadRequest, "IncompleteBody")
			envelope(w, http.StatusBadRequest, "IncompleteBody", "The body of the request cannot be read to its end.")
			return
		}
		arrived := &arrival{serving: serving(r.Context()), request: request}
		answer := &recorded{wire.NewBuffered()}
		next(answer, arrived)
		if arrived.ordered != nil && arrived.ordered.Drop != "" {
			answer.drop(w, arrived.ordered.Drop)
		}
		answer.send(w)
	})
}

// envelope refuses a request for which no answer is recorded.
func envelope(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set(wire.MockHeader, "1")
	w.Header().Set("Content-Type", jsonType)
	w.WriteHeader(status)
	_, _ = w.Write(fixtures.Envelope(mock.NewRequestID(), code, message)) // an error means that the client is gone
}

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

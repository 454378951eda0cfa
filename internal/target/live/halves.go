package live

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"

	"github.com/slbconform/slbconform/internal/wire"
)

// errHalf is the fault of an answer that came with the length it says, and ends before its JSON does, or is none.
var errHalf = errors.New("something in between cut the answer, or gave one of its own")

// tellsOfService is how many answers in a row have to come so before they are taken for the service's own.
const tellsOfService = 4

// halves tells answers that a gateway cut, emptied or replaced from those that the service itself writes so: a service does it
// with every answer of a kind, a gateway now and then.
type halves struct {
	mu  sync.Mutex
	row map[string]int // unreadable answers since the last readable one, by what was called
}

// cut makes a call whose answer is not the service's one that was cut off, and gives the body that its caller is to read; nil
// where the answer stays as it is.
func (h *halves) cut(x *wire.Exchange) io.ReadCloser {
	if !x.Complete() || x.Answer.Status/100 != 2 && x.Answer.Status/100 != 4 || x.Answer.Status == http.StatusTooManyRequests {
		return nil
	}
	kind := fmt.Sprint(x.Action, " ", x.Answer.Status/100)
	call := fmt.Sprint(kind, " ", x.Request.Params()["VServerGroupId"])
	h.mu.Lock()
	defer h.mu.Unlock()
	if !unreadable(x.Answer.Body) {
		delete(h.row, kind)
		delete(h.row, call)
		return nil
	}
	h.row[kind]++
	h.row[call]++
	if h.row[kind] >= tellsOfService || h.row[call] >= tellsOfService {
		return nil
	}
	x.Fault = errHalf
	return io.NopCloser(io.MultiReader(bytes.NewReader(x.Answer.Body), ending{errHalf}))
}

// unreadable reports whether a body is none, a page, or the beginning of JSON. What is otherwise no object of JSON somebody meant.
func unreadable(body []byte) bool {
	body = bytes.TrimSpace(wire.JSON(body))
	if len(body) == 0 || body[0] == '<' {
		return true
	}
	_, err := wire.Object(body)
	return errors.Is(err, io.ErrUnexpectedEOF)
}

// ending is a reader that fails: it ends a body that was cut.
type ending struct{ err error }

func (e ending) Read([]byte) (int, error) { return 0, e.err }

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

// errIntermediary is the fault of an answer that came whole by its length, and is not the service's.
var errIntermediary = errors.New("an intermediary cut the answer, or gave one of its own")

// tellsOfService is how many answers in a row have to come so before they are taken for the service's own.
const tellsOfService = 4

// intermediary tells answers that a gateway on the way cut, emptied or replaced from those that the service writes so: it does it
// with every answer of a kind, a gateway now and then.
type intermediary struct {
	mu  sync.Mutex
	row map[string]int // foreign answers since the last of the service, by what was called
}

// cut makes a call whose answer is not the service's one that was cut off, and gives the body that its caller is to read; nil
// where the answer stays as it is.
func (i *intermediary) cut(x *wire.Exchange) io.ReadCloser {
	if !x.Complete() || x.Answer.Status/100 != 2 && x.Answer.Status/100 != 4 || x.Answer.Status == http.StatusTooManyRequests {
		return nil
	}
	kind := fmt.Sprint(x.Action, " ", x.Answer.Status/100)
	call := fmt.Sprint(kind, " ", x.Request.Params()["VServerGroupId"])
	i.mu.Lock()
	defer i.mu.Unlock()
	if !foreign(x.Answer) {
		delete(i.row, kind)
		delete(i.row, call)
		return nil
	}
	i.row[kind]++
	i.row[call]++
	if i.row[kind] >= tellsOfService || i.row[call] >= tellsOfService {
		return nil
	}
	x.Fault = errIntermediary
	return wire.BodyOf(x.Answer.Body, errIntermediary)
}

// foreign reports whether nothing of an answer is the service's: its body is none, a page, or the beginning of JSON; or it refuses
// without anything that a refusal has. What is otherwise wrong with an answer somebody meant.
func foreign(a *wire.Answer) bool {
	body := bytes.TrimSpace(wire.JSON(a.Body))
	if len(body) == 0 || body[0] == '<' {
		return true
	}
	members, err := wire.Object(body)
	_, code := members["Code"]
	_, id := members["RequestId"]
	return errors.Is(err, io.ErrUnexpectedEOF) || a.Status/100 == 4 && !code && !id
}

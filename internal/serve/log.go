package serve

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// Log writes one line for every exchange, and one for each departure of the request from the document. No secret is
// written. It is safe for concurrent use.
type Log struct {
	mu       sync.Mutex
	out      io.Writer
	document Checker
}

// Checker returns where an exchange departs from the documents; openapi.Document is one. It is an interface so that a mock
// that logs nothing does not depend on that package.
type Checker interface {
	Check(*wire.Exchange) []spec.Departure
}

// NewLog logs to out, with the departures that document finds.
func NewLog(out io.Writer, document Checker) *Log {
	return &Log{out: out, document: document}
}

// add logs one exchange, with what the mock recorded of it.
func (l *Log) add(x *wire.Exchange, c Call) {
	var lines strings.Builder
	rules := ""
	if len(c.Broke) > 0 {
		rules = " breaks " + strings.Join(c.Broke, ", ")
	}
	if c.Why != "" {
		rules += " (" + c.Why + ")"
	}
	if c.Ordered != "" {
		rules += " (on order: " + c.Ordered + ")"
	}
	masker := wire.NewMasker()
	fmt.Fprintf(&lines, "%s %s %s %d %s%s %s %v\n", x.Started.UTC().Format("15:04:05.000"), x.Request.Method,
		masker.Text(named(x)), c.Status, c.Code, rules, c.RequestID, x.Took.Round(10_000))
	if c.NotPlayed {
		fmt.Fprintf(&lines, "    not played here: %s; played: %s\n", masker.Text(x.Action), strings.Join(mock.Actions(), ", "))
	}
	if len(c.PassedOver) > 0 {
		fmt.Fprintf(&lines, "    passed over, for the mock does not play it: %s\n", masker.Text(strings.Join(c.PassedOver, ", ")))
	}
	for _, d := range l.document.Check(&wire.Exchange{Action: x.Action, Request: x.Request}) { // only the request is the client's
		undescribed := d.Where == "action" && slices.Contains(mock.Actions(), x.Action) // played, but without a schema
		if d.Kind != spec.Acknowledged && !c.NotPlayed && !undescribed {
			fmt.Fprintf(&lines, "    %s: expected %s, got %s (%s)\n", d.Where, d.Expected, masker.Text(d.Got), d.Rule)
		}
	}
	l.write(lines.String())
}

// unread logs a request whose body was not read to its end, which is no call. A nil log writes nothing.
func (l *Log) unread(r *http.Request, status int, code string) {
	if l != nil {
		l.write(fmt.Sprintf("%s %s (not read to its end) %d %s\n", time.Now().UTC().Format("15:04:05.000"), r.Method, status, code))
	}
}

func (l *Log) write(lines string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, _ = io.WriteString(l.out, lines) // a full disk does not stop the service
}

func named(x *wire.Exchange) string {
	if x.Action == "" {
		return "(no action)"
	}
	return fmt.Sprintf("%.80q", x.Action)
}

// outcome reads the code of a refusal, "" for a success, and the request id, from an answer's raw bytes.
func outcome(x *wire.Exchange) (code, requestID string) {
	if x.Answer.Status == http.StatusOK { // the mock's answers are well-formed, and lists are too long to decode for an id
		_, rest, _ := bytes.Cut(x.Answer.Body, []byte(`"RequestId":"`))
		id, _, _ := bytes.Cut(rest, []byte(`"`))
		return "", string(id)
	}
	var said struct{ RequestId, Code string }
	_ = json.Unmarshal(x.Answer.Body, &said) // what is no text, or no JSON at all, stays empty
	return said.Code, said.RequestId
}

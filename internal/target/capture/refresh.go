package capture

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// ErrRehearsed is wrapped by the error for a capture of anything but the service: its answers must not be recorded as the
// service's.
var ErrRehearsed = errors.New("the service did not answer")

// Refreshed is a file of the fixtures with new contents.
type Refreshed struct {
	File string // below the folder of the fixtures
	Data []byte
}

// Skipped is an answer of a confirmed scenario that was not recorded: a person has to say where it belongs.
type Skipped struct {
	Action string
	Answer string // status and code
	Says   string // its message
	Why    string
	Where  string // the first call that got it
}

// Refresh rewrites the recorded answers for which this capture has a confirmed answer of the service: words and members
// become the service's, placeholders stay, the provenance names region, date and SDK. files are the fixtures. A file that
// would change in its date only is not returned. Answers that fit no file, or more than one, are returned as skipped. The
// error wraps ErrRehearsed, or says what cannot be read.
func (c *Capture) Refresh(files fs.FS) ([]Refreshed, []Skipped, error) {
	if c.Evidence != target.Confirmed {
		return nil, nil, fmt.Errorf("%w: %s was captured, %s", ErrRehearsed, c.Endpoint, c.Kind)
	}
	answers, err := recordedAnswers(files)
	if err != nil {
		return nil, nil, err
	}
	best, skipped, err := c.confirmed(answers)
	if err != nil {
		return nil, nil, err
	}
	var out []Refreshed
	for _, a := range answers {
		r := best[a.file]
		if r == nil {
			continue
		}
		data, err := c.refresh(&a, r)
		if err != nil {
			skipped = append(skipped, skip(r, fmt.Sprintf("it cannot be put into %s: %v", a.file, err)))
		} else if data != nil {
			out = append(out, Refreshed{File: a.file, Data: data})
		}
	}
	return out, skipped, nil
}

// confirmed finds, by file, the answer of a confirmed scenario with the most members, and the answers that fit no file.
func (c *Capture) confirmed(answers []recordedAnswer) (best map[string]*recording, skipped []Skipped, err error) {
	best = map[string]*recording{}
	for _, r := range c.confirmedAnswers() {
		if r.Response.Headers.Get(wire.MockHeader) != "" {
			return nil, nil, fmt.Errorf("%w: call %d of %s carries its mark", ErrRehearsed, r.number, r.file)
		}
		name, why := fileFor(answers, r)
		switch was := best[name]; {
		case why != "":
			skipped = append(skipped, skip(r, why))
		case name != "" && (was == nil || len(shape([]byte(r.Response.Body))) > len(shape([]byte(was.Response.Body)))):
			best[name] = r
		}
	}
	return best, distinct(skipped), nil
}

// confirmedAnswers are the answers of confirmed scenarios and of what they shared.
func (c *Capture) confirmedAnswers() []*recording {
	out := slices.Clone(c.shared)
	for _, e := range c.Scenarios {
		if e.Verdict == string(target.Confirmed) {
			out = append(out, c.own[e.Scenario]...)
		}
	}
	return out
}

func skip(r *recording, why string) Skipped {
	x, says := r.exchange(), ""
	if refusal := x.Refusal(); refusal != nil {
		says = refusal.Message
	}
	return Skipped{Action: r.call.Action, Answer: answerLine(x), Says: says, Why: why, Where: fmt.Sprintf("call %d of %s", r.number, r.file)}
}

// distinct keeps the first of equal answers that were skipped for the same reason.
func distinct(all []Skipped) []Skipped {
	var out []Skipped
	for _, p := range all {
		same := func(o Skipped) bool { return o.Action == p.Action && o.Answer == p.Answer && o.Why == p.Why }
		if !slices.ContainsFunc(out, same) {
			out = append(out, p)
		}
	}
	return out
}

// refresh is the new contents of a recorded answer's file; nil where only the date would change.
func (c *Capture) refresh(old *recordedAnswer, r *recording) ([]byte, error) {
	var said yaml.Node
	if err := yaml.Unmarshal([]byte(r.Response.Body), &said); err != nil || len(said.Content) != 1 {
		return nil, fmt.Errorf("the captured body is not JSON: %w", err)
	}
	body := inJSON((&merging{requestID: r.exchange().RequestID()}).merge(&old.body, said.Content[0]))
	if _, err := fixtures.ParseBody(body); err != nil {
		return nil, fmt.Errorf("the captured body would be no fixture: %w", err)
	}
	kind := cmp.Or(r.Response.Headers.Get("Content-Type"), old.Headers["Content-Type"])
	now := fixtures.Provenance{Source: "live", Date: c.Captured.Format(time.DateOnly), Region: c.Region, SDK: c.Facts.SDK}
	was := old.Provenance
	same := old.Status == r.Response.Code && old.Headers["Content-Type"] == kind && inJSON(&old.body) == body
	if was.Date = now.Date; same && was == now {
		return nil, nil
	}
	return write(r.Response.Code, kind, body, now)
}

// write formats an answer as the files of the fixtures are.
func write(status int, contentType, body string, p fixtures.Provenance) ([]byte, error) {
	var b strings.Builder
	fmt.Fprintf(&b, `{"status":%d,"headers":{"Content-Type":%s},"body":%s,"provenance":{"source":%s,"date":%s,"region":%s,"sdk":%s}}`,
		status, wire.Quote(contentType), body, wire.Quote(p.Source), wire.Quote(p.Date), wire.Quote(p.Region), wire.Quote(p.SDK))
	var out bytes.Buffer
	if err := json.Indent(&out, []byte(b.String()), "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

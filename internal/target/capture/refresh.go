package capture

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/target"
)

// ErrRehearsed is wrapped by the error for a capture of a mock: what a mock says is never recorded as the service's
// word.
var ErrRehearsed = errors.New("a mock answered, not the service")

// mockHeader is how a served mock says in every answer that it is one.
const mockHeader = "X-Slbconform-Mock"

// Refreshed is a recorded answer, written anew.
type Refreshed struct {
	File string // below the folder of the fixtures: responses/<Action>/<outcome>.json
	Data []byte
}

// Refresh writes those recorded answers anew that the service confirmed in this capture: the words and members are the
// service's, the placeholders stay where they stood, the provenance names region, date and SDK. files are the
// fixtures. An answer that says the same as an earlier live recording is left alone; an outcome without a recorded
// answer is none of this function's business. The error wraps ErrRehearsed, or says what cannot be read.
func (c *Capture) Refresh(files fs.FS) ([]Refreshed, error) {
	if c.Evidence != target.Confirmed {
		return nil, fmt.Errorf("%w: the capture of %s is %s", ErrRehearsed, c.Endpoint, c.Evidence)
	}
	best, err := c.confirmed(files)
	if err != nil {
		return nil, err
	}
	var out []Refreshed
	for _, name := range slices.Sorted(maps.Keys(best)) {
		data, err := c.refresh(files, name, best[name])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if data != nil {
			out = append(out, Refreshed{File: name, Data: data})
		}
	}
	return out, nil
}

// confirmed finds for each recorded answer the fullest one that the service gave in a confirmed scenario.
func (c *Capture) confirmed(files fs.FS) (map[string]*recording, error) {
	best := map[string]*recording{}
	consider := func(r *recording) error {
		if r.Response.Headers.Get(mockHeader) != "" {
			return fmt.Errorf("%w: call %d of %s carries its mark", ErrRehearsed, r.number, r.file)
		}
		name := fixtureOf(files, r)
		if was := best[name]; name != "" && (was == nil || len(shape([]byte(r.Response.Body))) > len(shape([]byte(was.Response.Body)))) {
			best[name] = r
		}
		return nil
	}
	for _, r := range c.shared {
		if err := consider(r); err != nil {
			return nil, err
		}
	}
	for _, e := range c.Scenarios {
		for _, r := range c.own[e.Scenario] {
			if e.Verdict != string(target.Confirmed) {
				continue
			}
			if err := consider(r); err != nil {
				return nil, err
			}
		}
	}
	return best, nil
}

// fixtureOf is the file of a recorded answer's outcome, or "".
func fixtureOf(files fs.FS, r *recording) string {
	x := r.exchange()
	if !x.Complete() || x.Answer.Status >= 500 && code(x) == "" {
		return ""
	}
	outcome := "success"
	if !x.Succeeded() {
		outcome = code(x)
	}
	for _, folder := range []string{r.call.Action, fixtures.Gateway} {
		name := "responses/" + folder + "/" + outcome + ".json"
		if _, err := fs.Stat(files, name); outcome != "" && err == nil {
			return name
		}
	}
	return worded(files, r)
}

// worded is the one file of several with the same code whose message can be the captured one, or "": which of them
// the service meant by a message of its own, nobody can tell.
func worded(files fs.FS, r *recording) string {
	var said yaml.Node
	if yaml.Unmarshal([]byte(r.Response.Body), &said) != nil || len(said.Content) != 1 {
		return ""
	}
	there, _ := fs.Glob(files, "responses/"+r.call.Action+"/*.json") // a constant pattern is never wrong
	var found []string
	for _, name := range there {
		var source struct {
			Body yaml.Node `yaml:"body"`
		}
		if data, err := fs.ReadFile(files, name); err == nil && yaml.Unmarshal(data, &source) == nil && sameWords(&source.Body, said.Content[0]) {
			found = append(found, name)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

func sameWords(template, said *yaml.Node) bool {
	for _, name := range []string{"Code", "Message"} {
		t, s := member(template, name), member(said, name)
		if t == nil || s == nil || t.Value != s.Value && !(&merging{}).fits(t.Value, s.Value) {
			return false
		}
	}
	return true
}

func (c *Capture) refresh(files fs.FS, name string, r *recording) ([]byte, error) {
	var old fixtures.Answer
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	var source struct {
		Body yaml.Node `yaml:"body"`
	}
	if err := errors.Join(yaml.Unmarshal(data, &old), yaml.Unmarshal(data, &source)); err != nil {
		return nil, err
	}
	var said yaml.Node
	if err := yaml.Unmarshal([]byte(r.Response.Body), &said); err != nil || len(said.Content) != 1 {
		return nil, fmt.Errorf("the captured body is not JSON: %w", err)
	}
	body := inJSON((&merging{requestID: r.exchange().RequestID()}).merge(&source.Body, said.Content[0]))
	if _, err := fixtures.ParseBody(body); err != nil {
		return nil, fmt.Errorf("the captured body would be no fixture: %w", err)
	}
	kind := cmp.Or(r.Response.Headers.Get("Content-Type"), old.Headers["Content-Type"])
	now := fixtures.Provenance{Source: "live", Date: c.Captured.Format(time.DateOnly), Region: c.Region, SDK: c.Facts.SDK}
	was := old.Provenance
	same := old.Status == r.Response.Code && old.Headers["Content-Type"] == kind && inJSON(&source.Body) == body
	if was.Date = now.Date; same && was == now {
		return nil, nil
	}
	return write(r.Response.Code, kind, body, now)
}

// write lays an answer out as the fixtures are.
func write(status int, contentType, body string, p fixtures.Provenance) ([]byte, error) {
	var b strings.Builder
	fmt.Fprintf(&b, `{"status":%d,"headers":{"Content-Type":%s},"body":%s,"provenance":{"source":%s,"date":%s,"region":%s,"sdk":%s}}`,
		status, quoted(contentType), body, quoted(p.Source), quoted(p.Date), quoted(p.Region), quoted(p.SDK))
	var out bytes.Buffer
	if err := json.Indent(&out, []byte(b.String()), "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

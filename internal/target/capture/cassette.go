package capture

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"
	"gopkg.in/yaml.v3"

	"github.com/slbconform/slbconform/internal/guard"
	"github.com/slbconform/slbconform/internal/wire"
)

// identityHeader says who made a recorded call: the name of the profile, never a key.
const identityHeader = "X-Slbconform-Identity"

// faultPrefix begins the status of an answer that did not arrive whole; the rest says why.
const faultPrefix = "fault: "

// interaction turns a scrubbed exchange into what go-vcr keeps.
func interaction(x *wire.Exchange, identity string) *cassette.Interaction {
	headers := x.Request.Header.Clone()
	headers.Set(identityHeader, identity)
	i := &cassette.Interaction{
		Request: cassette.Request{
			Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Method: x.Request.Method, Host: x.Request.URL.Host, URL: x.Request.URL.String(),
			Headers: headers, Body: string(x.Request.Body), ContentLength: int64(len(x.Request.Body)),
		},
		Response: cassette.Response{Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Duration: x.Took, Headers: http.Header{}},
	}
	if x.Answer != nil {
		i.Response.Code, i.Response.Status = x.Answer.Status, fmt.Sprintf("%d %s", x.Answer.Status, http.StatusText(x.Answer.Status))
		i.Response.Headers, i.Response.Body, i.Response.ContentLength = x.Answer.Header, string(x.Answer.Body), int64(len(x.Answer.Body))
	}
	if x.Fault != nil {
		i.Response.Status = faultPrefix + x.Fault.Error()
	}
	return i
}

// answer gives a recorded answer again, to the byte; a fault too.
func answer(i *cassette.Interaction, r *http.Request) (*http.Response, error) {
	fault := error(nil)
	if text, ok := strings.CutPrefix(i.Response.Status, faultPrefix); ok {
		fault = errors.New(text)
	}
	if i.Response.Code == 0 {
		return nil, fault
	}
	return &http.Response{
		Status: i.Response.Status, StatusCode: i.Response.Code, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: i.Response.Headers.Clone(), Body: &body{Reader: strings.NewReader(i.Response.Body), end: fault}, ContentLength: int64(len(i.Response.Body)),
	}, nil
}

// body ends as the recorded one did.
type body struct {
	*strings.Reader
	end error
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err != nil && b.end != nil {
		return n, b.end
	}
	return n, err
}

func (b *body) Close() error { return nil }

// asked is what tells one call from another: who asks for what, without what changes from run to run.
type asked map[string]string

func askedOf(r *wire.Request, identity string) asked {
	a := asked{"method": r.Method, "action": r.Action(), "version": r.Version(), "identity": identity}
	for name, values := range r.Params() {
		if !changing(name) {
			a["parameter "+name] = runMark.ReplaceAllString(strings.Join(values, "\n"), "slbconform-RUN-")
		}
	}
	return a
}

var runMark = regexp.MustCompile(`slbconform-\d{8}t\d{6}-[0-9a-f]{6}-`)

func changing(parameter string) bool {
	switch parameter {
	case "Signature", "SignatureNonce", "Timestamp", "TimeStamp", "AccessKeyId", "SecurityToken":
		return true
	}
	return false
}

// differs lists what two calls differ in, recorded first.
func (a asked) differs(b asked) []string {
	var out []string
	for name, recorded := range a {
		if b[name] != recorded {
			out = append(out, fmt.Sprintf("%s: recorded %q, asked %q", name, recorded, b[name]))
		}
	}
	for name, now := range b {
		if _, ok := a[name]; !ok {
			out = append(out, fmt.Sprintf("%s: not recorded, asked %q", name, now))
		}
	}
	return out
}

// recordedAsk reads what a recorded request asked.
func recordedAsk(r cassette.Request) asked {
	u, err := url.Parse(r.URL)
	if err != nil {
		u = &url.URL{}
	}
	request := &wire.Request{Method: r.Method, URL: u, Header: r.Headers, Body: []byte(r.Body)}
	return askedOf(request, r.Headers.Get(identityHeader))
}

// guarded is a file system for go-vcr that lets no secret through and remembers what it wrote.
type guarded struct {
	dir     string
	secrets []string
	files   map[string]string
}

func (g *guarded) ReadFile(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join(g.dir, name))
}
func (g *guarded) IsFileExists(name string) bool {
	_, err := os.Stat(filepath.Join(g.dir, name))
	return err == nil
}

func (g *guarded) WriteFile(name string, data []byte) error {
	if err := guard.WriteFile(filepath.Join(g.dir, name), data, 0o644, g.secrets...); err != nil {
		return err
	}
	g.files[name] = sum(data)
	return nil
}

func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	err := enc.Encode(v)
	return b.Bytes(), err
}

package suite_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/suite"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
)

// wrong answers one operation with the same wrong answer, whatever is asked, and sends all others on.
type wrong struct {
	next         http.RoundTripper
	action       string
	status       int
	header, body string
}

func (w wrong) RoundTrip(r *http.Request) (*http.Response, error) {
	if (&wire.Request{Method: r.Method, URL: r.URL, Header: canonical(r.Header)}).Action() != w.action {
		return w.next.RoundTrip(r)
	}
	answer := &http.Response{
		StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(w.body)), ContentLength: int64(len(w.body)),
	}
	if name, value, ok := strings.Cut(w.header, ": "); ok {
		answer.Header.Set(name, value)
	}
	return answer, nil
}

// canonical gives header names the form that everybody but the SDK writes.
func canonical(h http.Header) http.Header {
	out := http.Header{}
	for name, values := range h {
		out[http.CanonicalHeaderKey(name)] = values
	}
	return out
}

// TestAServerThatIsWrongPassesNothing lets a server answer the operation under test, or the one that scenarios read
// back with, with something that is no answer. No scenario that asked it may pass, and no sentence may crash.
func TestAServerThatIsWrongPassesNothing(t *testing.T) {
	s := load(t)
	sentences := []string{"server.weight.range", "server.running", "request.backend-servers.*", "response.*", "sample.response", "platform.*", "field.sdk-*", "error.SystemBusy", "ram.*"}
	const refusal = `{"RequestId":"7B7AB375-1EA6-4A18-9D1C-F258F2D57638","HostId":"slb.aliyuncs.com","Code":"SystemBusy","Message":"The system is busy."}`
	for name, answer := range map[string]wrong{
		"HTML":                        {status: 200, header: "Content-Type: text/html", body: "<html><body>Welcome</body></html>"},
		"HTML with an error status":   {status: 404, header: "Content-Type: text/html", body: "<html><body>Not here</body></html>"},
		"HTML from a gateway":         {status: 502, header: "Content-Type: text/html", body: "<html><body>Bad gateway</body></html>"},
		"an empty body":               {status: 200},
		"an empty refusal":            {status: 400},
		"no content":                  {status: 204},
		"white space":                 {status: 200, body: " \n\t "},
		"truncated JSON":              {status: 200, body: `{"VServerGroupId":"rsp-1","RequestId":"7B7AB375-1EA6-4A18-9D1C-F258F2D5`},
		"a truncated refusal":         {status: 400, body: refusal[:90]},
		"a redirect":                  {status: 302, header: "Location: https://login.example.com/", body: "Found"},
		"a permanent redirect":        {status: 308, header: "Location: /elsewhere"},
		"a redirect to nowhere":       {status: 302},
		"a success that is a refusal": {status: 200, body: refusal},
		"null":                        {status: 200, body: "null"},
		"an array":                    {status: 200, body: "[]"},
		"an empty object":             {status: 200, body: "{}"},
		"a refusal of null":           {status: 400, body: "null"},
		"an empty refusal object":     {status: 403, body: "{}"},
		"members of other types":      {status: 200, body: `{"VServerGroupId":1,"RequestId":[],"BackendServers":{"BackendServer":{"ServerId":{"a":[1]},"Port":[]}}}`},
		"a list of null":              {status: 200, body: `{"VServerGroupId":null,"RequestId":null,"BackendServers":{"BackendServer":[null,[],1,{}]}}`},
		"refusal members of numbers":  {status: 400, body: `{"RequestId":1,"HostId":2,"Code":3,"Message":4}`},
		"two objects":                 {status: 200, body: `{} {}`},
		"bytes that are not UTF-8":    {status: 200, body: "\xff\xfe\x00\x01"},
		"a status that is none":       {status: 600, body: refusal},
		"a status of information":     {status: 101},
	} {
		for _, action := range []string{"AddVServerGroupBackendServers", "DescribeVServerGroupAttribute"} {
			t.Run(action+" answered with "+name, func(t *testing.T) {
				config := mockConfig(t)
				config.Wrap = func(next http.RoundTripper) http.RoundTripper {
					w := answer
					w.next, w.action = next, action
					return w
				}
				result := run(t, s, suite.Options{Target: target.NewMock(config), Filter: suite.Filter{Rules: sentences}})
				for _, o := range result.Outcomes {
					if o.Verdict != reports.Violates && o.Verdict != reports.Inconclusive && asked(o, action) {
						t.Errorf("%s: %s %s", o.Scenario.ID(), o.Verdict, o.Reason)
					}
				}
				for _, f := range result.Faults {
					if f.Kind != "leaked" {
						t.Errorf("%s: %s (%s)", f.Kind, f.Says, f.Scenario.ID())
					}
				}
			})
		}
	}
}

func asked(o *suite.Outcome, action string) bool {
	for _, x := range o.Exchanges {
		if x.Action == action {
			return true
		}
	}
	return false
}

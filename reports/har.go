package reports

import (
	"bufio"
	"cmp"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

// The parts of an HTTP archive, version 1.2 (http://www.softwareishard.com/blog/har-12-spec/).
type (
	harEntry struct {
		Page     string             `json:"pageref,omitempty"`
		Started  time.Time          `json:"startedDateTime"`
		Time     float64            `json:"time"`
		Request  harRequest         `json:"request"`
		Response harResponse        `json:"response"`
		Cache    struct{}           `json:"cache"`
		Timings  map[string]float64 `json:"timings"`
		Comment  string             `json:"comment,omitempty"`
	}
	harRequest struct {
		Method      string   `json:"method"`
		URL         string   `json:"url"`
		HTTPVersion string   `json:"httpVersion"`
		Cookies     []Value  `json:"cookies"`
		Headers     []Value  `json:"headers"`
		Query       []Value  `json:"queryString"`
		Post        *harPost `json:"postData,omitempty"`
		HeadersSize int      `json:"headersSize"`
		BodySize    int      `json:"bodySize"`
	}
	harPost struct {
		MimeType string  `json:"mimeType"`
		Params   []Value `json:"params"`
		Text     string  `json:"text"`
	}
	harResponse struct {
		Status      int        `json:"status"`
		StatusText  string     `json:"statusText"`
		HTTPVersion string     `json:"httpVersion"`
		Cookies     []Value    `json:"cookies"`
		Headers     []Value    `json:"headers"`
		Content     harContent `json:"content"`
		Redirect    string     `json:"redirectURL"`
		HeadersSize int        `json:"headersSize"`
		BodySize    int        `json:"bodySize"`
	}
	harContent struct {
		Size     int    `json:"size"`
		MimeType string `json:"mimeType"`
		Text     string `json:"text"`
	}
)

// unknown is what the format writes for a size or time that was not measured.
const unknown = -1

// writeHAR writes every exchange as an HTTP archive, which a browser's network panel opens. A scenario is a page.
func writeHAR(w io.Writer, r *Report) error {
	j := jsonWriter{w: bufio.NewWriter(w), between: `{"log":{`}
	j.member("version", "1.2")
	j.member("creator", map[string]string{"name": "slbconform", "version": r.Identity.Module})
	pages := []map[string]any{}
	for i := range r.Scenarios {
		if s := &r.Scenarios[i]; len(s.Exchanges) > 0 {
			pages = append(pages, map[string]any{"startedDateTime": s.Started, "id": s.ID, "title": s.ID, "pageTimings": struct{}{}})
		}
	}
	members(&j, "pages", pages)
	j.name("entries")
	j.list(len(r.Exchanges), func(i int) any { return harOf(&r.Exchanges[i]) })
	j.raw("}}\n")
	if j.err != nil {
		return j.err
	}
	return j.w.Flush()
}

func harOf(x *Exchange) harEntry {
	ms := float64(x.Duration) / float64(time.Millisecond)
	return harEntry{
		Page: x.Scenario, Started: x.Started, Time: ms, Timings: map[string]float64{"send": 0, "wait": ms, "receive": 0}, Comment: x.Action,
		Request: harRequest{
			Method: x.Method, URL: x.URL, HTTPVersion: "HTTP/1.1", Cookies: []Value{}, Headers: harHeaders(x.ReqHeader),
			Query: x.Parameters, Post: harPostOf(x), HeadersSize: unknown, BodySize: len(x.ReqBody),
		},
		Response: harResponse{
			Status: x.Status, StatusText: harStatus(x), HTTPVersion: "HTTP/1.1", Cookies: []Value{}, Headers: harHeaders(x.Header),
			Content:  harContent{Size: len(x.Body), MimeType: x.Header.Get("Content-Type"), Text: x.Body},
			Redirect: x.Header.Get("Location"), HeadersSize: unknown, BodySize: len(x.Body),
		},
	}
}

func harStatus(x *Exchange) string { return cmp.Or(x.Fault, http.StatusText(x.Status)) }

func harPostOf(x *Exchange) *harPost {
	if x.ReqBody == "" {
		return nil
	}
	return &harPost{MimeType: x.ReqHeader.Get("Content-Type"), Params: []Value{}, Text: x.ReqBody}
}

// harHeaders are headers in the order of their names.
func harHeaders(h http.Header) []Value {
	pairs := []Value{}
	for name, values := range h {
		for _, v := range values {
			pairs = append(pairs, Value{name, v})
		}
	}
	slices.SortStableFunc(pairs, func(a, b Value) int { return strings.Compare(a.Name, b.Name) })
	return pairs
}

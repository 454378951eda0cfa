package reports

import (
	"bufio"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

// The parts of an HTTP archive, version 1.2 (http://www.softwareishard.com/blog/har-12-spec/).
type (
	harCreator struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	harPage struct {
		Started time.Time `json:"startedDateTime"`
		ID      string    `json:"id"`
		Title   string    `json:"title"`
		Timings struct{}  `json:"pageTimings"`
	}
	harEntry struct {
		Page     string      `json:"pageref,omitempty"`
		Started  time.Time   `json:"startedDateTime"`
		Time     float64     `json:"time"`
		Request  harRequest  `json:"request"`
		Response harResponse `json:"response"`
		Cache    struct{}    `json:"cache"`
		Timings  harTimings  `json:"timings"`
		Comment  string      `json:"comment,omitempty"`
	}
	harRequest struct {
		Method      string    `json:"method"`
		URL         string    `json:"url"`
		HTTPVersion string    `json:"httpVersion"`
		Cookies     []harPair `json:"cookies"`
		Headers     []harPair `json:"headers"`
		Query       []harPair `json:"queryString"`
		Post        *harPost  `json:"postData,omitempty"`
		HeadersSize int       `json:"headersSize"`
		BodySize    int       `json:"bodySize"`
	}
	harPost struct {
		MimeType string    `json:"mimeType"`
		Params   []harPair `json:"params"`
		Text     string    `json:"text"`
	}
	harResponse struct {
		Status      int        `json:"status"`
		StatusText  string     `json:"statusText"`
		HTTPVersion string     `json:"httpVersion"`
		Cookies     []harPair  `json:"cookies"`
		Headers     []harPair  `json:"headers"`
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
	harPair struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	harTimings struct {
		Send    float64 `json:"send"`
		Wait    float64 `json:"wait"`
		Receive float64 `json:"receive"`
	}
)

// unknown is what the format writes for a size or time that was not measured.
const unknown = -1

// writeHAR writes every exchange as an HTTP archive, which a browser's network panel opens. A scenario is a page.
func writeHAR(w io.Writer, r *Report) error {
	j := jsonWriter{w: bufio.NewWriter(w), between: `{"log":{`}
	j.member("version", "1.2")
	j.member("creator", harCreator{"slbconform", r.Identity.Module})
	pages := []harPage{}
	for i := range r.Scenarios {
		if s := &r.Scenarios[i]; len(s.Exchanges) > 0 {
			pages = append(pages, harPage{Started: s.Started, ID: s.ID, Title: s.ID})
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
		Page: x.Scenario, Started: x.Started, Time: ms, Timings: harTimings{Send: 0, Wait: ms, Receive: 0}, Comment: x.Action,
		Request: harRequest{
			Method: x.Method, URL: x.URL, HTTPVersion: "HTTP/1.1", Cookies: []harPair{}, Headers: harHeaders(x.ReqHeader),
			Query: harValues(x.Parameters), Post: harPostOf(x), HeadersSize: unknown, BodySize: len(x.ReqBody),
		},
		Response: harResponse{
			Status: x.Status, StatusText: harStatus(x), HTTPVersion: "HTTP/1.1", Cookies: []harPair{}, Headers: harHeaders(x.Header),
			Content:  harContent{Size: len(x.Body), MimeType: x.Header.Get("Content-Type"), Text: x.Body},
			Redirect: x.Header.Get("Location"), HeadersSize: unknown, BodySize: len(x.Body),
		},
	}
}

func harStatus(x *Exchange) string {
	if x.Fault != "" {
		return x.Fault
	}
	return http.StatusText(x.Status)
}

func harPostOf(x *Exchange) *harPost {
	if x.ReqBody == "" {
		return nil
	}
	return &harPost{MimeType: x.ReqHeader.Get("Content-Type"), Params: []harPair{}, Text: x.ReqBody}
}

func harValues(values []Value) []harPair {
	pairs := []harPair{}
	for _, v := range values {
		pairs = append(pairs, harPair(v))
	}
	return pairs
}

func harHeaders(h http.Header) []harPair {
	pairs := []harPair{}
	for name, values := range h {
		for _, v := range values {
			pairs = append(pairs, harPair{name, v})
		}
	}
	slices.SortStableFunc(pairs, func(a, b harPair) int { return strings.Compare(a.Name, b.Name) })
	return pairs
}

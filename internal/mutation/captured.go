package mutation

import (
	"io"
	"net/http"
)

// captured is an answer, kept.
type captured struct {
	status int
	header http.Header
	body   []byte
}

// right is what the intact mock of the request's session answers.
func (s *serving) right(r *http.Request) captured {
	id := r.Header.Get(sessionHeader)
	r.Header.Del(sessionHeader)
	s.mu.Lock()
	intact := s.services[id]
	s.mu.Unlock()
	r.URL.Scheme, r.URL.Host, r.RequestURI = "https", r.Host, ""
	answer, err := intact.RoundTrip(r)
	if err != nil {
		return captured{status: http.StatusBadGateway}
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return captured{status: http.StatusBadGateway}
	}
	return captured{answer.StatusCode, answer.Header, body}
}

func (c captured) send(w http.ResponseWriter) {
	for name, values := range c.header {
		w.Header()[name] = values
	}
	w.WriteHeader(c.status)
	w.Write(c.body) // an error means that the caller is gone
}

// Header, WriteHeader and Write make it an http.ResponseWriter, for a handler that is asked in process.
func (c *captured) Header() http.Header { return c.header }

// WriteHeader keeps the status.
func (c *captured) WriteHeader(status int) { c.status = status }

// Write keeps the bytes.
func (c *captured) Write(p []byte) (int, error) {
	c.body = append(c.body, p...)
	return len(p), nil
}

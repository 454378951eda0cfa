package wire

import (
	"bytes"
	"net/http"
)

// Buffered is an http.ResponseWriter that keeps the answer in memory, to be read, changed or sent later.
type Buffered struct {
	Status int
	Body   bytes.Buffer
	header http.Header
}

// NewBuffered is an answer to which nothing was written: a success without a body.
func NewBuffered() *Buffered {
	return &Buffered{Status: http.StatusOK, header: make(http.Header, 8)}
}

// Header, WriteHeader and Write make it an http.ResponseWriter.
func (b *Buffered) Header() http.Header         { return b.header }
func (b *Buffered) WriteHeader(status int)      { b.Status = status }
func (b *Buffered) Write(p []byte) (int, error) { return b.Body.Write(p) }

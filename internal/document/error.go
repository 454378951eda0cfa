package document

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// Error says why a document was not understood.
type Error struct {
	File    string // as the person named it
	Line    int    // 1-based; 0 when the document itself is meant
	Section string // empty when the document itself is meant
	What    string // what is wrong, and what was expected
	Flag    bool   // a flag says otherwise than the file, or what cannot be meant
}

// Error says file:line: section: what.
func (e *Error) Error() string {
	at := e.File
	if e.Line > 0 {
		at = fmt.Sprintf("%s:%d", e.File, e.Line)
	}
	if e.Section != "" {
		return fmt.Sprintf("%s: section %q: %s", at, e.Section, e.What)
	}
	return fmt.Sprintf("%s: %s", at, e.What)
}

// maxSize is far above any document of the family (about 10 kB): a larger file is something else.
const maxSize = 4 << 20

// looksLikeText returns an error for a file that is empty, too large or not UTF-8 text.
func looksLikeText(file string, data []byte) error {
	wrong := func(what string) error { return &Error{File: file, What: what} }
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return wrong("the file is empty")
	case len(data) > maxSize:
		return wrong(fmt.Sprintf("the file has %d bytes; a document has at most %d", len(data), maxSize))
	case bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")):
		return wrong("the file is UTF-16; save it as UTF-8")
	case !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0:
		return wrong("the file is not UTF-8 text")
	}
	return nil
}

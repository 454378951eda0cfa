package document

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// Error says why a page was not understood.
type Error struct {
	File    string // as the person named it
	Line    int    // 1-based; 0 when the whole page is meant
	Section string // empty when the page as a whole is meant
	What    string // what is wrong, and what was expected
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

// maxSize is far above any page of the documentation (about 10 kB): what is larger is another file.
const maxSize = 4 << 20

// looksLikeText turns away files that a browser's "save as text" does not write.
func looksLikeText(file string, data []byte) error {
	wrong := func(what string) error { return &Error{File: file, What: what} }
	start := bytes.ToLower(bytes.TrimSpace(data[:min(len(data), 512)]))
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return wrong("the file is empty")
	case len(data) > maxSize:
		return wrong(fmt.Sprintf("the file has %d bytes; a page has at most %d", len(data), maxSize))
	case bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")):
		return wrong("the file is UTF-16; save the page as UTF-8 text")
	case bytes.HasPrefix(start, []byte("<!doctype")) || bytes.HasPrefix(start, []byte("<html")):
		return wrong("the file is HTML; save the page as text")
	case !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0:
		return wrong("the file is not UTF-8 text")
	}
	return nil
}

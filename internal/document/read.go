package document

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// maxStatements is far above any document of the family (about 150): what has more is another file.
const maxStatements = 1500

// Read reads a document in any of its forms. file is its name in errors. given is what the form may not carry. The error
// joins an *Error for everything that was not understood; there is no document then.
func Read(file string, data []byte, given Identity) (*Document, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if err := looksLikeText(file, data); err != nil {
		return nil, err
	}
	d := &Document{File: file, asked: cmp.Or(given.Operation, fromFileName(file).Operation)}
	read := d.readPage
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) || json.Valid(data) {
		read = d.readMetadata
	}
	if err := read(string(data)); err != nil {
		return nil, err
	}
	if n := len(d.Statements); n > maxStatements {
		return nil, &Error{File: file, What: fmt.Sprintf("the file has %d statements; a document has at most %d", n, maxStatements)}
	}
	if err := d.identify(given); err != nil {
		return nil, err
	}
	return d, nil
}

// readPage reads a page in either of its forms.
func (d *Document) readPage(data string) error {
	d.Name = Page
	d.Text = cleaned(data)
	if isMarkdown(d.Text) {
		if err := d.links(d.Text); err != nil {
			return err
		}
		plain, err := plainText(d.File, d.Text)
		if err != nil {
			return err
		}
		d.Text = plain
	}
	d.Text = withoutMarks(d.Text)
	cells := cellsOf(d.Text)
	if n := len(cells); n > 4*maxStatements {
		return d.wrong("the file has %d lines with text; a page has at most %d", n, 4*maxStatements)
	}
	if err := d.findSections(cells); err != nil {
		return err
	}
	c := &cutter{doc: d}
	for _, s := range d.Sections {
		if in := within(cells, s); len(in) > 0 {
			c.section(s, in)
		}
	}
	if err := errors.Join(c.errs...); err != nil {
		return err
	}
	d.Statements = c.statements()
	return nil
}

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

package document

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
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

package document

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Identity is what a person says of a document by flags. Empty fields are read from the document, or else from the
// name of its file: AddVServerGroupBackendServers.2026-03-04.md.
type Identity struct {
	Operation string
	Date      string // YYYY-MM-DD
}

var fileName = regexp.MustCompile(`^([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:\.(\d{4}-\d\d-\d\d))?\.(?:md|json|txt)$`)

// fromFileName is what the name of a file says. Both parts are optional.
func fromFileName(file string) Identity {
	m := fileName.FindStringSubmatch(filepath.Base(file))
	if m == nil {
		return Identity{}
	}
	if _, err := time.Parse(time.DateOnly, m[2]); err != nil {
		return Identity{Operation: m[1]}
	}
	return Identity{Operation: m[1], Date: m[2]}
}

// identify sets the operation and the date of the document from the document itself, the flags and the file name. Where two
// of them differ, it returns an error.
func (d *Document) identify(given Identity) error {
	name := fromFileName(d.File)
	if name.Date != "" {
		switch {
		case given.Operation != "" && given.Operation != name.Operation:
			return d.contradicted(true, "the name of the file says %s, and -operation says %s", name.Operation, given.Operation)
		case given.Date != "" && given.Date != name.Date:
			return d.contradicted(true, "the name of the file says %s, and -date says %s", name.Date, given.Date)
		}
		given = name
	}
	switch {
	case d.Operation == "" && given.Operation == "":
		d.Operation = name.Operation
	case d.Operation == "":
		d.Operation = given.Operation
	case given.Operation != "" && given.Operation != d.Operation:
		return d.contradicted(name.Date == "", "the document is of %s, and it was given as one of %s", d.Operation, given.Operation)
	}
	switch {
	case d.Updated == "":
		d.Updated = given.Date
	case given.Date != "" && given.Date != d.Updated:
		return d.contradicted(name.Date == "", "the document is of %s, and it was given as one of %s", d.Updated, given.Date)
	}
	if d.Operation == "" || d.Updated == "" {
		return d.wrong("does not say %s: name the file such as DeleteVServerGroup.2026-03-04.json, or give -operation and -date", d.unsaid())
	}
	return nil
}

func (d *Document) unsaid() string {
	switch {
	case d.Operation != "":
		return "of which day it is"
	case d.Updated == "":
		return "of which operation and day it is"
	}
	return "of which operation it is"
}

// contradicted is the error for sources that differ about a document; flag reports whether one of them is a flag.
func (d *Document) contradicted(flag bool, format string, args ...any) error {
	return &Error{File: d.File, What: fmt.Sprintf(format, args...), Flag: flag}
}

func (d *Document) wrong(format string, args ...any) error {
	return &Error{File: d.File, What: fmt.Sprintf(format, args...)}
}

var (
	titleLine   = regexp.MustCompile(`^(?:([^:]*):)?([A-Z][a-z]+[A-Z][A-Za-z0-9]*|[A-Z][a-z]+[A-Za-z0-9]*[A-Z][A-Za-z0-9]*)(?: - .*)?$`)
	updatedLine = regexp.MustCompile(`(?i)^(?:last updated|updated at|updated on)\s*:\s*(.*)$`)
)

// navigation is what the web site puts above the title of a page, in lower case.
func navigation() []string { return []string{"all products", "search", "document center"} }

// header reads the title and the date, which only a page saved as text has, and cuts everything else before the first
// heading into sentences: "This operation is deprecated." has to be accounted for too.
func (c *cutter) header(cells []cell) {
	titled := false
	for _, cl := range cells {
		text := collapseSpace(cl.text)
		switch m := titleLine.FindStringSubmatch(text); {
		case m != nil && !titled:
			c.title(cl, m)
			titled = true
		case updatedLine.MatchString(text):
			c.date(cl, updatedLine.FindStringSubmatch(text)[1])
		case !titled && slices.Contains(navigation(), strings.ToLower(text)):
			c.cut(cl.from, cl, Navigation, "")
		default:
			c.sentences(cl, cl, "", false)
		}
	}
}

// title reads the line that names product and operation. The links of a page in Markdown have named the operation
// before it.
func (c *cutter) title(cl cell, m []string) {
	if was := c.doc.Operation; was != "" && was != m[2] {
		c.fail(cl.line, fmt.Sprintf("the title names %s, and the links of the page lead to %s: is it two pages in one file?", m[2], was))
	}
	c.doc.Product, c.doc.Operation = strings.TrimSpace(m[1]), m[2]
	c.cut(cl.from, cl, Title, "")
}

func (c *cutter) date(cl cell, text string) {
	c.cut(cl.from, cl, Updated, "")
	if text == "" {
		return
	}
	for _, layout := range []string{"Jan 2, 2006", "January 2, 2006", "2006-01-02", "2006-01-02 15:04", "2006-01-02 15:04:05", "2006/01/02"} {
		if t, err := time.Parse(layout, text); err == nil {
			c.doc.Updated = t.Format(time.DateOnly)
			return
		}
	}
	c.fail(cl.line, fmt.Sprintf("the date %q is not understood; expected one such as Mar 04, 2026 or 2026-03-04", text))
}

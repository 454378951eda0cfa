// Package document reads a page of the vendor's documentation as a person saves it from the browser as text, splits
// it into statements, and holds them against the ledger (spec/rules.yaml), against the lock of an earlier
// reading (spec/page.lock) and against another version of the page.
//
// A page is cut, never copied: every statement is a span of the page, and the spans of a section are the whole
// section. So nothing on the page can be missed without a statement that nobody accounts for.
package document

import (
	"fmt"
	"time"

	"github.com/slbconform/slbconform/spec"
)

// Page is one page, read and cut.
type Page struct {
	File    string    // as the person named it
	Title   string    // the operation
	Product string    // what stands before the operation in the title line; may be empty
	Updated time.Time // the page's own date, in UTC; zero when the page gives none
	Data    []byte    // the page as it was read; the spans of Sections and Statements point into it

	Sections   []Section   // in the order of the page; the first is the header
	Statements []Statement // in the order of the page
}

// Section is one part of the page, from its heading to the next one.
type Section struct {
	Name       string // our name for it, whatever the page's edition calls it
	Normative  bool   // its statements have to be accounted for
	Line       int    // of the heading
	Start, End int    // bytes of Page.Data
}

// Statement is the smallest piece of a page that says one thing.
type Statement struct {
	Section string // name of the section
	Path    string // where in the section: parameter > member > value; empty for text outside the table
	Kind    Kind
	Text    string // as the page writes it, white space folded; empty when read from the lock
	Hash    string // of the folded text, see HashOf
	Words   string // hashes of its words, see wordsOf: enough to recognise an edited sentence, not to read it
	Facts   []Fact // what a program understands of it
	Line    int    // 1-based; 0 when read from the lock
	Start   int    // bytes of Page.Data, up to the next statement
	End     int
}

// Pointer names the statement the way the ledger does.
func (s *Statement) Pointer() spec.Pointer {
	return spec.Pointer{Section: s.Section, Path: s.Path, Statement: s.Hash}
}

// Kind says what sort of text a statement is.
type Kind string

// The kinds of statements.
const (
	Heading  Kind = "heading"  // of a section
	Columns  Kind = "columns"  // the heads of a table
	Sentence Kind = "sentence" // in a paragraph, a bullet or a note
	Row      Kind = "row"      // a table row, or the cells of it that say one thing together
	Example  Kind = "example"  // the example column of a table
	Sample   Kind = "sample"   // a request or an answer
	Title    Kind = "title"    // the title line of the page
	Updated  Kind = "updated"  // the line with the page's date
)

// Fact is one thing a statement says in a form that can be compared by value. Kind is the kind of the rules it
// is compared with; the fields are those of the ledger.
type Fact struct {
	Kind      spec.Kind `yaml:"kind"`
	spec.Fact `yaml:",inline"`
}

// maxStatements is far above any page of the documentation (about 150); aligning takes time and memory with its
// square.
const maxStatements = 1500

// Parse reads a page. file is its name in errors, each of which is an *Error; all that are found are joined.
// A page that is not understood as a whole is not returned in parts.
func Parse(file string, data []byte) (*Page, error) {
	if err := looksLikeText(file, data); err != nil {
		return nil, err
	}
	p := &Page{File: file, Data: data}
	c := &cutter{page: p, clean: cleaned(data)}
	cells := cellsOf(string(c.clean.text))
	if err := p.findSections(cells, len(c.clean.text)); err != nil {
		return nil, err
	}
	for _, s := range p.Sections {
		c.section(s, within(cells, s))
	}
	if err := c.failed(); err != nil {
		return nil, err
	}
	p.Statements = c.statements()
	if n := len(p.Statements); n > maxStatements {
		return nil, &Error{File: file, What: fmt.Sprintf("the file has %d statements; a page has at most %d", n, maxStatements)}
	}
	p.place(c.clean.at)
	return p, nil
}

// place turns the spans, so far of the cleaned page, into spans of the page.
func (p *Page) place(at []int) {
	for i := range p.Sections {
		s := &p.Sections[i]
		s.Start, s.End = at[s.Start], at[s.End]
	}
	for i := range p.Statements {
		s := &p.Statements[i]
		s.Start, s.End = at[s.Start], at[s.End]
	}
}

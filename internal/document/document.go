// Package document reads what the vendor publishes of an operation, in the three forms it is given in: the page saved
// as text, the page as the vendor's Markdown, and the API metadata as JSON. It splits a document into statements and
// holds them against the ledger (spec/<Operation>/rules.yaml), against the lock of an earlier reading
// (spec/<Operation>/document.lock) and against another version of the document.
//
// A page is cut, never copied: every statement is a span of the text, and the spans of a section are all of its text. So
// nothing on a page can be missed without a statement that is behind no rule and not set aside.
package document

import (
	"slices"

	"github.com/slbconform/slbconform/spec"
)

// Document is one document, read and cut.
type Document struct {
	Locked           // what may be kept of it
	File      string // as the person named it
	Operation string
	Version   string // of the API; empty when the document does not say
	Text      string // the page as it was cut, one line for each of the file; empty for metadata
	Sections  []Section

	asked string // the operation that is meant, as far as flag or file name say
}

// The names by which an operation's documents are known. A page is the same document in both of its forms.
const (
	Page     = "page"
	Metadata = "metadata"
)

// Section is one part of a document, from its heading to the next one.
type Section struct {
	Name       string // our name for it, whatever the edition calls it
	Normative  bool   // its statements have to be accounted for
	Line       int    // of the heading
	Start, End int    // bytes of Document.Text
}

// Statement is the smallest piece of a document that says one thing.
type Statement struct {
	Section string `yaml:"-"`    // name of the section
	Path    string `yaml:"path"` // where in the section: parameter > member > value; empty for text outside the table
	Kind    Kind   `yaml:"kind"`
	Text    string `yaml:"-"`     // as the document writes it, white space collapsed; empty when read from the lock
	Hash    string `yaml:"hash"`  // of the normalised text, see HashOf
	Words   string `yaml:"words"` // hashes of its words, see wordsOf: enough to recognise an edited sentence, not to read it
	Facts   []Fact `yaml:"facts"` // what a program understands of it
	Line    int    `yaml:"-"`     // 1-based; 0 when it is not known
	Start   int    `yaml:"-"`     // bytes of Document.Text, up to the next statement
	End     int    `yaml:"-"`
}

// Kind says what sort of text a statement is.
type Kind string

// The kinds of statements.
const (
	Heading    Kind = "heading"    // of a section
	Columns    Kind = "columns"    // the heads of a table
	Sentence   Kind = "sentence"   // in a paragraph, a bullet or a note
	Prose      Kind = "prose"      // a leaf of metadata that is a text for people
	Row        Kind = "row"        // a table row, or the cells of it that say one thing together
	Value      Kind = "value"      // a leaf of metadata that is no text for people
	Example    Kind = "example"    // the example column of a table
	Sample     Kind = "sample"     // a request or an answer
	Title      Kind = "title"      // the title line of the page
	Updated    Kind = "updated"    // the line with the page's date
	Navigation Kind = "navigation" // what the web site puts around its pages
)

func (k Kind) known() bool {
	return slices.Contains([]Kind{Heading, Columns, Sentence, Prose, Row, Value, Example, Sample, Title, Updated, Navigation}, k)
}

// Fact is one thing a statement says in a form that can be compared by value. Kind is the kind of the rules it is
// compared with; the fields are those of the ledger.
type Fact struct {
	Kind      spec.Kind `yaml:"kind"`
	spec.Fact `yaml:",inline"`
}

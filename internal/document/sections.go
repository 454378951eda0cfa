package document

import (
	"fmt"
	"slices"
	"strings"
)

// Our names of the sections. They stand in the ledgers and in the locks. Metadata
// has the same sections where it speaks of the same things.
const (
	SectionHeader   = "Header"
	SectionNotes    = "Operation description"
	SectionTry      = "Try it now"
	SectionRAM      = "RAM authorization"
	SectionRequest  = "Request parameters"
	SectionResponse = "Response elements"
	SectionExamples = "Examples"
	SectionErrors   = "Error codes"
	SectionReleases = "Release notes"
	SectionAPI      = "Operation" // metadata: what is said of the operation itself
)

// heading is a section that pages of this family have.
type heading struct {
	name      string
	aliases   []string // how other editions of the page head it, lower case
	normative bool
	required  bool
}

func headings() []heading {
	return []heading{
		{name: SectionNotes, aliases: []string{"description", "usage notes", "prerequisites", "limits", "limitations", "precautions", "qps limits", "qps limit"}, normative: true},
		{name: SectionTry, aliases: []string{"debugging"}},
		{name: SectionRAM, aliases: []string{"authorization information", "ram authentication"}, normative: true, required: true},
		{name: SectionRequest, aliases: nil, normative: true, required: true},
		{name: SectionResponse, aliases: []string{"response parameters"}, normative: true, required: true},
		{name: SectionExamples, aliases: nil, normative: true, required: true},
		{name: SectionErrors, aliases: nil, normative: true, required: true},
		{name: SectionReleases, aliases: []string{"change history", "release note"}},
	}
}

// headed finds the section that a cell with this text heads. Notes come before any table: later, "Description"
// and "Limits" are names of columns, parameters and elements.
func headed(text string, inTables bool) (heading, bool) {
	folded := strings.ToLower(collapseSpace(text))
	for _, h := range headings() {
		if folded == strings.ToLower(h.name) || slices.Contains(h.aliases, folded) {
			return h, h.name != SectionNotes || !inTables
		}
	}
	return heading{}, false
}

// findSections cuts the page at its headings. A heading is a cell of its own line with a known text.
func (d *Document) findSections(cells []cell) error {
	if what := wrongForm(d.Text); what != "" {
		return d.wrong("%s", what)
	}
	d.Sections = []Section{{Name: SectionHeader, Normative: true, Line: 1}}
	first := map[string]int{}
	var again error
	inTables := false
	for i, c := range cells {
		alone := !c.bullet && !c.tabbed && (i+1 == len(cells) || !cells[i+1].tabbed)
		h, ok := headed(c.text, inTables)
		if !ok || !alone {
			continue
		}
		if line, twice := first[h.name]; twice {
			if again == nil {
				again = &Error{File: d.File, Line: c.line, Section: h.name, What: fmt.Sprintf("stands twice on the page, first on line %d: is it two pages in one file?", line)}
			}
			continue
		}
		first[h.name] = c.line
		inTables = inTables || h.required
		d.Sections[len(d.Sections)-1].End = c.from
		d.Sections = append(d.Sections, Section{Name: h.name, Normative: h.normative, Line: c.line, Start: c.from})
	}
	d.Sections[len(d.Sections)-1].End = len(d.Text)
	if err := d.missing(first); err != nil {
		return err // which makes columns of what is left pass for headings
	}
	return again
}

// missing reports, in one line, the sections without which a page is half a page or none.
func (d *Document) missing(found map[string]int) error {
	var names []string
	for _, h := range headings() {
		if _, ok := found[h.name]; !ok && h.required {
			names = append(names, h.name)
		}
	}
	switch {
	case len(names) == 0:
		return nil
	case len(found) == 0:
		return d.wrong("no line is the heading of a section: it is no page of an operation, or in a form that is not read.%s", entirePage)
	}
	return d.wrong("%s: missing; is the file half a page?%s", strings.Join(names, ", "), entirePage)
}

// within is the cells of a section.
func within(cells []cell, s Section) []cell {
	return slices.DeleteFunc(slices.Clone(cells), func(c cell) bool { return c.from < s.Start || c.from >= s.End })
}

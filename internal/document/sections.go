package document

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Our names of the sections. They stand in spec/rules.yaml and spec/page.lock.
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
func (p *Page) findSections(cells []cell, end int) error {
	p.Sections = []Section{{Name: SectionHeader, Line: 1}}
	first := map[string]int{}
	var errs []error
	inTables := false
	for i, c := range cells {
		alone := !c.bullet && !c.tabbed && (i+1 == len(cells) || !cells[i+1].tabbed)
		h, ok := headed(c.text, inTables)
		if !ok || !alone {
			continue
		}
		if line, twice := first[h.name]; twice {
			errs = append(errs, &Error{File: p.File, Line: c.line, Section: h.name, What: fmt.Sprintf("stands twice on the page, first on line %d", line)})
			continue
		}
		first[h.name] = c.line
		inTables = inTables || h.required
		p.Sections[len(p.Sections)-1].End = c.from
		p.Sections = append(p.Sections, Section{Name: h.name, Normative: h.normative, Line: c.line, Start: c.from})
	}
	p.Sections[len(p.Sections)-1].End = end
	return errors.Join(append(errs, p.missing(first)...)...)
}

func (p *Page) missing(found map[string]int) []error {
	var errs []error
	for _, h := range headings() {
		if _, ok := found[h.name]; ok || !h.required {
			continue
		}
		known := strings.Join(append([]string{h.name}, h.aliases...), ", ")
		errs = append(errs, &Error{File: p.File, Section: h.name, What: "is missing: no line of the page is its heading (" + known + ")"})
	}
	return errs
}

// within is the cells of a section.
func within(cells []cell, s Section) []cell {
	lo, hi := 0, len(cells)
	for lo < hi && cells[lo].from < s.Start {
		lo++
	}
	for hi > lo && cells[hi-1].from >= s.End {
		hi--
	}
	return cells[lo:hi]
}

package document

import (
	"strings"
)

// cutter decides where statements begin. A statement ends where the next one or the next section begins, so that every byte
// of a section belongs to exactly one statement.
type cutter struct {
	doc     *Document
	current Section
	cuts    []cut
	errs    []error
}

type cut struct {
	at      int
	line    int
	section Section
	path    string
	kind    Kind
	facts   []Fact
}

func (c *cutter) fail(line int, what string) {
	c.errs = append(c.errs, &Error{File: c.doc.File, Line: line, Section: c.current.Name, What: what})
}

func (c *cutter) cut(at int, near cell, kind Kind, path string, facts ...Fact) {
	c.cuts = append(c.cuts, cut{at: at, line: near.line, section: c.current, path: path, kind: kind, facts: facts})
}

// section cuts one section into statements, by the form that a section of this name has.
func (c *cutter) section(s Section, cells []cell) {
	c.current = s
	cells, ok := c.joinSamples(cells)
	if !ok {
		return
	}
	if s.Name == SectionHeader {
		c.header(cells)
		return
	}
	c.cut(cells[0].from, cells[0], Heading, "")
	cells = cells[1:]
	switch s.Name {
	case SectionRAM:
		c.ram(cells)
	case SectionRequest:
		c.table(cells, []string{"parameter", "name"}, true)
	case SectionResponse:
		c.table(cells, []string{"element", "parameter", "name"}, false)
	case SectionErrors:
		c.errorCodes(cells)
	default:
		c.prose(cells, "")
	}
}

// statements turns the cuts into statements. Blank lines at the very beginning belong to the first one.
func (c *cutter) statements() []Statement {
	out := make([]Statement, len(c.cuts))
	for i, k := range c.cuts {
		if i == 0 {
			k.at = k.section.Start
		}
		end := k.section.End
		if i+1 < len(c.cuts) && c.cuts[i+1].section.Name == k.section.Name {
			end = c.cuts[i+1].at
		}
		text := textOf(c.doc.Text[k.at:end])
		out[i] = Statement{Section: k.section.Name, Path: k.path, Kind: k.kind, Text: text, Hash: HashOf(text),
			Words: wordsOf(text), Facts: k.facts, Line: k.line, Start: k.at, End: end}
	}
	return out
}

// textOf is the text of a span without the bullet it begins with.
func textOf(span string) string {
	text := strings.TrimSpace(span)
	return collapseSpace(text[bulletMark(text):])
}

// join makes a path.
func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + " > " + name
}

// above is a path without its last name.
func above(path string) string {
	i := strings.LastIndex(path, " > ")
	return path[:max(0, i)]
}

// lastOf is the last name of a path.
func lastOf(path string) string {
	if i := strings.LastIndex(path, " > "); i >= 0 {
		return path[i+len(" > "):]
	}
	return path
}

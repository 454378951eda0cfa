package document

import (
	"slices"

	"github.com/slbconform/slbconform/spec"
)

// Coverage says of every statement of a document whether a rule is based on it or the ledger sets it aside.
type Coverage struct {
	Sections    []SectionCoverage
	Unaccounted []Statement // behind no rule and not set aside
	Both        []Statement // behind a rule and set aside: one of them is wrong
	Vanished    []Vanished  // what the ledger points at and the document no longer has
}

// SectionCoverage counts the statements of one section. A statement may be both behind a rule and set aside.
type SectionCoverage struct {
	Name        string
	Statements  int
	Behind      int // behind at least one rule
	SetAside    int
	Unaccounted int
}

// Vanished is a pointer of the ledger without a statement. Rule is empty when the statement was set aside.
type Vanished struct {
	Rule    string
	Pointer spec.Pointer
}

// complete reports whether every statement is accounted for exactly once and nothing has vanished.
func (c *Coverage) complete() bool {
	return len(c.Unaccounted) == 0 && len(c.Both) == 0 && len(c.Vanished) == 0
}

// coverageOf compares the statements of the document of that name, read from the document or from the lock, with the
// pointers of the operation's ledger.
func coverageOf(name string, statements []Statement, o *spec.Operation) *Coverage {
	c := &Coverage{}
	p := pointersInto(name, o)
	there := map[spec.Pointer]bool{}
	for i := range statements {
		s := &statements[i]
		there[s.Pointer()] = true
		if !normative(s) {
			continue
		}
		c.count(*s, len(p.rules[s.Pointer()]) > 0, p.setAside(s) != "")
	}
	for _, r := range o.Rules {
		for _, at := range r.Document {
			if p.in(at) && !there[bare(at)] {
				c.Vanished = append(c.Vanished, Vanished{Rule: r.Name, Pointer: at})
			}
		}
	}
	for _, s := range o.SetAside {
		if p.in(s.Pointer) && !there[bare(s.Pointer)] && !p.matches(s.Pointer, statements) {
			c.Vanished = append(c.Vanished, Vanished{Pointer: s.Pointer})
		}
	}
	return c
}

func (c *Coverage) count(s Statement, behind, aside bool) {
	n := c.sectionOf(s.Section)
	n.Statements++
	if behind {
		n.Behind++
	}
	if aside {
		n.SetAside++
	}
	switch {
	case behind && aside:
		c.Both = append(c.Both, s)
	case !behind && !aside:
		n.Unaccounted++
		c.Unaccounted = append(c.Unaccounted, s)
	}
}

func (c *Coverage) sectionOf(name string) *SectionCoverage {
	for i := range c.Sections {
		if c.Sections[i].Name == name {
			return &c.Sections[i]
		}
	}
	c.Sections = append(c.Sections, SectionCoverage{Name: name})
	return &c.Sections[len(c.Sections)-1]
}

// normative reports whether a statement has to be accounted for.
func normative(s *Statement) bool {
	if s.Kind == Title || s.Kind == Updated || s.Kind == Navigation {
		return false
	}
	return !slices.ContainsFunc(headings(), func(h heading) bool { return h.name == s.Section && !h.normative })
}

package document

import (
	"regexp"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

// Account says of every statement of a document who answers for it.
type Account struct {
	Sections    []SectionAccount
	Unaccounted []Statement // behind no rule and not set aside
	Both        []Statement // behind a rule and set aside: one of them is wrong
	Vanished    []Vanished  // what the ledger points at and the document no longer has
}

// SectionAccount counts the statements of one section. A statement may be both behind a rule and set aside.
type SectionAccount struct {
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

// Complete reports whether every statement is accounted for exactly once and nothing has vanished.
func (a *Account) Complete() bool {
	return len(a.Unaccounted)+len(a.Both)+len(a.Vanished) == 0
}

// AccountFor holds the statements of the document of that name, as they are or as the lock has them, against the
// ledger of the operation.
func AccountFor(name string, statements []Statement, o *spec.Operation) *Account {
	a := &Account{}
	p := pointersInto(name, o)
	there := map[spec.Pointer]bool{}
	for i := range statements {
		s := &statements[i]
		if !normative(s) {
			continue
		}
		there[s.Pointer()] = true
		a.count(*s, len(p.rules[s.Pointer()]) > 0, p.setAside(s) != "")
	}
	for _, r := range o.Rules {
		for _, at := range r.Document {
			if p.in(at) && !there[bare(at)] {
				a.Vanished = append(a.Vanished, Vanished{Rule: r.Name, Pointer: at})
			}
		}
	}
	for _, s := range o.SetAside {
		if p.in(s.Pointer) && !there[bare(s.Pointer)] && !p.matches(s.Pointer, statements) {
			a.Vanished = append(a.Vanished, Vanished{Pointer: s.Pointer})
		}
	}
	return a
}

func (a *Account) count(s Statement, behind, aside bool) {
	n := a.sectionOf(s.Section)
	n.Statements++
	if behind {
		n.Behind++
	}
	if aside {
		n.SetAside++
	}
	switch {
	case behind && aside:
		a.Both = append(a.Both, s)
	case !behind && !aside:
		n.Unaccounted++
		a.Unaccounted = append(a.Unaccounted, s)
	}
}

func (a *Account) sectionOf(name string) *SectionAccount {
	for i := range a.Sections {
		if a.Sections[i].Name == name {
			return &a.Sections[i]
		}
	}
	a.Sections = append(a.Sections, SectionAccount{Name: name})
	return &a.Sections[len(a.Sections)-1]
}

// normative reports whether a statement has to be accounted for.
func normative(s *Statement) bool {
	if s.Kind == Title || s.Kind == Updated || s.Kind == Navigation {
		return false
	}
	i := slices.IndexFunc(headings(), func(h heading) bool { return h.name == s.Section })
	return i < 0 || headings()[i].normative
}

// pointers is the ledger turned around, for one document: the rules behind a statement, and why one is set aside. Its
// keys name no document.
type pointers struct {
	name     string
	first    string // the document meant by a pointer that names none
	rules    map[spec.Pointer][]*spec.Rule
	aside    map[spec.Pointer]string
	patterns []spec.SetAside
}

func pointersInto(name string, o *spec.Operation) *pointers {
	p := &pointers{name: name, first: Page, rules: map[spec.Pointer][]*spec.Rule{}, aside: map[spec.Pointer]string{}}
	if len(o.Documents) > 0 {
		p.first = o.Documents[0].Name
	}
	for _, r := range o.Rules {
		for _, at := range r.Document {
			if p.in(at) {
				p.rules[bare(at)] = append(p.rules[bare(at)], r)
			}
		}
	}
	for _, s := range o.SetAside {
		switch {
		case !p.in(s.Pointer):
		case s.Statement == "":
			p.patterns = append(p.patterns, s)
		default:
			p.aside[bare(s.Pointer)] = s.Reason
		}
	}
	return p
}

// in reports whether a pointer of the ledger points into this document.
func (p *pointers) in(at spec.Pointer) bool {
	return at.In == p.name || at.In == "" && p.first == p.name
}

// setAside is the reason for which a statement is set aside; empty when it is not.
func (p *pointers) setAside(s *Statement) string {
	if reason, ok := p.aside[s.Pointer()]; ok {
		return reason
	}
	for _, pattern := range p.patterns {
		if matchesPlace(pattern.Pointer, s) && len(p.rules[s.Pointer()]) == 0 {
			return pattern.Reason
		}
	}
	return ""
}

// matches reports whether a pattern of places has a statement.
func (p *pointers) matches(pattern spec.Pointer, statements []Statement) bool {
	return pattern.Statement == "" && slices.ContainsFunc(statements, func(s Statement) bool { return matchesPlace(pattern, &s) })
}

// matchesPlace holds a statement against a pointer that sets aside all values at places such as "* > in", which only
// leaves of metadata have.
func matchesPlace(pattern spec.Pointer, s *Statement) bool {
	like := strings.ReplaceAll(regexp.QuoteMeta(pattern.Path), `\*`, `.*`)
	return pattern.Statement == "" && pattern.Section == s.Section && regexp.MustCompile("^"+like+"$").MatchString(s.Path)
}

// Pointer names the statement the way the ledger does, without its document.
func (s *Statement) Pointer() spec.Pointer {
	return spec.Pointer{Section: s.Section, Path: s.Path, Statement: s.Hash}
}

func bare(p spec.Pointer) spec.Pointer {
	p.In = ""
	return p
}

package document

import (
	"regexp"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

// pointers maps the statements of one document to the rules based on them, and to the reasons for which they are set aside.
// The keys have no In.
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

// matchesPlace reports whether a pattern such as "* > in", which sets aside leaves of metadata by path, fits a statement.
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

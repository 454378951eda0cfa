package document

import (
	"slices"

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
		there[s.Pointer()] = true
		if !normative(s) {
			continue
		}
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

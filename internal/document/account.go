package document

import (
	"github.com/slbconform/slbconform/spec"
)

// Account says of every statement of the normative sections who answers for it.
type Account struct {
	Sections    []SectionAccount
	Unaccounted []Statement // behind no rule and not set aside
	Both        []Statement // behind a rule and set aside: one of them is wrong
	Vanished    []Vanished  // what the ledger points at and the page no longer has
	Unpointed   []string    // rules of the page that point at no statement
	Misplaced   []string    // rules of another origin that point at the page
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
	return len(a.Unaccounted)+len(a.Both)+len(a.Vanished)+len(a.Unpointed)+len(a.Misplaced) == 0
}

// AccountFor holds statements, of a page or of the lock, against the ledger.
func AccountFor(statements []Statement, ledger *spec.Operation) *Account {
	a := &Account{}
	rules, aside := pointers(ledger)
	there := map[spec.Pointer]bool{}
	for _, s := range statements {
		if !isNormative(s.Section) {
			continue
		}
		p := s.Pointer()
		there[p] = true
		_, set := aside[p]
		a.count(s, len(rules[p]) > 0, set)
	}
	for i := range ledger.Rules {
		a.rule(ledger.Rules[i], there)
	}
	for _, s := range ledger.SetAside {
		if !there[s.Pointer] {
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

func (a *Account) rule(r *spec.Rule, there map[spec.Pointer]bool) {
	fromPage := r.Origin == spec.OriginPage
	if fromPage && len(r.Document) == 0 {
		a.Unpointed = append(a.Unpointed, r.Name)
	}
	if !fromPage && len(r.Document) > 0 {
		a.Misplaced = append(a.Misplaced, r.Name)
	}
	for _, p := range r.Document {
		if !there[p] {
			a.Vanished = append(a.Vanished, Vanished{Rule: r.Name, Pointer: p})
		}
	}
}

// pointers turns the ledger around: the rules behind a statement, and the reason it is set aside for.
func pointers(ledger *spec.Operation) (rules map[spec.Pointer][]string, aside map[spec.Pointer]string) {
	rules, aside = map[spec.Pointer][]string{}, map[spec.Pointer]string{}
	for _, r := range ledger.Rules {
		for _, p := range r.Document {
			rules[p] = append(rules[p], r.Name)
		}
	}
	for _, s := range ledger.SetAside {
		aside[s.Pointer] = s.Reason
	}
	return rules, aside
}

func isNormative(section string) bool {
	for _, h := range headings() {
		if h.name == section {
			return h.normative
		}
	}
	return false
}

package document

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/spec"
)

// ErrRefused is wrapped by the error of an adoption that a person has to prepare first.
var ErrRefused = errors.New("the document is not adopted")

// Adoption is the result of adopting a document: the new text of the ledger and of the lock, and what was rewritten.
type Adoption struct {
	Rules    []byte // rules.yaml of the operation
	Lock     []byte // document.lock
	Rewrites []Rewrite
	OldDate  string // YYYY-MM-DD; empty when the document was not locked before
	NewDate  string
}

// Rewrite is a pointer of the ledger that now names another statement.
type Rewrite struct {
	Kind     ChangeKind // Edited or Moved
	Old, New spec.Pointer
	Text     string   // of the new statement
	Rules    []string // behind the statement; none when it is set aside
}

// Consent is what a person has confirmed.
type Consent struct {
	Rules []string // short ids of rules whose statements were edited; setAsideConsent for those without a rule
	Older bool     // the document may be older than the one that is locked
}

// setAsideConsent confirms edited statements that the ledger sets aside.
const setAsideConsent = "set-aside"

// Project is the part of the working tree with which the documents of an operation are compared.
type Project struct {
	Specs     fs.FS // the folder spec
	Samples   fs.FS // the samples of the operation
	Operation *spec.Operation
	Lock      *Lock // nil when there is none yet
}

// lockedDocument is what the lock keeps of the operation's document with the name, or nil.
func (p *Project) lockedDocument(name string) *Locked {
	if p.Lock == nil {
		return nil
	}
	return p.Lock.Document(name)
}

// Adopt adopts a reviewed document: in the text of the ledger it rewrites the hashes and places of statements that were
// edited or moved, and the date, and nothing else. It refuses, with an error that wraps ErrRefused, while a statement is
// unaccounted for, has vanished or differs by value, when a value can no longer be compared, when the document is older
// than the locked one, and until every edited statement is confirmed.
func (p *Project) Adopt(d *Document, consent Consent) (*Adoption, error) {
	if err := p.belongs(d); err != nil {
		return nil, err
	}
	if err := p.knows(consent.Rules); err != nil {
		return nil, err
	}
	was := p.lockedDocument(d.Name)
	a := &Adoption{NewDate: d.Updated}
	if was == nil {
		was = &Locked{Name: d.Name}
	}
	a.OldDate = was.Updated
	switch {
	case d.Updated < was.Updated && !consent.Older:
		return nil, fmt.Errorf("%w: it is of %s and the locked one of %s; -older takes an older document over", ErrRefused, a.NewDate, a.OldDate)
	case was.Language != "" && was.Language != d.Language:
		return nil, fmt.Errorf("%w: its prose is in %q and that of the locked one in %q, which cannot be compared", ErrRefused, d.Language, was.Language)
	}
	a.Rewrites = rewrites(Align(was.Statements, d.Statements), pointersInto(d.Name, p.Operation))
	if err := p.rewriteLedger(a, d); err != nil {
		return nil, err
	}
	after, err := spec.LoadWith(p.Specs, p.Operation.Name, a.Rules)
	if err != nil {
		return nil, err
	}
	now := after.Operation(p.Operation.Name)
	if !slices.Contains(now.Documents, spec.DocumentID{Name: d.Name, Updated: a.NewDate}) {
		return nil, fmt.Errorf("%w: list it under documents in spec/%s/rules.yaml, as - {name: %s, updated: %s}", ErrRefused, now.Name, d.Name, a.NewDate)
	}
	check := p.check(d, now)
	if !check.OK() {
		var why strings.Builder
		check.complaints(&why)
		return nil, fmt.Errorf("%w, because of what a person has to settle in spec/%s/rules.yaml first:\n%s", ErrRefused, p.Operation.Name, strings.TrimRight(why.String(), "\n"))
	}
	if lost := lostFacts(Compare(d.Name, was.Statements, p.Operation, p.Samples), check.Comparison); len(lost) > 0 {
		return nil, fmt.Errorf("%w: it no longer says in a form that can be compared what the facts of %s say", ErrRefused, strings.Join(lost, ", "))
	}
	if missing := unconfirmed(a.Rewrites, consent.Rules); len(missing) > 0 {
		return nil, fmt.Errorf("%w: statements of these rules were edited; read them in \"slbconform document diff\", and if each rule still promises what it says, repeat with -confirm %s", ErrRefused, strings.Join(missing, ","))
	}
	lock := cmp.Or(p.Lock, &Lock{Operation: p.Operation.Name})
	locked := LockOf(d)
	locked.Product = cmp.Or(locked.Product, was.Product) // which the vendor's Markdown does not carry
	a.Lock = lock.With(locked).Format()
	return a, nil
}

// knows returns an error for a confirmation of something that is not a rule.
func (p *Project) knows(names []string) error {
	known := []string{setAsideConsent}
	for _, r := range p.Operation.Rules {
		known = append(known, r.Name)
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			return &Error{File: "-confirm " + name, Flag: true, What: fmt.Sprintf("it is no rule of %s%s", p.Operation.Name, nearest.Hint(name, known))}
		}
	}
	return nil
}

// Write shows a person what was rewritten.
func (a *Adoption) Write(w io.Writer) {
	fmt.Fprintf(w, "Adopted: %s → %s, %s rewritten.\n", cmp.Or(a.OldDate, "not locked before"), a.NewDate, counted(len(a.Rewrites), "pointer"))
	for _, r := range a.Rewrites {
		fmt.Fprintf(w, "\n  %s\n  %s → %s\n  %s\n", location(r.New.Section, r.New.Path), r.Old.Statement, r.New.Statement, shorten(r.Text, 110))
	}
}

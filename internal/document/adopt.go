package document

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/slbconform/slbconform/spec"
)

// ErrRefused is what an adoption that a person has to prepare first wraps.
var ErrRefused = errors.New("the page is not adopted")

// Adoption is a page taken over: the new text of the ledger and of the lock, and what was rewritten.
type Adoption struct {
	Operation string
	Rules     []byte // spec/<Operation>/rules.yaml
	Lock      []byte // spec/page.lock
	Rewrites  []Rewrite
	OldDate   string // YYYY-MM-DD
	NewDate   string
}

// Rewrite is a pointer of the ledger that now names another statement.
type Rewrite struct {
	Old, New spec.Pointer
	Text     string // of the new statement
}

// Adopt takes a reviewed page over: in the text of the ledger, the pointers to statements that were edited or
// moved and the date of the page are rewritten, and nothing else. It refuses, with an error that wraps
// ErrRefused, while something on the page is unaccounted for, has vanished or differs by value, or when a value
// can no longer be compared: then a person edits the ledger first.
func Adopt(specs fs.FS, operation string, rules []byte, lock *Lock, p *Page, samples fs.FS) (*Adoption, error) {
	shown := "spec/" + operation + "/rules.yaml"
	before, err := ledgerOf(specs, operation, rules)
	if err != nil {
		return nil, err
	}
	if p.Updated.IsZero() {
		return nil, fmt.Errorf("%w: %s has no line Last Updated with a date", ErrRefused, p.File)
	}
	a := &Adoption{Operation: operation, OldDate: before.Updated(), NewDate: p.Updated.Format(time.DateOnly), Lock: LockOf(p).Format()}
	a.Rewrites = rewrites(Align(lock.Statements, p.Statements), before)
	a.Rules, err = rewriteLedger(rules, shown, a.Rewrites, a.NewDate)
	if err != nil {
		return nil, err
	}
	after, err := ledgerOf(specs, operation, a.Rules)
	if err != nil {
		return nil, err
	}
	check := CheckPage(p, after, samples)
	if !check.OK() {
		var why strings.Builder
		check.complaints(&why)
		return nil, fmt.Errorf("%w, because of what a person has to settle in %s first:\n%s", ErrRefused, shown, strings.TrimRight(why.String(), "\n"))
	}
	if lost := lostFacts(Compare(lock.Statements, before, samples), check.Comparison); len(lost) > 0 {
		return nil, fmt.Errorf("%w: the page no longer says in a form that can be compared what the facts of %s say", ErrRefused, strings.Join(lost, ", "))
	}
	return a, nil
}

// ledgerOf is the ledger of an operation as a text has it.
func ledgerOf(specs fs.FS, operation string, rules []byte) (*spec.Operation, error) {
	l, err := spec.LoadWith(specs, operation, rules)
	if err != nil {
		return nil, err
	}
	return l.Operation(operation), nil
}

// rewrites finds the pointers of the ledger whose statement became another one.
func rewrites(pairs []Pairing, ledger *spec.Operation) []Rewrite {
	became := map[spec.Pointer][]*Statement{}
	var order []spec.Pointer
	for _, p := range pairs {
		if p.Old == nil || p.New == nil {
			continue
		}
		old := p.Old.Pointer()
		if became[old] == nil {
			order = append(order, old)
		}
		became[old] = append(became[old], p.New)
	}
	behind, aside := pointers(ledger)
	var out []Rewrite
	for _, old := range order {
		_, set := aside[old]
		// Of two equal statements that part, a person says which one the ledger means.
		if len(became[old]) > 1 || (behind[old] == nil && !set) {
			continue
		}
		if now := became[old][0]; now.Pointer() != old {
			out = append(out, Rewrite{Old: old, New: now.Pointer(), Text: now.Text})
		}
	}
	return out
}

// lostFacts are rules whose facts were compared before and are not any more.
func lostFacts(before, after *Comparison) []string {
	return slices.DeleteFunc(slices.Clone(after.Uncompared), func(id string) bool { return slices.Contains(before.Uncompared, id) })
}

// Write shows a person what was rewritten.
func (a *Adoption) Write(w io.Writer) {
	fmt.Fprintf(w, "Adopted: %s → %s, %d pointers rewritten.\n", orNone(a.OldDate), a.NewDate, len(a.Rewrites))
	for _, r := range a.Rewrites {
		fmt.Fprintf(w, "\n  %s\n  %s → %s\n  %s\n", place(r.New.Section, r.New.Path), r.Old.Statement, r.New.Statement, shorten(r.Text, 110))
	}
}

package document

import (
	"cmp"
	"fmt"
	"io"

	"github.com/slbconform/slbconform/spec"
)

// Check is the result of comparing one document, or what is locked of it, with the ledger.
type Check struct {
	File       string // of the document, or of the lock
	Name       string // Page or Metadata
	Date       string
	Operation  *spec.Operation
	Statements []Statement
	Coverage   *Coverage
	Comparison *Comparison
	Unread     int  // texts in another language than the lock's, for which the locked ones were used
	locked     bool // the statements are those of the lock
}

// Check compares a document with the ledger and the samples of its operation. A document of another operation or of
// another version of the API is an *Error.
func (p *Project) Check(d *Document) (*Check, error) {
	if err := p.belongs(d); err != nil {
		return nil, err
	}
	return p.check(d, p.Operation), nil
}

func (p *Project) check(d *Document, o *spec.Operation) *Check {
	statements, unread := inLanguageOf(p.lockedDocument(d.Name), d)
	return &Check{File: d.File, Name: d.Name, Date: d.Updated, Operation: o, Statements: statements, Unread: unread,
		Coverage: coverageOf(d.Name, statements, o), Comparison: Compare(d.Name, statements, o, p.Samples)}
}

// CheckLock compares what is locked of a document with the ledger and the samples. shown is the name of the lock.
func (p *Project) CheckLock(shown string, l *Locked) *Check {
	return &Check{File: shown, locked: true, Name: l.Name, Date: l.Updated, Operation: p.Operation, Statements: l.Statements,
		Coverage: coverageOf(l.Name, l.Statements, p.Operation), Comparison: Compare(l.Name, l.Statements, p.Operation, p.Samples)}
}

// Unlocked says which documents of the ledger are not locked as of its date.
func (p *Project) Unlocked() []string {
	var out []string
	for _, listed := range p.Operation.Documents {
		switch l := p.Lock.Document(listed.Name); {
		case l == nil:
			out = append(out, fmt.Sprintf("%s: holds no %s, which the ledger lists: adopt it", LockName(p.Operation.Name), listed.Name))
		case l.Updated != listed.Updated:
			out = append(out, fmt.Sprintf("%s: holds the %s of %s, the ledger lists that of %s: adopt it", LockName(p.Operation.Name), listed.Name, l.Updated, listed.Updated))
		}
	}
	return out
}

// OK reports whether the document is the one the ledger was read from and nothing in it is missed or differs.
func (c *Check) OK() bool {
	return c.Coverage.complete() && len(c.Comparison.Differences) == 0
}

// complaints shows what a person has to settle.
func (c *Check) complaints(w io.Writer) {
	covered := c.Coverage
	complain(w, "behind no rule and not set aside", covered.Unaccounted, func(s Statement) string {
		return fmt.Sprintf("%s%s\n        %s\n        {%s}", atLine(s.Line), location(s.Section, s.Path), shorten(s.Text, 96), pointerYAML(c.pointer(&s)))
	})
	complain(w, "behind a rule and set aside as well", covered.Both, func(s Statement) string {
		return fmt.Sprintf("%s%s\n        %s", atLine(s.Line), location(s.Section, s.Path), shorten(s.Text, 96))
	})
	complain(w, "gone from the document", covered.Vanished, func(v Vanished) string {
		return fmt.Sprintf("%s\n        {%s}", cmp.Or(v.Rule, "set aside"), pointerYAML(v.Pointer))
	})
	complain(w, "different by value", c.Comparison.Differences, func(d Difference) string {
		return fmt.Sprintf("%s  %s%s\n        %-12s document  %s\n        %-12s ledger    %s",
			d.Rule, atLine(d.Line), location(d.Section, d.Path), d.Field, orNothing(d.Document), "", orNothing(d.Ledger))
	})
}

// pointer names a statement with its document, as far as the ledger has to.
func (c *Check) pointer(s *Statement) spec.Pointer {
	p := s.Pointer()
	if into := pointersInto(c.Name, c.Operation); into.first != c.Name {
		p.In = c.Name
	}
	return p
}

func atLine(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("line %d  ", n)
}

func complain[T any](w io.Writer, what string, items []T, show func(T) string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(w, "\n  %s: %d\n", what, len(items))
	for _, item := range items {
		fmt.Fprintf(w, "    %s\n", show(item))
	}
}

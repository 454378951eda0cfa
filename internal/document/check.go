package document

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/slbconform/slbconform/spec"
)

// Check is everything that is found out about one document, or about one that is locked.
type Check struct {
	File       string // of the document, or of the lock
	Name       string // Page or Metadata
	Date       string
	Operation  *spec.Operation
	Statements []Statement
	Account    *Account
	Comparison *Comparison
	Unread     int  // texts in another language than the locked ones, which stand for them
	locked     bool // the statements are those of the lock
}

// Check holds a document against the ledger and the samples of its operation. A document of another operation or of
// another version of the API is refused with an *Error.
func (p *Project) Check(d *Document) (*Check, error) {
	if err := p.belongs(d); err != nil {
		return nil, err
	}
	return p.check(d, p.Operation), nil
}

func (p *Project) check(d *Document, o *spec.Operation) *Check {
	statements, unread := inLanguageOf(p.LockedDocument(d.Name), d)
	return &Check{File: d.File, Name: d.Name, Date: d.Date(), Operation: o, Statements: statements, Unread: unread,
		Account: AccountFor(d.Name, statements, o), Comparison: Compare(d.Name, statements, o, p.Samples)}
}

// CheckLock holds what is locked of a document against the ledger and the samples. shown is the name of the lock.
func (p *Project) CheckLock(shown string, l *Locked) *Check {
	return &Check{File: shown, locked: true, Name: l.Name, Date: l.Updated.Format("2006-01-02"), Operation: p.Operation, Statements: l.Statements,
		Account: AccountFor(l.Name, l.Statements, p.Operation), Comparison: Compare(l.Name, l.Statements, p.Operation, p.Samples)}
}

// belongs refuses a document of another operation, as far as that can be told, and of another version of the API.
func (p *Project) belongs(d *Document) error {
	if d.Operation != p.Operation.Name {
		return d.wrong("the document is of %s, the ledger of %s", d.Operation, p.Operation.Name)
	}
	if v := p.Operation.Version; d.Version != "" && v != "" && d.Version != v {
		return d.wrong("the document is of version %s of the API, the ledger of %s", d.Version, v)
	}
	was := p.LockedDocument(d.Name)
	if was == nil {
		return nil
	}
	xml := func(s Statement) bool { return s.Section == SectionExamples && s.Path == "xml" }
	kept := slices.IndexFunc(was.Statements, xml)
	now := slices.IndexFunc(d.Statements, xml)
	if root := rootOf(d.Statements); root != "" && root != d.Operation && (kept < 0 || was.Statements[kept].Hash != d.Statements[now].Hash) {
		return d.wrong("the sample of an answer is of %s, and the document was given as one of %s", root, d.Operation)
	}
	if share := sharedPlaces(was.Statements, d.Statements); share < 0.5 {
		return d.wrong("only %.0f %% of what is locked of %s stands in the document: is it of another operation?", 100*share, d.Operation)
	}
	return nil
}

// sharedPlaces is the part of the old places that the new document has as well.
func sharedPlaces(old, new []Statement) float64 {
	there := map[[2]string]bool{}
	for _, s := range new {
		there[[2]string{s.Section, s.Path}] = true
	}
	n := 0
	for _, s := range old {
		if there[[2]string{s.Section, s.Path}] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(old)))
}

// inLanguageOf puts the locked text in the place of every text of metadata in another language, and counts them: their
// hashes cannot be compared, and values are the same in every language.
func inLanguageOf(was *Locked, d *Document) ([]Statement, int) {
	if was == nil || was.Language == d.Language {
		return d.Statements, 0
	}
	prose := func(s Statement) bool { return s.Kind == Prose || s.Kind == Example || s.Kind == Sample }
	out, n := slices.Clone(d.Statements), 0
	for i, s := range out {
		k := slices.IndexFunc(was.Statements, func(o Statement) bool { return o.Section == s.Section && o.Path == s.Path && o.Kind == s.Kind })
		if k >= 0 && prose(s) && was.Statements[k].Hash != s.Hash {
			out[i].Hash, out[i].Words = was.Statements[k].Hash, was.Statements[k].Words
			n++
		}
	}
	return out, n
}

// OK reports whether the document is the one the ledger was read from and nothing in it is missed or differs.
func (c *Check) OK() bool {
	return c.Account.Complete() && len(c.Comparison.Differences) == 0
}

// Write shows the check to a person: the table by section, then all that is wrong, then one line of conclusion.
func (c *Check) Write(w io.Writer) {
	fmt.Fprintf(w, "%s, %s of %s\n%s\n\n", c.Operation.Name, c.Name, c.Date, c.File)
	c.table(w)
	c.notHeld(w)
	c.complaints(w)
	fmt.Fprintf(w, "\n%s\n", c.conclusion())
}

func (c *Check) table(w io.Writer) {
	const row = "  %-21s %10s %12s %9s %12s\n"
	line := "  " + strings.Repeat("─", 68) + "\n"
	fmt.Fprintf(w, row, "section", "statements", "behind rules", "set aside", "unaccounted")
	fmt.Fprint(w, line)
	var sum SectionAccount
	for _, s := range c.Account.Sections {
		fmt.Fprintf(w, row, s.Name, count(s.Statements), count(s.Behind), count(s.SetAside), count(s.Unaccounted))
		sum.Statements += s.Statements
		sum.Behind += s.Behind
		sum.SetAside += s.SetAside
		sum.Unaccounted += s.Unaccounted
	}
	fmt.Fprint(w, line)
	fmt.Fprintf(w, row, "all", count(sum.Statements), count(sum.Behind), count(sum.SetAside), count(sum.Unaccounted))
}

// count shows none as a dot, so that the eye finds the numbers that matter.
func count(n int) string {
	if n == 0 {
		return "·"
	}
	return fmt.Sprint(n)
}

// notHeld says what the table does not speak of.
func (c *Check) notHeld(w io.Writer) {
	n := 0
	var names []string
	for i := range c.Statements {
		s := &c.Statements[i]
		if normative(s) || s.Section == SectionHeader {
			continue
		}
		n++
		if !slices.Contains(names, s.Section) {
			names = append(names, s.Section)
		}
	}
	if n > 0 {
		fmt.Fprintf(w, "\n  not held, because they promise nothing: %s (%d statements)\n", strings.Join(names, ", "), n)
	}
	if c.Unread > 0 {
		fmt.Fprintf(w, "\n  not compared, because they are in another language than the locked ones: %d texts\n", c.Unread)
	}
}

func (c *Check) conclusion() string {
	if !c.OK() && c.locked {
		return "What is locked and the ledger are not one: edit the ledger, or adopt the document."
	}
	if !c.OK() {
		return fmt.Sprintf("The document and the ledger are not one. \"slbconform document diff %s\" shows what was edited, and what that touches.", c.File)
	}
	held := "Every statement is accounted for, nothing has vanished"
	return fmt.Sprintf("%s, and %d values are the same on both sides.%s", held, c.Comparison.Compared, c.otherDate())
}

func (c *Check) otherDate() string {
	for _, d := range c.Operation.Documents {
		if d.Name == c.Name && d.Updated != c.Date {
			return fmt.Sprintf("\nThe document is of %s, the ledger of %s: slbconform document adopt takes the new date over.", c.Date, d.Updated)
		}
	}
	return ""
}

func place(section, path string) string {
	if path == "" {
		return section
	}
	return section + ": " + path
}

func shorten(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}

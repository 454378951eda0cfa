package document

import (
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/slbconform/slbconform/spec"
)

// Check is everything that `slbconform page check` finds out about one page.
type Check struct {
	Page       *Page
	Ledger     *spec.Operation
	Account    *Account
	Comparison *Comparison
}

// CheckPage holds a page against the ledger and the files of its samples.
func CheckPage(p *Page, ledger *spec.Operation, samples fs.FS) *Check {
	return &Check{Page: p, Ledger: ledger, Account: AccountFor(p.Statements, ledger), Comparison: Compare(p.Statements, ledger, samples)}
}

// OK reports whether the page is the one the ledger was read from and nothing on it is missed or differs.
func (c *Check) OK() bool {
	return c.sameOperation() && c.Account.Complete() && len(c.Comparison.Differences) == 0
}

func (c *Check) sameOperation() bool { return c.Page.Title == c.Ledger.Name }

// Write shows the check to a person: the table by section, then all that is wrong, then one line of conclusion.
func (c *Check) Write(w io.Writer) {
	fmt.Fprintf(w, "%s, last updated %s\n%s\n\n", c.Page.Title, dateOrNone(c.Page.Updated), c.Page.File)
	c.table(w)
	c.notHeld(w)
	c.complaints(w)
	fmt.Fprintf(w, "\n%s\n", c.conclusion())
}

func dateOrNone(t time.Time) string {
	if t.IsZero() {
		return "at no date the page gives"
	}
	return t.Format(time.DateOnly)
}

func (c *Check) table(w io.Writer) {
	const row = "  %-20s %10s %12s %9s %12s\n"
	line := "  " + strings.Repeat("─", 67) + "\n"
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

// notHeld says what of the page the table does not speak of.
func (c *Check) notHeld(w io.Writer) {
	n := 0
	var names []string
	for _, s := range c.Page.Sections {
		if !s.Normative {
			names = append(names, s.Name)
		}
	}
	for _, s := range c.Page.Statements {
		if !isNormative(s.Section) {
			n++
		}
	}
	fmt.Fprintf(w, "\n  not held, because they promise nothing: %s (%d statements)\n", strings.Join(names, ", "), n)
}

func (c *Check) complaints(w io.Writer) {
	a := c.Account
	if !c.sameOperation() {
		subject(w, "another operation", 1)
		fmt.Fprintf(w, "    the page is about %s, spec/rules.yaml about %s\n", c.Page.Title, c.Ledger.Name)
	}
	complain(w, "behind no rule and not set aside", a.Unaccounted, func(s Statement) string {
		return fmt.Sprintf("line %d  %s\n        %s\n        {%s}", s.Line, place(s.Section, s.Path), shorten(s.Text, 96), pointerYAML(s.Pointer()))
	})
	complain(w, "behind a rule and set aside as well", a.Both, func(s Statement) string {
		return fmt.Sprintf("line %d  %s\n        %s", s.Line, place(s.Section, s.Path), shorten(s.Text, 96))
	})
	complain(w, "gone from the page", a.Vanished, func(v Vanished) string {
		who := "set aside"
		if v.Rule != "" {
			who = v.Rule
		}
		return fmt.Sprintf("%s\n        {%s}", who, pointerYAML(v.Pointer))
	})
	complain(w, "rules of the page that point at no statement", a.Unpointed, func(id string) string { return id })
	complain(w, "rules of another origin that point at the page", a.Misplaced, func(id string) string { return id })
	complain(w, "different by value", c.Comparison.Differences, func(d Difference) string {
		at := place(d.Section, d.Path)
		if d.Line > 0 {
			at = fmt.Sprintf("line %d  %s", d.Line, at)
		}
		return fmt.Sprintf("%s  %s\n        %-12s page    %s\n        %-12s ledger  %s", orRule(d.Rule), at, d.Field, orNothing(d.Page), "", orNothing(d.Ledger))
	})
}

func orRule(id string) string {
	if id == "" {
		return "no rule"
	}
	return id
}

func complain[T any](w io.Writer, what string, items []T, show func(T) string) {
	if len(items) == 0 {
		return
	}
	subject(w, what, len(items))
	for _, item := range items {
		fmt.Fprintf(w, "    %s\n", show(item))
	}
}

func subject(w io.Writer, what string, n int) { fmt.Fprintf(w, "\n  %s: %d\n", what, n) }

func place(section, path string) string {
	if path == "" {
		return section
	}
	return section + ": " + path
}

// pointerYAML is how a pointer is written in spec/rules.yaml, ready to be copied.
func pointerYAML(p spec.Pointer) string {
	if p.Path == "" {
		return fmt.Sprintf("section: %s, statement: %s", scalar(p.Section), p.Statement)
	}
	return fmt.Sprintf("section: %s, path: %s, statement: %s", scalar(p.Section), scalar(p.Path), p.Statement)
}

func shorten(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}

func (c *Check) conclusion() string {
	if !c.OK() {
		return fmt.Sprintf("The page and the ledger are not one. \"slbconform page diff %s\" shows what was edited, and what that touches.", c.Page.File)
	}
	held := "Every statement is accounted for, nothing has vanished"
	return fmt.Sprintf("%s, and %d values are the same on both sides.%s", held, c.Comparison.Compared, c.otherDate())
}

func (c *Check) otherDate() string {
	if got := c.Page.Updated.Format(time.DateOnly); !c.Page.Updated.IsZero() && got != c.Ledger.Updated() {
		return fmt.Sprintf("\nThe page is of %s, the ledger of %s: slbconform page adopt takes the new date over.", got, c.Ledger.Updated())
	}
	return ""
}

package document

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

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
	var sum SectionCoverage
	for _, s := range c.Coverage.Sections {
		fmt.Fprintf(w, row, s.Name, count(s.Statements), count(s.Behind), count(s.SetAside), count(s.Unaccounted))
		sum.Statements += s.Statements
		sum.Behind += s.Behind
		sum.SetAside += s.SetAside
		sum.Unaccounted += s.Unaccounted
	}
	fmt.Fprint(w, line)
	fmt.Fprintf(w, row, "all", count(sum.Statements), count(sum.Behind), count(sum.SetAside), count(sum.Unaccounted))
}

// count shows 0 as a dot, so that the other numbers stand out.
func count(n int) string {
	if n == 0 {
		return "·"
	}
	return fmt.Sprint(n)
}

// notHeld says what is not compared with the ledger and so is not in the table.
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
		fmt.Fprintf(w, "\n  not held, because they promise nothing: %s (%s)\n", strings.Join(names, ", "), counted(n, "statement"))
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

func location(section, path string) string {
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

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

package document_test

import (
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/document"
)

// Whichever statement of a normative section gets a word more or is struck out: the page is then
// refused, or something is unaccounted for, has vanished or differs.
func TestNoStatementChangesUnnoticed(t *testing.T) {
	p := project(t)
	noticed := func(edited string) bool {
		d, err := document.Read("page.txt", []byte(edited), document.Identity{})
		if err != nil {
			return true
		}
		c, err := p.Check(d)
		return err != nil || !c.OK()
	}
	d := read(t, contents(t, example))
	text := d.Text
	if noticed(text) {
		t.Fatal("the page itself is not held")
	}
	normative := map[string]bool{}
	for _, s := range d.Sections {
		normative[s.Name] = s.Normative
	}
	for _, s := range d.Statements {
		if !normative[s.Section] || s.Kind == document.Title || s.Kind == document.Updated || s.Kind == document.Navigation {
			continue
		}
		said := text[s.Start:s.End]
		words := strings.TrimRight(said, "\n")
		blank := said[len(words):]
		for what, edited := range map[string]string{
			"has a word more":  text[:s.Start] + words + " Never" + blank + text[s.End:],
			"has a word first": text[:s.Start] + strings.Replace(words, strings.TrimLeft(words, " •"), "Never "+strings.TrimLeft(words, " •"), 1) + blank + text[s.End:],
			"is struck out":    text[:s.Start] + text[s.End:],
		} {
			if !noticed(edited) {
				t.Errorf("line %d, %s: nobody notices when %q %s", s.Line, s.Section, s.Text, what)
			}
		}
	}
}

package document_test

import (
	"os"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/document"
)

// Whichever statement of a normative section gets a word more or is struck out: the page is then
// refused, or something is unaccounted for, has vanished or differs.
func TestNoStatementChangesUnnoticed(t *testing.T) {
	text := string(examplePage(t))
	ledger, samples := exampleLedger(t), os.DirFS("testdata/example/fixtures/samples")
	noticed := func(edited string) bool {
		p, err := document.Parse("page.txt", []byte(edited))
		return err != nil || !document.CheckPage(p, ledger, samples).OK()
	}
	if noticed(text) {
		t.Fatal("the page itself is not held")
	}
	normative := map[string]bool{}
	p := parse(t, text)
	for _, s := range p.Sections {
		normative[s.Name] = s.Normative
	}
	for _, s := range p.Statements {
		if !normative[s.Section] {
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

package document_test

import (
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/internal/run/runtest"
)

// Whichever statement of a normative section gets a word more or is struck out: the page is then
// refused, or something is unaccounted for, has vanished or differs.
func TestNoStatementChangesUnnoticed(t *testing.T) {
	runtest.Sequential(t)
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

// Whatever is written into metadata, where it belongs or not, is a statement that somebody has to answer for.
func TestNothingIsAddedToMetadataUnnoticed(t *testing.T) {
	p := project(t)
	for _, c := range []struct{ at, more string }{
		{`{"methods"`, `{"security":[{"Anonymous":[]}],"methods"`},
		{`"parameters":[`, `"parameters":["Room",`},
		{`"in":"query"`, `"in":"query","hidden":{}`},
		{`"type":"string"`, `"type":"string","anyOf":[{"pattern":"a"}]`},
		{`"type":"string"`, `"type":"string","enum":[]`},
		{`"properties":{`, `"properties":{"Room":{},`},
		{`"properties":{`, `"properties":{"Room":"string",`},
		{`"responses":{`, `"responses":{"404":{},`},
		{`"errorCodes":{`, `"errorCodes":{"403":"never",`},
		{`"errorCode":"`, `"solution":"Wait.","errorCode":"`},
		{`\"errorExample\"`, `\"note\":\"Wait.\",\"errorExample\"`},
	} {
		d, err := document.Read(metadata, []byte(edit(t, contents(t, metadata), c.at, c.more)), document.Identity{})
		if err != nil {
			t.Errorf("%s: %v", c.more, err)
			continue
		}
		if check, err := p.Check(d); err != nil || check.OK() {
			t.Errorf("nobody notices %s (%v)", c.more, err)
		}
	}
}

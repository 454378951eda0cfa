package document_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"github.com/slbconform/slbconform/internal/document"
)

// generated is a page in the family's layout, and what it names.
type generated struct {
	text   string
	params []string
	codes  []string
}

var sentence = rapid.Custom(func(t *rapid.T) string {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"the", "group", "weight", "ENI", "(IP)", "e.g.", "1 to 5", "“so”", "of"}), 1, 6).Draw(t, "words")
	return "The " + strings.Join(words, " ") + rapid.SampledFrom([]string{".", "!", ":"}).Draw(t, "end")
})

var name = rapid.StringMatching(`[A-Z][a-z]{2,6}[A-Z][a-z]{1,4}Q`)

// drawPage draws headings of either edition in any order, tables with bullets, notes and samples, and line ends,
// blanks and bullets of any browser.
func drawPage(t *rapid.T) generated {
	var g generated
	pick := func(label string, of ...string) string { return rapid.SampledFrom(of).Draw(t, label) }
	var request strings.Builder
	for _, p := range rapid.SliceOfNDistinct(name, 1, 4, rapid.ID).Draw(t, "parameters") {
		g.params = append(g.params, p)
		fmt.Fprintf(&request, "%s\n\nstring\n\n%s\n\n%s\n\n", p, pick("required", "Yes", "No"), sentence.Draw(t, "description"))
		for i := range rapid.IntRange(0, 3).Draw(t, "bullets") {
			fmt.Fprintf(&request, "%s• Member%d: %s %s\n\n", pick("indent", "  ", "    "), i, sentence.Draw(t, "first"), sentence.Draw(t, "second"))
		}
		request.WriteString(pick("more", "", "Note\n\nThe group is small.\n\n", "[{ \"A\": [1,\n\n2] }]\n\n", "value-1\n\n"))
	}
	var errors strings.Builder
	for _, c := range rapid.SliceOfNDistinct(name, 1, 4, rapid.ID).Draw(t, "codes") {
		g.codes = append(g.codes, c)
		fmt.Fprintf(&errors, "%d %s %s\n", rapid.SampledFrom([]int{400, 404, 500}).Draw(t, "status"), c, sentence.Draw(t, "message"))
	}
	sections := []string{
		pick("ram", "RAM authorization", "Authorization information") + "\n\n" + sentence.Draw(t, "ram text") + "\n\n" +
			pick("ram head", "Action", "Operation") + "\n\nAccess level\n\nslb:Do\n\ncreate\n\n*Thing\n\nacs:slb:*\n\n" + pick("keys", "None None", "None\n\nNone", "  • slb:tag\n\nnone") + "\n\n",
		"Request parameters\n\nParameter\n\nType\n\nRequired\n\nDescription\n\nExample\n\n" + request.String(),
		pick("response", "Response elements", "Response parameters") + "\n\nElement\n\nType\n\nobject\n\nRequestId\n\nstring\n\n" + sentence.Draw(t, "element") + "\n\n",
		"Examples\n\n{\n \"RequestId\": \"1\"\n}\n\n",
		"Error codes\n\nHTTP status code\n\nError code\n\nError message\n\n" + errors.String() + "\nSee Error Codes for a complete list.\n\n",
	}
	sections = rapid.Permutation(sections).Draw(t, "order")
	g.text = "Server Load Balancer:DoThing\n\nLast Updated:Mar 04, 2026\n\n" + strings.Join(sections, "") + "Release notes\n\nNone.\n"
	g.text = strings.NewReplacer("\n", pick("line end", "\n", "\r\n", "\r"), " ", pick("blank", " ", "\u00a0", " \u200b"), "•", pick("bullet", "•", "-", "◦")).Replace(g.text)
	return g
}

// Every character of a normative section belongs to exactly one statement, and every name of a table is found.
func TestEveryCharacterBelongsToOneStatement(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawPage(t)
		p, err := document.Read("page.txt", []byte(g.text), document.Identity{})
		if err != nil {
			t.Fatal(err)
		}
		holdsEveryByte(t, p)
		paths := map[string]bool{}
		for _, s := range p.Statements {
			if s.Kind == document.Row {
				paths[s.Section+": "+s.Path] = true
			}
		}
		for _, n := range g.params {
			if !paths["Request parameters: "+n] {
				t.Errorf("parameter %s was not found", n)
			}
		}
		for _, n := range g.codes {
			if !paths["Error codes: "+n] {
				t.Errorf("code %s was not found", n)
			}
		}
	})
}

// A page differs from itself in nothing, and the lock of a page is the page.
func TestAPageIsItsLock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, err := document.Read("page.txt", []byte(drawPage(t).text), document.Identity{})
		if err != nil {
			t.Fatal(err)
		}
		readsBack(t, p)
	})
}

func readsBack(t interface{ Fatalf(string, ...any) }, d *document.Document) {
	kept := document.LockOf(d)
	written := (&document.Lock{Operation: d.Operation}).With(kept).Format()
	lock, err := document.ReadLock(fstest.MapFS{"document.lock": {Data: written}}, "document.lock", "document.lock")
	if err != nil {
		t.Fatalf("the lock is not read: %v\n%s", err, written)
	}
	if string(lock.Format()) != string(written) {
		t.Fatalf("the lock reads back as another one:\n%s\n%s", written, lock.Format())
	}
	for _, pair := range document.Align(lock.Document(d.Name).Statements, kept.Statements) {
		if pair.Kind != document.Unchanged {
			t.Fatalf("%s: %+v", pair.Kind, pair)
		}
	}
}

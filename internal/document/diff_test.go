package document_test

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/document"
)

func impactFinder(t testing.TB) *document.ImpactFinder {
	t.Helper()
	f, err := document.NewImpactFinder(os.DirFS("testdata/example"), project(t).Operation, map[string][]string{
		"book.weeks.range": {"features/LendBooks/lending.feature:4"}, "error.RoomBusy": {"features/LendBooks/lending.feature:18"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func diff(t testing.TB, old, new *document.Document) *document.Diff {
	t.Helper()
	d, err := document.DiffDocuments(old, new, impactFinder(t))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func diffWith(t *testing.T, old, new string) *document.Diff {
	t.Helper()
	text := contents(t, example)
	return diff(t, read(t, text), read(t, edit(t, text, old, new)))
}

func TestWhatAnEditTouches(t *testing.T) {
	cases := []struct {
		name     string
		old, new string
		verdict  document.Verdict
		changes  string // kinds, in order
		rules    string
	}{
		{"nothing", "", "", document.NothingChanged, "", ""},
		{"white space", "Lends books to a reader.\n", "Lends  books to a reader.\n\n", document.NothingChanged, "", ""},
		{"only the date", "Jan 15, 2026", "Feb 01, 2026", document.WordingOnly, "", ""},
		{"a sentence of the header", "Lends books to a reader.", "Lends books to a reader. This operation is deprecated.", document.RulesAffected, "added", ""},
		{"the purpose", "Lends books to a reader.", "Takes books from a reader.", document.RulesAffected, "edited", "lending.effect"},
		{"a sentence that is set aside", "The table names", "The table shows", document.WordingOnly, "edited", ""},
		{"a sentence outside the normative sections", "Try it in the browser.", "Try it in your browser.", document.WordingOnly, "edited", ""},
		{"the wording of a rule", "how long the book is lent", "for how long the book is lent", document.RulesAffected, "edited", "book.weeks.range"},
		{"a new sentence", "The books to lend.", "The books to lend. Bring a bag.", document.RulesAffected, "added", ""},
		{"a sentence replaced by another", "Books of the closed stacks are lent to members only.", "Ask at the desk.", document.RulesAffected, "added removed", "book.stack.members"},
		{"a removed row", "404 Book.NotFound The book %s does not exist.\n", "", document.RulesAffected, "removed", "error.Book.NotFound"},
		{"a code with another name", "404 Book.NotFound", "404 Book.Missing", document.RulesAffected, "edited", "error.Book.NotFound"},
		{"rows in another order", "400 Reader.Suspended The reader %s is suspended.\n400 RoomBusy The room is busy. Try again after a while.",
			"400 RoomBusy The room is busy. Try again after a while.\n400 Reader.Suspended The reader %s is suspended.", document.NothingChanged, "", ""},
		{"a note that moves to the description", "Note\n\nAt most 5 books are lent in one call.", "", document.RulesAffected, "removed", "request.limit"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := diffWith(t, c.old, c.new)
			var kinds []string
			for _, x := range d.Changes {
				kinds = append(kinds, string(x.Kind))
			}
			if got := strings.Join(kinds, " "); d.Verdict != c.verdict || got != c.changes || strings.Join(d.Rules, " ") != c.rules {
				t.Errorf("verdict %s, changes %q, rules %v; want %s, %q, %q", d.Verdict, got, d.Rules, c.verdict, c.changes, c.rules)
			}
		})
	}
}

// A new statement names the rules of its place and below, or, where there are none, those of the place above.
func TestWhichRulesANewStatementIsNear(t *testing.T) {
	for _, c := range [][3]string{
		{"The books to lend.", "The books to lend. Bring a bag.", "request.books book.isbn.required book.isbn.type book.weeks.range book.weeks.default book.remark book.remark.alphabet book.shelf book.shelf.default book.stack.members request.limit sample.one sample.column"},
		{"  • Weeks:", "  • Days: bring a bag.\n\n  • Weeks:", "request.books book.stack.members request.limit sample.one"},
		{"Try it in the browser.", "Try it in the browser. Bring a bag.", ""},
	} {
		d := diffWith(t, c[0], c[1])
		i := slices.IndexFunc(d.Changes, func(x document.Change) bool { return x.Kind == document.Added })
		if i < 0 || strings.Join(d.Changes[i].Near, " ") != c[2] {
			t.Errorf("%s: the changes are %+v, want one near %s", c[1], d.Changes, c[2])
		}
	}
}

// The same sentence under another parameter is another promise; outside the table it is the same one.
func TestASentenceThatMoves(t *testing.T) {
	from := "  • Weeks: how long the book is lent. Valid values: 1 to 8."
	d := diffWith(t, from, "  • Days: Valid values: 1 to 8.\n\n  • Weeks: how long the book is lent.")
	for _, c := range d.Changes {
		if c.Kind == document.Moved {
			t.Errorf("%s moved from %s", c.Path, c.OldPath)
		}
	}
	text := contents(t, example)
	moved := strings.Replace(text, "Note\n\nAt most 5 books are lent in one call.\n\n", "", 1)
	moved = strings.Replace(moved, "Try it now", "Operation description\n\nNote\n\nAt most 5 books are lent in one call.\n\nTry it now", 1)
	d = diff(t, read(t, text), read(t, moved))
	i := slices.IndexFunc(d.Changes, func(c document.Change) bool { return c.Kind == document.Moved })
	if i < 0 || d.Changes[i].OldPath != "Request parameters: Books" || !slices.Equal(d.Changes[i].Rules, []string{"request.limit"}) {
		t.Errorf("changes: %+v", d.Changes)
	}
}

// So is the same sentence under a member of the same name.
func TestASentenceThatMovesWithItsName(t *testing.T) {
	text := edit(t, contents(t, example), " Give it in a string.", "")
	d := diff(t, read(t, contents(t, example)), read(t, edit(t, text, "The number of the book.\n\n978", "The number of the book. Give it in a string.\n\n978")))
	if len(d.Changes) != 1 || d.Changes[0].Kind != document.Moved || d.Changes[0].OldPath != "Request parameters: Books > Isbn" || d.Changes[0].Path != "Isbn" {
		t.Errorf("changes: %+v", d.Changes)
	}
}

// Of several sentences that were edited at one place, each is the one that it resembles most.
func TestWhichSentenceWasEdited(t *testing.T) {
	says := func(sentences string) *document.Document {
		return read(t, edit(t, contents(t, example), "The books to lend.", sentences))
	}
	d := diff(t, says("Old books are lent for a week. New books are lent for a day."), says("New books are lent for one day. Old books are lent for one week."))
	for _, c := range d.Changes {
		if c.Kind != document.Edited || c.Old[:3] != c.New[:3] {
			t.Errorf("%s: %q is said to have been %q", c.Kind, c.New, c.Old)
		}
	}
	if len(d.Changes) != 2 {
		t.Errorf("%d changes, want 2", len(d.Changes))
	}
}

func TestSectionsInAnotherOrder(t *testing.T) {
	text := contents(t, example)
	head, rest, _ := strings.Cut(text, "Error codes\n")
	table, notes, _ := strings.Cut(rest, "Release notes\n")
	before, after, _ := strings.Cut(head, "RAM authorization\n")
	swapped := before + "Error codes\n" + table + "RAM authorization\n" + after + "Release notes\n" + notes
	p := read(t, swapped)
	holdsEveryByte(t, p)
	if d := diff(t, read(t, text), p); d.Verdict != document.NothingChanged || len(d.Changes) != 0 {
		t.Errorf("verdict %s, changes %v", d.Verdict, d.Changes)
	}
	if c := check(t, p); !c.OK() {
		c.Write(os.Stderr)
		t.Error("the order of sections matters")
	}
}

func TestDiffFormats(t *testing.T) {
	d := diffWith(t, "1 to 8", "1 to 12")
	var b bytes.Buffer
	if err := d.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	var back document.Diff
	if err := json.Unmarshal(b.Bytes(), &back); err != nil || back.Changes[0].Values[0] != (document.ValueEdit{Field: "max", Old: "8", New: "12"}) {
		t.Errorf("%v in %s", err, b.String())
	}
	if got := back.Changes[0].Features; !slices.Equal(got, []string{"features/LendBooks/lending.feature:4"}) {
		t.Errorf("features: %v", got)
	}
	for _, holds := range [][3]string{ // an edit, and the file that holds what it is about
		{"The room is busy. Try", "The room is full. Try", "fixtures/LendBooks/answers/room-busy.json"},
		{`"Weeks": "2" }]`, `"Weeks": "3" }]`, "fixtures/LendBooks/samples/request-column.json"},
	} {
		if c := diffWith(t, holds[0], holds[1]).Changes; len(c) == 0 || !slices.Equal(c[0].Fixtures, holds[2:]) {
			t.Errorf("%s: the changes are %+v, without %s", holds[0], c, holds[2])
		}
	}
	b.Reset()
	d.WriteMarkdown(&b)
	if text := b.String(); !strings.HasPrefix(text, "## LendBooks, page: ") || !strings.Contains(text, "\n         + Valid values: 1 to 12.\n") || !strings.HasSuffix(text, "\n~~~\n") {
		t.Error(text)
	}
}

// A lock knows the old page without its words; what it finds is the same.
func TestALockStandsForThePage(t *testing.T) {
	p, old, now := project(t), read(t, contents(t, example)), readAs(t, "testdata/example/LendBooks.2026-05-20.md", contents(t, "testdata/example/LendBooks.2026-05-20.md"))
	byPage := diff(t, old, now)
	byLock, err := p.DiffLock("document.lock", now, impactFinder(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(byPage.Changes) != len(byLock.Changes) {
		t.Fatalf("%d changes with the page, %d with the lock", len(byPage.Changes), len(byLock.Changes))
	}
	for i, c := range byPage.Changes {
		if l := byLock.Changes[i]; c.Kind != l.Kind || c.Path != l.Path || !slices.Equal(c.Rules, l.Rules) || !slices.Equal(c.Values, l.Values) {
			t.Errorf("with the page %v, with the lock %v", c, l)
		}
	}
}

// Documents that are not two versions of one are refused.
func TestDocumentsThatAreNotComparable(t *testing.T) {
	text := contents(t, example)
	old := read(t, text)
	for because, other := range map[string]*document.Document{
		"the document is of TakeBooks":                            read(t, edit(t, text, ":LendBooks", ":TakeBooks")),
		"the document is a file of metadata, and page.txt a page": readAs(t, metadata, contents(t, metadata)),
	} {
		if _, err := document.DiffDocuments(old, other, impactFinder(t)); err == nil || !strings.Contains(err.Error(), because) {
			t.Errorf("a %s of %s beside a page of LendBooks: %v", other.Name, other.Operation, err)
		}
	}
}

// A parameter of metadata that gets another name is no statement that moved: whoever sends the old name is concerned.
func TestARenamedParameterOfMetadata(t *testing.T) {
	p := project(t)
	now := readAs(t, metadata, edit(t, contents(t, metadata), `"name":"ReaderId"`, `"name":"Readerid"`))
	d, err := p.DiffLock("document.lock", now, impactFinder(t))
	if err != nil || d.Verdict != document.RulesAffected || !slices.Contains(d.Rules, "request.reader") {
		t.Errorf("error %v, verdict %s, rules %v", err, d.Verdict, d.Rules)
	}
}

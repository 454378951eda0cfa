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
	tr, err := document.NewImpactFinder(os.DirFS("testdata/example"), exampleLedger(t))
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func diffWith(t *testing.T, old, new string) *document.Diff {
	t.Helper()
	text := string(examplePage(t))
	edited := strings.Replace(text, old, new, 1)
	if old != "" && edited == text {
		t.Fatalf("%q is not on the page", old)
	}
	return document.DiffPages(parse(t, text), parse(t, edited), impactFinder(t))
}

func TestWhatAnEditTouches(t *testing.T) {
	cases := []struct {
		name     string
		old, new string
		verdict  document.Verdict
		changes  string // kinds, in order
		rules    string
	}{
		{"nothing", "", "", document.SamePage, "", ""},
		{"white space", "Lends books to a reader.\n", "Lends  books to a reader.\n\n", document.SamePage, "", ""},
		{"only the date", "Jan 15, 2026", "Feb 01, 2026", document.WordingOnly, "", ""},
		{"a sentence that is set aside", "The table names", "The table shows", document.WordingOnly, "edited", ""},
		{"a sentence outside the normative sections", "Try it in the browser.", "Try it in your browser.", document.WordingOnly, "edited", ""},
		{"the wording of a rule", "how long the book is lent", "for how long the book is lent", document.RulesAffected, "edited", "book.weeks.range"},
		{"a new sentence", "The books to lend.", "The books to lend. Bring a bag.", document.RulesAffected, "added", ""},
		{"a sentence replaced by another", "Books of the closed stacks are lent to members only.", "Ask at the desk.", document.RulesAffected, "removed added", "book.stack.members"},
		{"a removed row", "404 Book.NotFound The book %s does not exist.\n", "", document.RulesAffected, "removed", "error.Book.NotFound"},
		{"a code with another name", "404 Book.NotFound", "404 Book.Missing", document.RulesAffected, "edited", "error.Book.NotFound"},
		{"rows in another order", "400 Reader.Suspended The reader %s is suspended.\n400 RoomBusy The room is busy. Try again after a while.",
			"400 RoomBusy The room is busy. Try again after a while.\n400 Reader.Suspended The reader %s is suspended.", document.WordingOnly, "moved", ""},
		{"a note that moves to the description", "Note\n\nAt most 5 books are lent in one call.", "", document.RulesAffected, "removed", "request.limit"},
		{"another operation", "Reading Room:LendBooks", "Reading Room:TakeBooks", document.RulesAffected, "", ""},
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

// The same sentence under another parameter is another promise; outside the table it is the same one.
func TestASentenceThatMoves(t *testing.T) {
	from := "  • Weeks: how long the book is lent. Valid values: 1 to 8."
	d := diffWith(t, from, "  • Days: Valid values: 1 to 8.\n\n  • Weeks: how long the book is lent.")
	for _, c := range d.Changes {
		if c.Kind == document.Moved {
			t.Errorf("%s moved from %s", c.Path, c.OldPath)
		}
	}
	text := string(examplePage(t))
	moved := strings.Replace(text, "Note\n\nAt most 5 books are lent in one call.\n\n", "", 1)
	moved = strings.Replace(moved, "Try it now", "Operation description\n\nNote\n\nAt most 5 books are lent in one call.\n\nTry it now", 1)
	d = document.DiffPages(parse(t, text), parse(t, moved), impactFinder(t))
	i := slices.IndexFunc(d.Changes, func(c document.Change) bool { return c.Kind == document.Moved })
	if i < 0 || d.Changes[i].OldPath != "Request parameters: Books" || !slices.Equal(d.Changes[i].Rules, []string{"request.limit"}) {
		t.Errorf("changes: %+v", d.Changes)
	}
}

func TestSectionsInAnotherOrder(t *testing.T) {
	text := string(examplePage(t))
	head, rest, _ := strings.Cut(text, "Error codes\n")
	table, notes, _ := strings.Cut(rest, "Release notes\n")
	before, after, _ := strings.Cut(head, "RAM authorization\n")
	swapped := before + "Error codes\n" + table + "RAM authorization\n" + after + "Release notes\n" + notes
	p := parse(t, swapped)
	holdsEveryByte(t, p)
	d := document.DiffPages(parse(t, text), p, impactFinder(t))
	if d.Verdict != document.WordingOnly || !d.Reordered || len(d.Changes) != 0 {
		t.Errorf("verdict %s, reordered %v, changes %v", d.Verdict, d.Reordered, d.Changes)
	}
	if c := document.CheckPage(p, exampleLedger(t), os.DirFS("testdata/example/fixtures/samples")); !c.OK() {
		c.Write(os.Stderr)
		t.Error("the order of sections matters")
	}
}

func TestWordByWord(t *testing.T) {
	d := diffWith(t, "Books of the closed stacks are lent to members only.", "Books of the closed stacks and maps are lent to staff.")
	var text strings.Builder
	for _, w := range d.Changes[0].Words {
		text.WriteString(map[string]string{"same": "=", "removed": "-", "added": "+"}[w.Op] + w.Text + "|")
	}
	if want := "=Note Books of the closed stacks |+and maps |=are lent to |-members only|+staff|=.|"; text.String() != want {
		t.Errorf("got  %s\nwant %s", text.String(), want)
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
	if got := back.Changes[0].Features; !slices.Equal(got, []string{"features/lending.feature:3"}) {
		t.Errorf("features: %v", got)
	}
	b.Reset()
	d.WriteMarkdown(&b)
	for _, want := range []string{"> Valid values: 1 to <del>8</del><ins>12</ins>.", "- max: `8` → `12`", "- rule: `book.weeks.range`"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
}

// A lock knows the old page without its words; what it finds is the same.
func TestALockStandsForThePage(t *testing.T) {
	old := parse(t, string(examplePage(t)))
	lock, err := document.ReadLock(os.DirFS("testdata/example/spec/LendBooks"), "document.lock", "spec/LendBooks/document.lock")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(lock.Format(), document.LockOf(old).Format()) {
		t.Error("what is read from the lock is not what was written into it")
	}
	data, err := os.ReadFile("testdata/example/LendBooks.2026-05-20.txt")
	if err != nil {
		t.Fatal(err)
	}
	now := parse(t, string(data))
	byPage, byLock := document.DiffPages(old, now, impactFinder(t)), document.DiffLock("page.lock", lock, now, impactFinder(t))
	if len(byPage.Changes) != len(byLock.Changes) {
		t.Fatalf("%d changes with the page, %d with the lock", len(byPage.Changes), len(byLock.Changes))
	}
	for i, c := range byPage.Changes {
		if l := byLock.Changes[i]; c.Kind != l.Kind || c.Path != l.Path || !slices.Equal(c.Rules, l.Rules) || !slices.Equal(c.Values, l.Values) {
			t.Errorf("with the page %v, with the lock %v", c, l)
		}
	}
}

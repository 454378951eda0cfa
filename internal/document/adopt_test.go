package document_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/spec"
)

type adopting struct {
	rules string
	lock  *document.Lock
}

func adoptExample(t *testing.T) adopting {
	t.Helper()
	rules, err := os.ReadFile("testdata/example/spec/LendBooks/rules.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return adopting{string(rules), document.LockOf(parse(t, string(examplePage(t))))}
}

func (a adopting) adopt(t *testing.T, text string) (*document.Adoption, error) {
	t.Helper()
	return document.Adopt(os.DirFS("testdata/example/spec"), "LendBooks", []byte(a.rules), a.lock, parse(t, text), os.DirFS("testdata/example/fixtures/samples"))
}

func edit(t *testing.T, text, old, new string) string {
	t.Helper()
	if !strings.Contains(text, old) {
		t.Fatalf("%q is not in the text", old)
	}
	return strings.Replace(text, old, new, 1)
}

func TestAdoptRewritesHashesAndDateOnly(t *testing.T) {
	a := adoptExample(t)
	text := edit(t, string(examplePage(t)), "how long the book is lent", "for how long the book is lent")
	text = edit(t, text, "Jan 15, 2026", "Feb 1, 2026")
	got, err := a.adopt(t, text)
	if err != nil {
		t.Fatal(err)
	}
	want := edit(t, a.rules, got.Rewrites[0].Old.Statement, got.Rewrites[0].New.Statement)
	want = edit(t, want, "updated: 2026-01-15", "updated: 2026-02-01")
	if len(got.Rewrites) != 1 || string(got.Rules) != want {
		t.Errorf("%d rewrites; %s", len(got.Rewrites), firstLineApart(string(got.Rules), want))
	}
	if string(got.Lock) != string(document.LockOf(parse(t, text)).Format()) {
		t.Error("the lock is not of the new page")
	}
}

func TestAdoptingTheSamePageChangesNothing(t *testing.T) {
	a := adoptExample(t)
	got, err := a.adopt(t, string(examplePage(t)))
	if err != nil || string(got.Rules) != a.rules || len(got.Rewrites) != 0 {
		t.Errorf("%v, %d rewrites", err, len(got.Rewrites))
	}
}

func TestAdoptRewritesPathsOfWhatMoved(t *testing.T) {
	a := adoptExample(t)
	text := edit(t, string(examplePage(t)), "Note\n\nAt most 5 books are lent in one call.\n\n", "")
	text = edit(t, text, "Try it now", "Operation description\n\nNote\n\nAt most 5 books are lent in one call.\n\nTry it now")
	_, err := a.adopt(t, text)
	// The heading of the new section is new; a person sets it aside.
	if !errors.Is(err, document.ErrRefused) || !strings.Contains(err.Error(), "Operation description") {
		t.Fatalf("error: %v", err)
	}
	heading := document.HashOf("Operation description")
	a.rules += "  - {section: Operation description, statement: " + heading + ", reason: The heading of the section.}\n"
	got, err := a.adopt(t, text)
	if err != nil {
		t.Fatal(err)
	}
	if want := "document: [{section: Operation description, path: \"\", statement: " + document.HashOf("Note At most 5 books are lent in one call.") + "}]"; !strings.Contains(string(got.Rules), want) {
		t.Errorf("%q is not in\n%s", want, got.Rules)
	}
}

func TestAdoptRefuses(t *testing.T) {
	cases := []struct {
		name, old, new, because string
	}{
		{"a new sentence", "The books to lend.", "The books to lend. Bring a bag.", "Bring a bag."},
		{"a sentence replaced by another", "Books of the closed stacks are lent to members only.", "Ask at the desk.", "book.stack.members"},
		{"a value that differs", "1 to 8", "1 to 12", "book.weeks.range"},
		{"a row that is gone", "404 Book.NotFound The book %s does not exist.\n", "", "error.Book.NotFound"},
		{"a value that is no longer understood", "Valid values: 1 to 8.", "Valid values: one to 8.", "book.weeks.range"},
		{"a page without a date", "Last Updated:Jan 15, 2026", "", "no line Last Updated"},
		{"another operation", ":LendBooks", ":TakeBooks", "TakeBooks"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := adoptExample(t).adopt(t, edit(t, string(examplePage(t)), c.old, c.new))
			if !errors.Is(err, document.ErrRefused) || !strings.Contains(err.Error(), c.because) || got != nil {
				t.Errorf("error %v, want ErrRefused because of %s", err, c.because)
			}
		})
	}
}

// Of two equal statements of which one was edited, nobody knows which one the ledger means.
func TestAdoptDoesNotGuess(t *testing.T) {
	a := adoptExample(t)
	twice := edit(t, string(examplePage(t)), "The books to lend.", "The books to lend. The books to lend.")
	a.lock = document.LockOf(parse(t, twice))
	_, err := a.adopt(t, edit(t, twice, "The books to lend. The", "The books to borrow. The"))
	if !errors.Is(err, document.ErrRefused) || !strings.Contains(err.Error(), "The books to borrow.") {
		t.Errorf("error: %v", err)
	}
}

func TestARewrittenLedgerIsStillRead(t *testing.T) {
	a := adoptExample(t)
	a.rules = edit(t, a.rules, "document: [{section: Request parameters, path: Books, statement: 598d8649cd18}]",
		"document:\n      - section: 'Request parameters' # as the page heads it\n        path: \"Books\"\n        statement: \"598d8649cd18\"")
	got, err := a.adopt(t, edit(t, string(examplePage(t)), "At most 5 books are lent in one call", "At most 5 books are lent in one single call"))
	if err != nil {
		t.Fatal(err)
	}
	l, err := spec.LoadWith(os.DirFS("testdata/example/spec"), "LendBooks", got.Rules)
	if err != nil || l.Rule("LendBooks/request.limit").Document[0].Statement != got.Rewrites[0].New.Statement || !strings.Contains(string(got.Rules), "'Request parameters' # as the page heads it") {
		t.Errorf("%v\n%s", err, got.Rules)
	}
}

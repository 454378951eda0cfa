package document_test

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/spec"
)

const rulesFile = "testdata/example/spec/LendBooks/rules.yaml"

// withRules is the example with another text of its ledger.
func withRules(t *testing.T, rules string) *document.Project {
	t.Helper()
	p := project(t)
	p.Specs = fstest.MapFS{"LendBooks/rules.yaml": {Data: []byte(rules)}}
	ledger, err := spec.Load(p.Specs)
	if err != nil {
		t.Fatal(err)
	}
	p.Operation = ledger.Operation("LendBooks")
	return p
}

func TestAdoptRewritesHashesAndDateOnly(t *testing.T) {
	p := project(t)
	text := edit(t, contents(t, example), "how long the book is lent", "for how long the book is lent")
	now := read(t, edit(t, text, "Jan 15, 2026", "Feb 1, 2026"))
	got, err := p.Adopt(now, document.Consent{Rules: []string{"book.weeks.range"}})
	if err != nil {
		t.Fatal(err)
	}
	want := edit(t, contents(t, rulesFile), got.Rewrites[0].Old.Statement, got.Rewrites[0].New.Statement)
	want = edit(t, want, "{name: page, updated: 2026-01-15}   # the date", "{name: page, updated: 2026-02-01}   # the date")
	if len(got.Rewrites) != 1 || string(got.Rules) != want {
		t.Errorf("%d rewrites; %s", len(got.Rewrites), firstLineApart(string(got.Rules), want))
	}
	if string(got.Lock) != string(p.Lock.With(document.LockOf(now)).Format()) {
		t.Error("the lock is not that of the new page beside the metadata")
	}
}

// Both forms of a page, and metadata beside it, are taken over again without a change.
func TestAdoptingTheSameDocumentChangesNothing(t *testing.T) {
	for _, file := range []string{example, markdown, metadata} {
		got, err := project(t).Adopt(readAs(t, file, contents(t, file)), document.Consent{})
		if err != nil || string(got.Rules) != contents(t, rulesFile) || string(got.Lock) != contents(t, "testdata/example/spec/LendBooks/document.lock") {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestAdoptRewritesPlacesOfWhatMoved(t *testing.T) {
	text := edit(t, contents(t, example), "Note\n\nAt most 5 books are lent in one call.\n\n", "")
	text = edit(t, text, "Try it now", "Operation description\n\nNote\n\nAt most 5 books are lent in one call.\n\nTry it now")
	_, err := project(t).Adopt(read(t, text), document.Consent{})
	// The heading of the new section is new; a person sets it aside.
	if !errors.Is(err, document.ErrRefused) || !strings.Contains(err.Error(), "Operation description") {
		t.Fatalf("error: %v", err)
	}
	rules := contents(t, rulesFile) + "  - {section: Operation description, statement: " + document.HashOf("Operation description") + ", reason: The heading of the section.}\n"
	got, err := withRules(t, rules).Adopt(read(t, text), document.Consent{})
	if err != nil {
		t.Fatal(err)
	}
	if want := "{section: Operation description, statement: " + document.HashOf("Note At most 5 books are lent in one call.") + "}"; !strings.Contains(string(got.Rules), want) {
		t.Errorf("%q is not in\n%s", want, got.Rules)
	}
}

func TestAdoptRefuses(t *testing.T) {
	cases := []struct {
		name, old, new, because string
	}{
		{"a new sentence", "The books to lend.", "The books to lend. Bring a bag.", "Bring a bag."},
		{"a new sentence of the header", "Lends books to a reader.", "Lends books to a reader. This operation is deprecated.", "This operation is deprecated."},
		{"a sentence replaced by another", "Books of the closed stacks are lent to members only.", "Ask at the desk.", "book.stack.members"},
		{"a value that differs", "1 to 8", "1 to 12", "book.weeks.range"},
		{"a row that is gone", "404 Book.NotFound The book %s does not exist.\n", "", "error.Book.NotFound"},
		{"a value that is no longer understood", "Valid values: 1 to 8.", "Valid values: one to 8.", "book.weeks.range"},
		{"an older date", "Jan 15, 2026", "Jan 14, 2026", "it is of 2026-01-14 and the locked one of 2026-01-15; -older takes"},
		{"a reversal of meaning", "are lent to members only", "are not lent to members", "repeat with -confirm book.stack.members"},
		{"another purpose", "Lends books to a reader.", "Lends books to a robber.", "repeat with -confirm lending.effect"},
		{"an edit of what is set aside", "The table names", "The table shows", "repeat with -confirm set-aside"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := project(t).Adopt(read(t, edit(t, contents(t, example), c.old, c.new)), document.Consent{})
			if !errors.Is(err, document.ErrRefused) || !strings.Contains(err.Error(), c.because) || got != nil {
				t.Errorf("error %v, want ErrRefused because of %s", err, c.because)
			}
		})
	}
	older := read(t, edit(t, contents(t, example), "Jan 15, 2026", "Jan 14, 2026"))
	if _, err := project(t).Adopt(older, document.Consent{Older: true}); err != nil {
		t.Errorf("an older page that was asked for: %v", err)
	}
}

// What is of another operation, of another version of the API or in another language is not taken for an edit.
func TestForeignMetadataIsRefused(t *testing.T) {
	text := contents(t, metadata)
	product := func(version, operation string) string {
		return `{"info":{"version":"` + version + `","product":"Library"},"apis":{"` + operation + `":` + text + `}}`
	}
	cases := []struct{ name, text, because string }{
		{"the answer of another operation", strings.ReplaceAll(text, "LendBooksResponse", "ReturnBooksResponse"), "the sample of an answer is of ReturnBooks"},
		{"other parameters and members", `{"parameters":[{"name":"Room","schema":{"type":"string"}}],"responses":{"200":{"schema":{"type":"object"}}}}`, "is it of another operation?"},
		{"another version", product("2020-01-01", "LendBooks"), "of version 2020-01-01 of the API, the ledger of 2026-01-01"},
		{"another language", edit(t, text, "Lends books to a reader.", "向读者借书。"), `its prose is in "zh"`},
	}
	for _, c := range cases {
		_, err := project(t).Adopt(readAs(t, metadata, c.text), document.Consent{})
		if err == nil || !strings.Contains(err.Error(), c.because) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: error %v", c.name, err)
		}
	}
	if _, err := project(t).Adopt(readAs(t, metadata, product("2026-01-01", "LendBooks")), document.Consent{}); err != nil {
		t.Errorf("the metadata of a product with the one operation: %v", err)
	}
}

// A file that is named after another operation of the project is refused; a name of anything else is only a name.
func TestAFileNamedAfterAnotherOperation(t *testing.T) {
	p := withRules(t, contents(t, rulesFile))
	p.Specs.(fstest.MapFS)["TakeBooks/rules.yaml"] = &fstest.MapFile{}
	if _, err := p.Check(readAs(t, "TakeBooks.txt", contents(t, example))); err == nil || !strings.Contains(err.Error(), "the name of the file says TakeBooks, and the document is of LendBooks") {
		t.Errorf("TakeBooks.txt: %v", err)
	}
	if _, err := p.Check(readAs(t, "Notes.txt", contents(t, example))); err != nil {
		t.Error(err)
	}
}

// A pointer that is not written on one line is named, and nothing is guessed.
func TestAPointerOnSeveralLinesIsNotRewritten(t *testing.T) {
	rules := edit(t, contents(t, rulesFile), "      - {section: Request parameters, path: Books, statement: 598d8649cd18}",
		"      - section: Request parameters\n        path: Books\n        statement: 598d8649cd18")
	now := read(t, edit(t, contents(t, example), "At most 5 books are lent in one call", "At most 5 books are lent in one single call"))
	_, err := withRules(t, rules).Adopt(now, document.Consent{Rules: []string{"request.limit"}})
	if !errors.Is(err, document.ErrRefused) || !strings.Contains(err.Error(), "is not written on one line") {
		t.Errorf("error: %v", err)
	}
}

// A lock of the format before, which had no number, is refused in one line that names the remedy.
func TestALockOfAnOlderFormat(t *testing.T) {
	old := "page: {title: LendBooks, product: Reading Room, updated: 2026-01-15}\nsections: []\n"
	_, err := document.ReadLock(fstest.MapFS{"document.lock": {Data: []byte(old)}}, "document.lock", "spec/LendBooks/document.lock")
	now := strings.ReplaceAll(contents(t, "testdata/example/spec/LendBooks/document.lock"), "\n", "\r\n")
	if _, err := document.ReadLock(fstest.MapFS{"document.lock": {Data: []byte(now)}}, "document.lock", "document.lock"); err != nil {
		t.Errorf("a lock with the line ends of Windows: %v", err)
	}
	if err == nil || !strings.HasPrefix(err.Error(), "spec/LendBooks/document.lock: is not of format 3: ") || !strings.Contains(err.Error(), "-rewrite-lock") {
		t.Errorf("error: %v", err)
	}
}

// An adoption that was killed at any moment is completed by adopting the document once more.
func TestAnAdoptionThatWasKilledIsMadeWhole(t *testing.T) {
	const folder = "spec/LendBooks"
	adopt := func(t *testing.T, root string) {
		t.Helper()
		w, err := document.Open(root)
		if err != nil {
			t.Fatal(err)
		}
		d := read(t, edit(t, contents(t, example), "how long the book", "for how long the book"))
		if _, err := w.Adopt(d, document.Consent{Rules: []string{"book.weeks.range"}}, false); err != nil {
			t.Fatal(err)
		}
	}
	for name, killed := range map[string]map[string]string{ // file → "before", "after" or "torn"
		"while the ledger is written": {"rules.yaml": "before", "document.lock": "before", "rules.yaml.new": "torn"},
		"while the lock is written":   {"rules.yaml": "after", "document.lock": "before", "document.lock.new": "torn"},
		"between the two":             {"rules.yaml": "after", "document.lock": "before"},
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			if err := os.CopyFS(root, os.DirFS("testdata/example")); err != nil {
				t.Fatal(err)
			}
			before := filesOf(t, root, folder)
			adopt(t, root)
			after := filesOf(t, root, folder)
			if before["rules.yaml"] == after["rules.yaml"] || before["document.lock"] == after["document.lock"] {
				t.Error("the ledger and its lock were not both written")
			}
			for name, state := range killed {
				key := strings.TrimSuffix(name, ".new")
				data := map[string]string{"before": before[key], "after": after[key], "torn": after[key][:100]}[state]
				if err := os.WriteFile(filepath.Join(root, folder, name), []byte(data), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			adopt(t, root)
			got := filesOf(t, root, folder)
			if !maps.Equal(got, after) {
				t.Errorf("the folder holds %v", slices.Sorted(maps.Keys(got)))
			}
		})
	}
}

func filesOf(t *testing.T, root, folder string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(root), folder, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out[filepath.Base(name)] = contents(t, filepath.Join(root, name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

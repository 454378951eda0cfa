package document_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/document"
)

// A lock that was cut, edited by hand or put in another folder is refused in one line that names it, or held against
// the ledger.
func TestLocksThatNobodyAdopted(t *testing.T) {
	const name = "spec/LendBooks/document.lock"
	full := contents(t, filepath.Join("testdata/example", name))
	metadataAt := strings.Index(full, "- in: metadata")
	cases := []struct{ what, text, want string }{
		{"nothing", "", "the file is empty"},
		{"cut in a statement", full[:len(full)-20], ":1"},
		{"cut before the first statement", full[:strings.Index(full, "    - {")], "the page has no statement: is the file cut?"},
		{"of another operation", edit(t, full, "operation: LendBooks", "operation: TakeBooks"), `is the lock of "TakeBooks"`},
		{"an unknown document", edit(t, full, "in: page", "in: paper"), `in: "paper" is no document; expected page or metadata`},
		{"a document twice", edit(t, full, "in: metadata", "in: page"), "the page stands twice"},
		{"a hash that is none", edit(t, full, "{hash: ", "{hash: x"), "is no statement as adopt writes them"},
		{"a kind that is none", edit(t, full, "kind: row", "kind: rule"), "is no statement as adopt writes them"},
		{"an unknown field", edit(t, full, "{hash: ", "{hush: 1, hash: "), `unknown field "hush"; did you mean "hash"?`},
		{"a document less", full[:metadataAt], "holds no metadata, which the ledger lists: adopt it"},
		{"another date", edit(t, full, "updated: 2026-01-15", "updated: 2026-01-16"), "holds the page of 2026-01-16, the ledger lists that of 2026-01-15: adopt it"},
	}
	for _, c := range cases {
		t.Run(c.what, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS("testdata/example")); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), []byte(c.text), 0o644); err != nil {
				t.Fatal(err)
			}
			w, err := document.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			var said []string
			if p, err := w.Project("LendBooks", false); err != nil {
				said = strings.Split(err.Error(), "\n")
			} else {
				said = p.Unlocked()
			}
			if len(said) != 1 || !strings.HasPrefix(said[0], name) || !strings.Contains(said[0], c.want) {
				t.Errorf("%q, want %q", said, c.want)
			}
		})
	}
}

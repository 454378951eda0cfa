package document_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/internal/textfs"
)

// The example is an invented operation, LendBooks, with its documents in all three forms.
const (
	example  = "testdata/example/LendBooks.2026-01-15.txt"
	markdown = "testdata/example/LendBooks.2026-01-15.md"
	metadata = "testdata/example/LendBooks.2026-01-15.json"
)

func contents(t testing.TB, name string) string {
	t.Helper()
	data, err := textfs.New(os.DirFS(filepath.Dir(name))).ReadFile(filepath.Base(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// read reads a document under a name that says nothing.
func read(t testing.TB, text string) *document.Document {
	t.Helper()
	return readAs(t, "page.txt", text)
}

func readAs(t testing.TB, name, text string) *document.Document {
	t.Helper()
	d, err := document.Read(name, []byte(text), document.Identity{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// project is the example, which documents are held against.
func project(t testing.TB) *document.Project {
	t.Helper()
	w, err := document.Open("testdata/example")
	if err != nil {
		t.Fatal(err)
	}
	p, err := w.Project("LendBooks", false)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func check(t testing.TB, d *document.Document) *document.Check {
	t.Helper()
	c, err := project(t).Check(d)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func edit(t testing.TB, text, old, new string) string {
	t.Helper()
	if !strings.Contains(text, old) {
		t.Fatalf("%q is not in the text", old)
	}
	return strings.Replace(text, old, new, 1)
}

// What a page is cut into: path, kind, text and facts of every statement stand in statements.golden, to be read beside
// the page.
func TestStatementsOfTheExample(t *testing.T) {
	d := readAs(t, example, contents(t, example))
	if d.Operation != "LendBooks" || d.Product != "Reading Room" || d.Updated != "2026-01-15" {
		t.Errorf("header: %q of %q, %v", d.Operation, d.Product, d.Updated)
	}
	golden(t, "testdata/example/statements.golden", listing(d))
}

// The statements of metadata, with their facts.
func TestStatementsOfMetadata(t *testing.T) {
	golden(t, "testdata/example/metadata.golden", listing(readAs(t, metadata, contents(t, metadata))))
}

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a file.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want := contents(t, name); string(got) != want {
		t.Errorf("%s differs; -update writes it anew:\n%s", name, firstLineApart(string(got), want))
	}
}

func listing(d *document.Document) []byte {
	var out bytes.Buffer
	for _, s := range d.Statements {
		fmt.Fprintf(&out, "%s | %s | %s | %s", s.Section, s.Path, s.Kind, s.Text)
		for _, f := range s.Facts {
			fmt.Fprintf(&out, " | %s", f)
		}
		out.WriteByte('\n')
	}
	return out.Bytes()
}

func firstLineApart(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := 0; i < len(g) && i < len(w); i++ {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n got  %s\n want %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("got %d lines, want %d", len(g), len(w))
}

// holdsEveryByte holds that the spans of the statements of a section, one after the other, are the section.
func holdsEveryByte(t interface{ Errorf(string, ...any) }, d *document.Document) {
	for _, sec := range d.Sections {
		at := sec.Start
		n := 0
		for _, s := range d.Statements {
			if s.Section != sec.Name {
				continue
			}
			n++
			if s.Start != at || s.End <= s.Start {
				t.Errorf("section %q: a statement spans %d to %d, the one before ends at %d", sec.Name, s.Start, s.End, at)
			}
			if strings.TrimSpace(s.Text) == "" {
				t.Errorf("section %q, line %d: a statement without text", sec.Name, s.Line)
			}
			at = s.End
		}
		if sec.Normative && (n > 0 || sec.Name != document.SectionHeader) && (n == 0 || at != sec.End) {
			t.Errorf("section %q: %d statements end at %d, the section ends at %d", sec.Name, n, at, sec.End)
		}
	}
}

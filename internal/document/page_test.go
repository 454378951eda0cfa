package document_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/spec"
)

const example = "testdata/example/LendBooks.2026-01-15.txt"

func examplePage(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func parse(t testing.TB, text string) *document.Page {
	t.Helper()
	p, err := document.Parse("page.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func exampleLedger(t testing.TB) *spec.Operation {
	t.Helper()
	l, err := spec.Load(os.DirFS("testdata/example/spec"))
	if err != nil {
		t.Fatal(err)
	}
	return l.Operation("LendBooks")
}

// What a page is cut into: path, kind, text and facts of every statement stand in statements.golden, to be read
// beside the page.
func TestStatementsOfTheExample(t *testing.T) {
	p := parse(t, string(examplePage(t)))
	if p.Title != "LendBooks" || p.Product != "Reading Room" || p.Updated.Format(time.DateOnly) != "2026-01-15" {
		t.Errorf("header: %q of %q, %v", p.Title, p.Product, p.Updated)
	}
	golden(t, "testdata/example/statements.golden", listing(p))
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
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; -update writes it anew:\n%s", name, firstLineApart(string(got), string(want)))
	}
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

func TestSpansAreTheWholeSection(t *testing.T) {
	p := parse(t, string(examplePage(t)))
	holdsEveryByte(t, p)
}

// holdsEveryByte holds that the spans of the statements of a section, one after the other, are the section.
func holdsEveryByte(t interface{ Errorf(string, ...any) }, p *document.Page) {
	for _, sec := range p.Sections {
		at := sec.Start
		n := 0
		for _, s := range p.Statements {
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
		if sec.Normative && (n == 0 || at != sec.End) {
			t.Errorf("section %q: %d statements end at %d, the section ends at %d", sec.Name, n, at, sec.End)
		}
	}
}

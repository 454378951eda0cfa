package document_test

import (
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/document"
)

// Whatever bytes a document has, reading it and comparing it ends in an answer or in an error. Documents are long, and
// shortening each new one costs more than finding it:
//
//	go test -run=^$ -fuzz=FuzzDocument -fuzztime=5m -fuzzminimizetime=20x ./internal/document
func FuzzDocument(f *testing.F) {
	for _, file := range []string{example, markdown, metadata, "testdata/older.txt"} {
		text := contents(f, file)
		f.Add(file, []byte(text))
		f.Add(file, []byte("\n\n"+strings.ReplaceAll(text, "\n\n", "\n")))
	}
	holds := fuzzing(f)
	f.Fuzz(func(t *testing.T, file string, data []byte) { holds(t, file, data) })
}

// FuzzEdit replaces one stretch of the example page: most results are still pages, which random bytes are not.
func FuzzEdit(f *testing.F) {
	f.Add(uint16(1000), uint16(8), "400 Code Message")
	f.Add(uint16(500), uint16(0), "\nNote\n")
	f.Add(uint16(0), uint16(0), "\ufeff")
	f.Add(uint16(2200), uint16(1), "[{")
	f.Add(uint16(900), uint16(40), "\tstring\tYes\t")
	holds := fuzzing(f)
	text := contents(f, example)
	f.Fuzz(func(t *testing.T, at, length uint16, insert string) {
		from := min(int(at), len(text))
		to := min(from+int(length), len(text))
		holds(t, example, []byte(text[:from]+insert+text[to:]))
	})
}

// fuzzing holds a fuzzed document against the example.
func fuzzing(f *testing.F) func(*testing.T, string, []byte) {
	p, find := project(f), impactFinder(f)
	return func(t *testing.T, file string, data []byte) {
		d, err := document.Read(file, data, document.Identity{})
		if err != nil {
			if d != nil {
				t.Error("a document that is not understood was returned in parts")
			}
			return
		}
		if d.Name == document.Page {
			holdsEveryByte(t, d)
		}
		readsBack(t, d)
		check, err := p.Check(d)
		if err != nil {
			return
		}
		var out strings.Builder
		check.Write(&out)
		diff, err := p.DiffLock("document.lock", d, find)
		if err != nil {
			t.Fatal(err)
		}
		diff.WriteText(&out)
		diff.WriteMarkdown(&out)
		if err := diff.WriteJSON(&out); err != nil {
			t.Error(err)
		}
		if diff.Verdict == document.NothingChanged && !check.OK() {
			t.Errorf("nothing changed, and the check fails:\n%s", out.String())
		}
	}
}

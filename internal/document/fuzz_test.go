package document_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/spec"
)

// Whatever bytes a page has, reading it and comparing it ends in an answer or in an error. Pages are long, and
// shortening each new one costs more than finding it:
//
//	go test -run=^$ -fuzz=FuzzPage -fuzztime=5m -fuzzminimizetime=20x ./internal/document
func FuzzPage(f *testing.F) {
	for _, file := range []string{example, "testdata/example/LendBooks.2026-05-20.txt", "testdata/older.txt"} {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add([]byte("\n\n" + strings.ReplaceAll(string(data), "\n\n", "\n")))
		f.Add([]byte(strings.ReplaceAll(string(data), "\n", "\r\n")))
	}
	fixed := fuzzing(f)
	f.Fuzz(func(t *testing.T, data []byte) { fixed.holds(t, data) })
}

// FuzzEdit replaces one stretch of the example page: most results are still pages, which random bytes are not.
func FuzzEdit(f *testing.F) {
	f.Add(uint16(1000), uint16(8), "400 Code Message")
	f.Add(uint16(500), uint16(0), "\nNote\n")
	f.Add(uint16(0), uint16(0), "\ufeff")
	f.Add(uint16(2200), uint16(1), "[{")
	f.Add(uint16(900), uint16(40), "\tstring\tYes\t")
	fixed := fuzzing(f)
	text := string(examplePage(f))
	f.Fuzz(func(t *testing.T, at, length uint16, insert string) {
		from := min(int(at), len(text))
		to := min(from+int(length), len(text))
		fixed.holds(t, []byte(text[:from]+insert+text[to:]))
	})
}

// fixture is what fuzzed pages are held against.
type fixture struct {
	old     *document.Page
	ledger  *spec.Operation
	touches *document.ImpactFinder
	rules   []byte
}

func fuzzing(f *testing.F) fixture {
	rules, err := os.ReadFile("testdata/example/spec/LendBooks/rules.yaml")
	if err != nil {
		f.Fatal(err)
	}
	return fixture{parse(f, string(examplePage(f))), exampleLedger(f), impactFinder(f), rules}
}

func (x fixture) holds(t *testing.T, data []byte) {
	p, err := document.Parse("page.txt", data)
	if err != nil {
		if p != nil {
			t.Error("a page that is not understood was returned in parts")
		}
		return
	}
	holdsEveryByte(t, p)
	readsBack(t, p)
	samples := os.DirFS("testdata/example/fixtures/samples")
	var out strings.Builder
	check := document.CheckPage(p, x.ledger, samples)
	check.Write(&out)
	d := document.DiffPages(x.old, p, x.touches)
	d.WriteText(&out)
	d.WriteMarkdown(&out)
	if err := d.WriteJSON(&out); err != nil {
		t.Error(err)
	}
	if d.Verdict == document.SamePage && !check.OK() {
		t.Errorf("nothing changed, and the check fails:\n%s", out.String())
	}
	// What was set aside and is gone affects no rule; still, a person strikes it from the ledger first.
	gone := slices.ContainsFunc(d.Changes, func(c document.Change) bool { return c.Kind == document.Removed })
	if d.Verdict == document.RulesAffected || p.Updated.IsZero() || gone {
		return
	}
	_, err = document.Adopt(os.DirFS("testdata/example/spec"), "LendBooks", x.rules, document.LockOf(x.old), p, samples)
	if err != nil {
		t.Errorf("only wording changed, and the page is not adopted: %v", err)
	}
}

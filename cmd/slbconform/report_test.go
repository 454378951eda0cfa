package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/textfs"
)

const (
	golden = "../../reports/testdata/night/"            // what people and build servers read of it
	aNight = "../../reports/internal/sample/night.json" // the report of a night
)

// From conformance.json alone every other report is written, and is the one that the run itself wrote.
func TestReport(t *testing.T) {
	dir := t.TempDir()
	code, said := do(t, "report", "-out", dir, aNight)
	if code != harness.ExitOK {
		t.Fatalf("exit code %d: %s", code, said)
	}
	for _, name := range []string{"junit.xml", "summary.md", "index.html", "exchanges.har", "messages.ndjson"} {
		got := read(t, filepath.Join(dir, name))
		want, err := textfs.New(os.DirFS(golden)).ReadFile(name)
		if err == nil && got != string(want) { // only those are kept that a person can read
			t.Errorf("%s is not the one that the run wrote", name)
		}
	}
	if !strings.Contains(said, "15 rules of the documents: 1 violated, 2 unexpected, 0 rehearsed") {
		t.Errorf("the summary is not shown: %s", said)
	}
}

// A report that somebody brightened is refused, and the sentence says what contradicts what.
func TestReportRefuses(t *testing.T) {
	for _, c := range []struct{ name, old, new, says string }{
		{"a violated rule called confirmed", `"verdict":"violates"`, `"verdict":"confirmed"`, "the report contradicts itself"},
		{"a brighter headline", `"headline": "15 rules of the documents: 1 violated, `, `"headline": "15 rules of the documents: `, "its headline is"},
		{"a file cut short", `"page_defects"`, "\x00", "not JSON"},
	} {
		dir := t.TempDir()
		file := filepath.Join(dir, "conformance.json")
		put(t, file, strings.ReplaceAll(read(t, aNight), c.old, c.new))
		if code, said := do(t, "report", file); code != harness.ExitBroken || !strings.Contains(said, c.says) {
			t.Errorf("%s: exit code %d, %q; want 3 and %q in it", c.name, code, said, c.says)
		}
		if _, err := os.Stat(filepath.Join(dir, "index.html")); err == nil {
			t.Errorf("%s: index.html was written from it", c.name)
		}
	}
}

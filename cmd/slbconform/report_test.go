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

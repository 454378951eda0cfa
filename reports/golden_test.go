package reports_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/textfs"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/reports/internal/sample"
)

// update writes golden files anew: go test ./reports -update, and then read the diff.
var update = flag.Bool("update", false, "write the golden files anew")

// golden holds data against a file of this folder, or writes it there with -update.
func golden(t *testing.T, name string, data []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := textfs.New(os.DirFS(filepath.Dir(name))).ReadFile(filepath.Base(name))
	if err != nil {
		t.Fatalf("%v; go test ./reports -update writes it", err)
	}
	if !bytes.Equal(data, want) {
		t.Errorf("%s is no longer what is written; go test ./reports -update writes it anew.\nfirst difference: %s", name, difference(data, want))
	}
}

func difference(got, want []byte) string {
	g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(g), len(w)) {
		if !bytes.Equal(g[i], w[i]) {
			return "\n  got   " + string(g[i]) + "\n  want  " + string(w[i])
		}
	}
	return "one is longer than the other"
}

// written is one file of the report of a run against the mock.
func written(t *testing.T, name string) []byte {
	t.Helper()
	return writtenOf(t, sample.Mock(), name)
}

func writtenOf(t *testing.T, r *reports.Report, name string) []byte {
	t.Helper()
	dir := t.TempDir()
	if err := reports.Write(dir, r, reports.Options{}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// What people and build servers read is held against golden files, and a sample that is read is written as it stands.
func TestFilesAreAsWritten(t *testing.T) {
	golden(t, "internal/sample/night.json", writtenOf(t, sample.Night(), "conformance.json"))
	golden(t, "internal/sample/mock.json", writtenOf(t, sample.Mock(), "conformance.json"))
	keepFiles(t, "night", sample.Night(), "junit.xml summary.md")
	keepFiles(t, "mock", sample.Mock(), "junit.xml summary.md")
}

func keepFiles(t *testing.T, name string, r *reports.Report, only string) {
	t.Helper()
	dir := t.TempDir()
	if err := reports.Write(dir, r, reports.Options{}); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if only != "" && !strings.Contains(only, f.Name()) {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		golden(t, filepath.Join("testdata", name, f.Name()), data)
	}
}

func TestConsoleIsAsWritten(t *testing.T) {
	for name, r := range map[string]*reports.Report{"mock": sample.Mock(), "night": sample.Night()} {
		var out bytes.Buffer
		if err := reports.Console(&out, r, reports.ConsoleOptions{Dir: "reports/out"}); err != nil {
			t.Fatal(err)
		}
		golden(t, filepath.Join("testdata", name, "console.txt"), out.Bytes())
	}
}

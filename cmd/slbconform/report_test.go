package main

import (
	"bytes"
	"context"
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
	var out, errs bytes.Buffer
	if code := subcommand(context.Background(), "report", []string{"-out", dir, aNight}, &out, &errs); code != harness.ExitOK {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	for _, name := range []string{"junit.xml", "summary.md", "index.html", "exchanges.har", "messages.ndjson"} {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		want, err := textfs.New(os.DirFS(golden)).ReadFile(name)
		if err == nil && !bytes.Equal(got, want) { // only those are kept that a person can read
			t.Errorf("%s is not the one that the run wrote", name)
		}
	}
	if !strings.Contains(out.String(), "15 rules of the documents: 1 violated, 2 unexpected, 0 rehearsed") {
		t.Errorf("the summary is not shown: %s", out.String())
	}
}

func TestReportPrintsTheSchema(t *testing.T) {
	var out, errs bytes.Buffer
	if code := subcommand(context.Background(), "report", []string{"-schema"}, &out, &errs); code != harness.ExitOK || !strings.Contains(out.String(), `"$schema"`) {
		t.Errorf("exit code %d: %s%s", code, out.String(), errs.String())
	}
}

// A report that somebody brightened is refused, and the sentence says what contradicts what.
func TestReportRefuses(t *testing.T) {
	for _, c := range []struct{ name, old, new, says string }{
		{"a violated rule called confirmed", `"verdict":"violates"`, `"verdict":"confirmed"`, "the report contradicts itself"},
		{"a brighter headline", `"headline": "15 rules of the documents: 1 violated, `, `"headline": "15 rules of the documents: `, "its headline is"},
		{"a newer format", `"version": "1.1"`, `"version": "2.0"`, "this program reads 1.x"},
		{"a file cut short", `"page_defects"`, "\x00", "not JSON"},
	} {
		t.Run(c.name, func(t *testing.T) {
			data, err := os.ReadFile(aNight)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			file := filepath.Join(dir, "conformance.json")
			if err := os.WriteFile(file, bytes.ReplaceAll(data, []byte(c.old), []byte(c.new)), 0o644); err != nil {
				t.Fatal(err)
			}
			var out, errs bytes.Buffer
			if code := subcommand(context.Background(), "report", []string{file}, &out, &errs); code != harness.ExitBroken || !strings.Contains(errs.String(), c.says) {
				t.Errorf("exit code %d, stderr %q; want 3 and %q in it", code, errs.String(), c.says)
			}
			if _, err := os.Stat(filepath.Join(dir, "index.html")); err == nil {
				t.Error("index.html was written from it")
			}
		})
	}
}

func TestReportUsage(t *testing.T) {
	for args, says := range map[string]string{"": "name one conformance.json", "a b": "name one", "-schema a": "name one", "-nonsense": "not defined", "a -out b": "-out stands after a; flags come first"} {
		var out, errs bytes.Buffer
		if code := subcommand(context.Background(), "report", strings.Fields(args), &out, &errs); code != harness.ExitUsage || !strings.Contains(errs.String(), says) {
			t.Errorf("%q: exit code %d, want %d; it said %q", args, code, harness.ExitUsage, &errs)
		}
	}
}

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
)

// inExample copies the example of the guide and stands in it.
func inExample(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../internal/document/testdata/example")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
}

func TestDocumentSubcommands(t *testing.T) {
	rows, err := filepath.Abs("testdata/documents.txt")
	if err != nil {
		t.Fatal(err)
	}
	inExample(t)
	for name, edit := range map[string][3]string{
		"wording.txt":   {"LendBooks.2026-01-15.txt", "Try it in the browser.", "Try it in your browser."},
		"dated.txt":     {"LendBooks.2026-01-15.txt", "Jan 15, 2026", "Feb 01, 2026"},
		"torn.txt":      {"LendBooks.2026-01-15.txt", "Error codes\n", "\n"},
		"nameless.json": {"LendBooks.2026-01-15.json", `"extraInfo":" "`, `"extraInfo":""`},
	} {
		text := read(t, edit[0])
		if !strings.Contains(text, edit[1]) {
			t.Fatalf("%q is not in %s", edit[1], edit[0])
		}
		put(t, name, strings.Replace(text, edit[1], edit[2], 1))
	}
	for _, folder := range []string{"spec", "features", "fixtures"} {
		if err := os.CopyFS("older/"+folder, os.DirFS(folder)); err != nil {
			t.Fatal(err)
		}
	}
	put(t, "older/spec/LendBooks/document.lock", "page: {title: LendBooks, product: Reading Room, updated: 2026-01-15}\nsections: []\n")
	sayAsWritten(t, rows, nil)
}

// What became of a statement in a run stands in its line.
func TestAStatementLeadsToItsVerdict(t *testing.T) {
	dir := t.TempDir()
	if code, said := do(t, "run", "-rules", "server.weight.range", "-reports", dir, "-quiet"); code != harness.ExitOK {
		t.Fatalf("exit code %d\n%s", code, said)
	}
	code, said := do(t, "document", "check", "-root", "../..", "-operation", "AddVServerGroupBackendServers", "-v", "-results", filepath.Join(dir, "conformance.json"))
	if line := regexp.MustCompile(`(?m)^page .* server\.weight\.range \| stated .*$`).FindString(said); code != harness.ExitOK || !strings.HasSuffix(line, "| rehearsed") {
		t.Errorf("exit code %d, %q\n%s", code, line, said)
	}
}

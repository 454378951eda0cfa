package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
)

// Every subcommand explains the same exit codes, and the guide to the reports does.
func TestOneTableOfExitCodes(t *testing.T) {
	var table, rows string
	for _, c := range harness.ExitCodes() {
		table += fmt.Sprintf("  %d  %s\n", c.Code, c.Means)
		rows += fmt.Sprintf("| %d | %s |\n", c.Code, c.Means)
	}
	guide, err := os.ReadFile("../../docs/reports.md")
	if err != nil || !strings.Contains(strings.ReplaceAll(string(guide), "\r\n", "\n"), rows) {
		t.Errorf("docs/reports.md does not hold (%v)\n%s", err, rows)
	}
	for _, name := range []string{"document check", "document diff", "document adopt", "report", "serve", "run", "merge", "compare", "openapi", "sweep", "version"} {
		var out bytes.Buffer
		if code := run(append(strings.Fields(name), "-h"), &out, io.Discard); code != harness.ExitOK || !strings.Contains(out.String(), "exit codes, the first that applies:\n"+table) {
			t.Errorf("%s -h: exit code %d:\n%s", name, code, out.String())
		}
	}
}

// The same mistake ends with the same exit code, whoever is told it.
func TestTheSameMistakeEndsAlike(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for name, text := range map[string]string{"torn.json": "{", "file": "", "manifest.json": "{", "inv.yaml": "regoin: x\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	beside := filepath.Join("file", "folder")
	for _, c := range []struct {
		what string
		code int
		args []string
	}{
		{"a flag that there is not", harness.ExitUsage, []string{"run -tagret mock", "serve -adr x", "sweep -inv x", "merge -report x", "report -o x", "compare -c x", "document check -x", "openapi -x", "version -x"}},
		{"a file that is not there", harness.ExitUsage, []string{
			"run -target live -inventory nowhere", "sweep -inventory nowhere", "merge nowhere", "report nowhere", "compare nowhere nowhere",
			"document check nowhere", "document diff nowhere", "document adopt nowhere", "serve -account nowhere",
		}},
		{"a capture that is not there", harness.ExitUsage, []string{"run -target replay -capture nowhere", "compare -capture nowhere"}},
		{"a capture that is damaged", harness.ExitBroken, []string{"run -target replay -capture .", "compare -capture ."}},
		{"a file that is damaged", harness.ExitBroken, []string{"merge torn.json", "report torn.json", "compare torn.json torn.json"}},
		{"an inventory with a typing error", harness.ExitUsage, []string{"run -target live -inventory inv.yaml", "sweep -inventory inv.yaml"}},
		{"a place where nothing can be written", harness.ExitUsage, []string{"run -reports " + beside, "serve -log " + beside, "serve -addr 127.0.0.1:0 -log= -write-env " + beside}},
	} {
		for _, line := range c.args {
			var out bytes.Buffer
			if code := run(strings.Fields(line), &out, &out); code != c.code {
				t.Errorf("%s: %s: exit code %d, want %d: %s", c.what, line, code, c.code, out.String())
			}
		}
	}
}

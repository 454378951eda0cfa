package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/serve"
)

// What commands end with, and what they say to somebody who got a flag, a file or a folder wrong.
func TestWhatCommandsSay(t *testing.T) {
	t.Setenv("SLBCONFORM_INVENTORY", "")
	nights, _ := nights(t)
	night := read(t, aNight)
	files := map[string]string{"served": serveAccount(t, serve.Options{}).inventory, "night": aNight, "good": nights[0], "damaged": t.TempDir(), "folder": t.TempDir()}
	put(t, filepath.Join(files["damaged"], "manifest.json"), "{")
	for name, text := range map[string]string{
		"file": "", "torn": "{", "list": "[1]", "later": `{"version":"2.0"}`, "older": `{"version":"1.0"}`, "inventory": "regoin: x\n",
		"brightened": strings.ReplaceAll(night, `"verdict":"violates"`, `"verdict":"confirmed"`),
		"headline":   strings.ReplaceAll(night, `"headline": "15 rules of the documents: 1 violated, `, `"headline": "15 rules of the documents: `),
	} {
		files[name] = filepath.Join(t.TempDir(), name)
		put(t, files[name], text)
	}
	sayAsWritten(t, "testdata/commands.txt", files)
	if _, err := os.Stat(filepath.Join(filepath.Dir(files["brightened"]), "index.html")); err == nil {
		t.Error("index.html was written from a report that contradicts itself")
	}
}

// sayAsWritten runs the commands of a file: exit code, arguments, and what stands in the output. A word in braces is a file of
// the test. What is refused says nothing on stdout, and what is done nothing on stderr.
func sayAsWritten(t *testing.T, name string, files map[string]string) {
	t.Helper()
	for line := range strings.Lines(read(t, name)) {
		column := strings.SplitN(strings.TrimSpace(line), " | ", 3)
		if len(column) < 3 {
			continue
		}
		var args []string
		for _, word := range strings.Fields(column[1]) {
			for name, file := range files {
				word = strings.ReplaceAll(word, "{"+name+"}", file)
			}
			args = append(args, word)
		}
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Second) // of a server that serves after all
		var out, errs bytes.Buffer
		code := dispatch(ctx, "slbconform", subcommands(), args, &out, &errs)
		stop()
		if code == harness.ExitUsage && strings.Count(errs.String(), "\n") > 1 && !strings.Contains(errs.String(), "usage:") {
			t.Errorf("%sis told in several lines:\n%s", line, &errs)
		}
		refused := code == harness.ExitUsage || code == harness.ExitBroken
		if strconv.Itoa(code) != column[0] || !strings.Contains(out.String()+errs.String(), column[2]) || refused && out.Len() > 0 || code == harness.ExitOK && errs.Len() > 0 {
			t.Errorf("%sexit code %d\nstdout %s\nstderr %s", line, code, &out, &errs)
		}
	}
}

// do runs a command in this process, and returns its exit code and all that it said.
func do(t *testing.T, args ...string) (code int, said string) {
	t.Helper()
	var out bytes.Buffer
	code = dispatch(t.Context(), "slbconform", subcommands(), args, &out, &out)
	return code, out.String()
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n")
}

// Every subcommand explains the same exit codes, and the guide to the reports does.
func TestOneTableOfExitCodes(t *testing.T) {
	var table, rows string
	for _, c := range harness.ExitCodes() {
		table += fmt.Sprintf("  %d  %s\n", c.Code, c.Means)
		rows += fmt.Sprintf("| %d | %s |\n", c.Code, c.Means)
	}
	if !strings.Contains(read(t, "../../docs/reports.md"), rows) {
		t.Errorf("docs/reports.md does not hold\n%s", rows)
	}
	for _, name := range []string{"document check", "document diff", "document adopt", "report", "serve", "run", "merge", "compare", "openapi", "sweep", "version"} {
		var out bytes.Buffer
		if code := run(append(strings.Fields(name), "-h"), &out, io.Discard); code != harness.ExitOK || !strings.Contains(out.String(), "exit codes, the first that applies:\n"+table) {
			t.Errorf("%s -h: exit code %d:\n%s", name, code, out.String())
		}
	}
}

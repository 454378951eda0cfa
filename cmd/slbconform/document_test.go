package main

import (
	"bytes"
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
	inExample(t)
	const old, marked, now, meta, newMeta = "LendBooks.2026-01-15.txt", "LendBooks.2026-01-15.md", "LendBooks.2026-05-20.md", "LendBooks.2026-01-15.json", "LendBooks.2026-05-20.json"
	wording := replaced(t, old, "wording.txt", "Try it in the browser.", "Try it in your browser.")
	dated := replaced(t, old, "dated.txt", "Jan 15, 2026", "Feb 01, 2026")
	torn := replaced(t, old, "torn.txt", "Error codes\n", "\n")
	nameless := replaced(t, meta, "nameless.json", `"extraInfo":" "`, `"extraInfo":""`)
	cases := []struct {
		args string
		code int
		out  string // stands in stdout; empty: nothing does
		err  string // stands in stderr; empty: nothing does
	}{
		{"page check x", 2, "", `this is now "slbconform document"`},
		{"document", 2, "", "usage: slbconform document <subcommand>"},
		{"document chekc x", 2, "", `did you mean "check"?`},
		{"document check -h", 0, "exit codes", ""},
		{"document diff a b c", 2, "", "3 files are named"},
		{"document check -rot . x", 2, "", "flag provided but not defined: -rot"},
		{"document check missing.txt", 2, "", "missing.txt: no such file"},
		{"document check -root elsewhere " + old, 2, "", "name it with -root"},
		{"document check " + torn, 3, "", "torn.txt: Error codes: missing; is the file half a page?"},
		{"document check features", 2, "", "features: holds no document"},
		{"document check", 0, "LendBooks, metadata of 2026-01-15", ""},
		{"document check " + old, 0, "Every statement is accounted for", ""},
		{"document check " + marked, 0, "Every statement is accounted for", ""},
		{"document check " + meta, 0, "Every statement is accounted for", ""},
		{"document check -v " + old, 0, "page | Request parameters: Books > Weeks | 6c2dd1009578 | book.weeks.range | stated | A book is lent for 1 to 8 weeks. | nine weeks are refused | not known", ""},
		{"document check " + now, 1, "behind no rule and not set aside: 5", ""},
		{"document check -operation TakeBooks", 2, "", "spec/TakeBooks/rules.yaml: is missing"},
		{"document check " + nameless, 3, "", "does not say of which operation and day it is"},
		{"document check -operation LendBooks -date 2026-01-15 " + nameless, 0, "Every statement is accounted for", ""},
		{"document check -operation TakeBooks -date 2026-01-15 " + nameless, 2, "", "spec/TakeBooks/rules.yaml: is missing"},
		{"document check -operation TakeBooks " + old, 2, "", "the name of the file says LendBooks, and -operation says TakeBooks"},
		{"document check -date 2026-01-16 " + marked, 2, "", "the name of the file says 2026-01-15, and -date says 2026-01-16"},
		{"document check -operation LendBooks -date 2026-01-16 " + torn, 3, "", "torn.txt: Error codes: missing"},
		{"document diff -date 2026-01-16 " + marked, 2, "", "the name of the file says 2026-01-15, and -date says 2026-01-16"},
		{"document adopt -date 2026-01-16 " + marked, 2, "", "the name of the file says 2026-01-15, and -date says 2026-01-16"},
		{"document diff " + old + " " + marked, 0, "Nothing changed.", ""},
		{"document diff " + old, 0, "Nothing changed.", ""},
		{"document diff " + old + " " + wording, 6, "Only wording changed", ""},
		{"document diff " + old + " " + dated, 6, "Only the date changed.", ""},
		{"document diff " + newMeta, 1, "removed  Error codes: RoomBusy", ""},
		{"document diff " + old + " " + meta, 3, "", "they are compared with what is locked of each"},
		{"document diff -format markdown " + old + " " + now, 1, "\nremoved  Error codes: RoomBusy", ""},
		{"document diff -format josn " + old + " " + now, 2, "", `did you mean "json"?`},
		{"document diff " + old + " " + torn, 3, "", "torn.txt"},
		{"document adopt " + now, 1, "", "the document is not adopted"},
		{"document adopt -confirm book.week.range " + now, 2, "", `-confirm book.week.range: it is no rule of LendBooks; did you mean "book.weeks.range"?`},
		{"document check -date 2026-1-15 " + meta, 2, "", "expected a day such as 2026-03-04"},
		{"document adopt " + wording, 0, "Adopted: 2026-01-15 → 2026-01-15, 0 pointers rewritten.", ""},
	}
	for _, c := range cases {
		t.Run(c.args, func(t *testing.T) {
			var out, err bytes.Buffer
			if code := run(strings.Fields(c.args), &out, &err); code != c.code {
				t.Errorf("exit code %d, want %d\n%s%s", code, c.code, out.String(), err.String())
			}
			holds(t, "stdout", out.String(), c.out)
			holds(t, "stderr", err.String(), c.err)
		})
	}
}

func holds(t *testing.T, where, got, want string) {
	t.Helper()
	if !strings.Contains(got, want) || (want == "" && got != "") {
		t.Errorf("%s is %q, want %q in it", where, got, want)
	}
}

// replaced writes a copy of a page with one edit and returns its name.
func replaced(t *testing.T, from, name, old, new string) string {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), old, new, 1)
	if text == string(data) {
		t.Fatalf("%q is not in %s", old, from)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// What became of a statement in a run stands in its line.
func TestAStatementLeadsToItsVerdict(t *testing.T) {
	dir := t.TempDir()
	var out, errs bytes.Buffer
	if code := run([]string{"run", "-rules", "server.weight.range", "-reports", dir, "-quiet"}, &out, &errs); code != harness.ExitOK {
		t.Fatalf("exit code %d\n%s%s", code, out.String(), errs.String())
	}
	out.Reset()
	code := run([]string{"document", "check", "-root", "../..", "-operation", "AddVServerGroupBackendServers", "-v", "-results", filepath.Join(dir, "conformance.json")}, &out, &errs)
	if line := regexp.MustCompile(`(?m)^page .* server\.weight\.range \| stated .*$`).FindString(out.String()); code != harness.ExitOK || !strings.HasSuffix(line, "| rehearsed") {
		t.Errorf("exit code %d, %q\n%s", code, line, errs.String())
	}
}

// A lock of an older format is written anew when that is asked for.
func TestALockIsRewritten(t *testing.T) {
	inExample(t)
	const lock = "spec/LendBooks/document.lock"
	if err := os.WriteFile(lock, []byte("page: {title: LendBooks, product: Reading Room, updated: 2026-01-15}\nsections: []\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args string
		code int
	}{{"check LendBooks.2026-01-15.md", 3}, {"adopt LendBooks.2026-01-15.md", 3}, {"adopt -rewrite-lock LendBooks.2026-01-15.md", 0}, {"adopt LendBooks.2026-01-15.json", 0}, {"check", 0}} {
		var out bytes.Buffer
		if code := run(append([]string{"document"}, strings.Fields(c.args)...), &out, &out); code != c.code {
			t.Errorf("%s: exit code %d, want %d\n%s", c.args, code, c.code, out.String())
		}
	}
}

// A refused adoption writes nothing, not even half of it.
func TestRefusedAdoptionWritesNothing(t *testing.T) {
	inExample(t)
	before := contents(t, "spec/LendBooks")
	var out bytes.Buffer
	if code := run([]string{"document", "adopt", "LendBooks.2026-05-20.md"}, &out, &out); code != harness.ExitViolates {
		t.Fatalf("exit code %d", code)
	}
	if after := contents(t, "spec/LendBooks"); after != before {
		t.Error("spec was written to")
	}
}

func contents(t *testing.T, dir string) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(name + "\n" + string(data))
	}
	return all.String()
}

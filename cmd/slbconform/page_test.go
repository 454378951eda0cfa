package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
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

func TestPageSubcommands(t *testing.T) {
	inExample(t)
	const old, now = "LendBooks.2026-01-15.txt", "LendBooks.2026-05-20.txt"
	wording := replaced(t, old, "wording.txt", "Try it in the browser.", "Try it in your browser.")
	torn := replaced(t, old, "torn.txt", "Error codes\n", "\n")
	cases := []struct {
		args string
		code int
		out  string // stands in stdout; empty: nothing does
		err  string // stands in stderr; empty: nothing does
	}{
		{"page", 2, "", "usage: slbconform page <subcommand>"},
		{"page chekc x", 2, "", `did you mean "check"?`},
		{"page check", 2, "", "0 files are named"},
		{"page check a b", 2, "", "2 files are named"},
		{"page check -h", 0, "exit codes: 0 nothing is missed", ""},
		{"page diff -h", 0, "4 only wording changed", ""},
		{"page adopt -h", 0, "1 refused, and nothing is written", ""},
		{"page check -rot . x", 2, "", "flag provided but not defined: -rot"},
		{"page check missing.txt", 3, "", "missing.txt: no such file"},
		{"page check -root elsewhere " + old, 3, "", "name it with -root"},
		{"page check " + torn, 3, "", `torn.txt: section "Error codes": is missing`},
		{"page check " + old, 0, "Every statement is accounted for", ""},
		{"page check " + now, 1, "behind no rule and not set aside: 5", ""},
		{"page diff " + old + " " + old, 0, "Nothing changed.", ""},
		{"page diff " + old, 0, "Nothing changed.", ""},
		{"page diff " + old + " " + wording, 4, "Only wording changed", ""},
		{"page diff -format markdown " + old + " " + now, 1, "### Removed: Error codes: RoomBusy", ""},
		{"page diff -format josn " + old + " " + now, 2, "", `did you mean "json"?`},
		{"page diff " + old + " " + torn, 3, "", "torn.txt"},
		{"page adopt " + now, 1, "", "the page is not adopted"},
		{"page adopt " + wording, 0, "Adopted: 2026-01-15 → 2026-01-15, 0 pointers rewritten.", ""},
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

// A refused adoption writes nothing, not even half of it.
func TestRefusedAdoptionWritesNothing(t *testing.T) {
	inExample(t)
	before := contents(t, "spec")
	var out bytes.Buffer
	if code := run([]string{"page", "adopt", "LendBooks.2026-05-20.txt"}, &out, &out); code != exitRulesHit {
		t.Fatalf("exit code %d", code)
	}
	if after := contents(t, "spec"); after != before {
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

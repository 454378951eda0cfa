package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The guide about the page is run as it stands: every command of its console blocks, and every edit of its diff
// blocks, in a copy of the example. A line "…" in an output stands for any lines.
func TestTheGuideAboutThePage(t *testing.T) {
	guide, err := os.ReadFile("../../docs/page.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../spec/page/testdata/example")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	blocks := fenced.FindAllStringSubmatchIndex(string(guide), -1)
	commands := 0
	for _, m := range blocks {
		line := 1 + strings.Count(string(guide[:m[0]]), "\n")
		text := string(guide[m[4]:m[5]])
		switch string(guide[m[2]:m[3]]) {
		case "console":
			commands += console(t, line, text)
		case "diff":
			applyEdit(t, line, text)
		}
	}
	if commands < 5 {
		t.Errorf("only %d commands were found in the guide", commands)
	}
}

var fenced = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```$")

// console runs the commands of a block and compares what they print, on both outputs, with what follows them.
func console(t *testing.T, line int, text string) (commands int) {
	code := 0
	for _, part := range strings.Split("\n"+text, "\n$ ")[1:] {
		command, want, _ := strings.Cut(part, "\n")
		args := strings.Fields(command)
		got := ""
		switch {
		case command == "echo $?":
			got = strconv.Itoa(code) + "\n"
		case args[0] == "slbconform":
			var out bytes.Buffer
			code = run(args[1:], &out, &out)
			got = out.String()
			commands++
		default:
			t.Fatalf("docs/page.md:%d: the tests cannot run %q", line, command)
		}
		if !matches(strings.TrimRight(got, "\n"), strings.TrimRight(want, "\n")) {
			t.Errorf("docs/page.md, block at line %d: %s prints\n%s\nthe guide says\n%s", line, command, got, want)
		}
	}
	return commands
}

func matches(got, want string) bool {
	parts := strings.Split("\n"+want+"\n", "\n…\n")
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile(`\A(?s)` + strings.Join(parts, `\n(?:.*\n)?`) + `\z`).MatchString("\n" + got + "\n")
}

// applyEdit makes the edit that a block in the form of a unified diff shows.
func applyEdit(t *testing.T, line int, text string) {
	t.Helper()
	header, body, _ := strings.Cut(text, "\n")
	name := filepath.FromSlash(strings.TrimPrefix(header, "--- "))
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatalf("docs/page.md:%d: %v", line, err)
	}
	var old, new strings.Builder
	for _, l := range strings.Split(strings.TrimSuffix(body, "\n"), "\n") {
		mark, rest := " ", ""
		if l != "" {
			mark, rest = l[:1], l[1:]
		}
		if mark != "+" {
			fmt.Fprintln(&old, rest)
		}
		if mark != "-" {
			fmt.Fprintln(&new, rest)
		}
	}
	if strings.Count(string(data), old.String()) != 1 {
		t.Fatalf("docs/page.md:%d: what the edit changes does not stand once in %s:\n%s", line, name, old.String())
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(data), old.String(), new.String(), 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

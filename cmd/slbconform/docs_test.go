package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/run/runtest"
)

// The guide about documents is run as it stands: every command of its console blocks, and every edit of its diff
// blocks, in a copy of the example. A line "…" in an output stands for any lines, "…" in a line for anything in it.
func TestTheGuideAboutDocuments(t *testing.T) {
	guide := read(t, "../../docs/documents.md")
	inExample(t)
	if commands := follow(t, "docs/documents.md", guide); commands < 5 {
		t.Errorf("only %d commands were found in the guide", commands)
	}
}

// follow does what a guide shows: it runs the commands of its console blocks and makes the edits of its diff blocks.
func follow(t *testing.T, name, guide string) (commands int) {
	t.Helper()
	for _, m := range fenced.FindAllStringSubmatchIndex(guide, -1) {
		b := block{t, fmt.Sprintf("%s:%d", name, 1+strings.Count(guide[:m[0]], "\n")), guide[m[4]:m[5]]}
		switch guide[m[2]:m[3]] {
		case "console":
			commands += b.console()
		case "diff":
			b.edit()
		}
	}
	return commands
}

// block is a fenced part of a guide.
type block struct {
	t     *testing.T
	where string
	text  string
}

var fenced = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```$")

// console runs the commands and compares what they print, on both outputs, with what follows them.
func (b block) console() (commands int) {
	code := 0
	for _, part := range strings.Split("\n"+b.text, "\n$ ")[1:] {
		command, want, _ := strings.Cut(part, "\n")
		args := strings.Fields(command)
		got := ""
		switch {
		case command == "echo $?":
			got = strconv.Itoa(code) + "\n"
		case args[0] == "slbconform":
			code, got = process(b.t, args[1:]...)
			commands++
		case strings.HasPrefix(command, "go test "):
			b.harness(command)
			continue
		case strings.HasPrefix(command, "git diff "): // of a checkout
			continue
		default:
			b.t.Fatalf("%s: the tests cannot run %q", b.where, command)
		}
		if !matches(strings.TrimRight(got, "\n"), strings.TrimRight(want, "\n")) {
			runtest.SkipIfBroken(b.t)
			b.t.Errorf("%s: %s prints\n%s\nthe guide says\n%s", b.where, command, got, want)
		}
	}
	return commands
}

// harness holds that a command of `go test` has flags that the harness knows.
func (b block) harness(command string) {
	flags := flag.NewFlagSet(command, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	harness.NewSettings(os.LookupEnv).Register(flags)
	flags.String("run", "", "of go test itself")
	if err := flags.Parse(strings.Fields(command)[2:]); err != nil || flags.NArg() > 0 {
		b.t.Errorf("%s: %s: %v, left over %q", b.where, command, err, flags.Args())
	}
}

func matches(got, want string) bool {
	parts := strings.Split("\n"+want+"\n", "\n…\n")
	for i := range parts {
		parts[i] = strings.ReplaceAll(regexp.QuoteMeta(parts[i]), "…", `[^\n]*`)
	}
	return regexp.MustCompile(`\A(?s)` + strings.Join(parts, `\n(?:.*\n)?`) + `\z`).MatchString("\n" + got + "\n")
}

// edit makes the edit that a block in the form of a unified diff shows.
func (b block) edit() {
	header, body, _ := strings.Cut(b.text, "\n")
	name := filepath.FromSlash(strings.TrimPrefix(header, "--- "))
	text := read(b.t, name)
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
	if strings.Count(text, old.String()) != 1 {
		b.t.Fatalf("%s: what the edit changes does not stand once in %s:\n%s", b.where, name, old.String())
	}
	put(b.t, name, strings.Replace(text, old.String(), new.String(), 1))
}

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

	"github.com/slbconform/slbconform/features"
	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/plan"
	suite "github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/spec"
)

// The guide about documents is run as it stands: every command of its console blocks, and every edit of its diff
// blocks, in a copy of the example.
func TestTheGuideAboutDocuments(t *testing.T) {
	runtest.Sequential(t)
	t.Parallel()
	m := newMachine(t, nil)
	if err := os.CopyFS(m.dir, os.DirFS(example)); err != nil {
		t.Fatal(err)
	}
	m.follows("documents.md")
}

// The guide to a red night is run as it stands, after two nights against a server that poses as the service. In the
// second it has another code for a server in another network and other words for a weight, and says more than is documented.
func TestTheGuideToARedNight(t *testing.T) {
	runtest.Sequential(t)
	t.Parallel()
	dir := t.TempDir()
	var m *machine
	for folder, change := range [][]string{nil, {"NetworkConflict", "NetworkMismatch", `"Code":"InvalidWeight.Malformed"`, `"Code":"InvalidParameter"`, `{"VServerGroupId"`, `{"GroupVersion":7,"VServerGroupId"`}} {
		m = facingTheService(t, strings.NewReplacer(change...))
		m.dir, m.environment = dir, []string{"SLBCONFORM_RULES=AddVServerGroupBackendServers/server.weight.range,AddVServerGroupBackendServers/error.NetworkConflict", "SLBCONFORM_RATE=10000"}
		m.put("inv.yaml", read(t, m.Inventory))
		night := []string{"yesterday", "tonight"}[folder]
		if code, said := m.run("run", "-target", "live", "-inventory", "inv.yaml", "-reports", night, "-capture", night+"/capture"); code > harness.ExitViolates {
			t.Fatalf("%s: exit code %d: %s", night, code, said)
		}
	}
	m.hasFixtures()
	m.follows("replay.md")
	if code, said := m.run("compare", "-capture", "tonight/capture"); code != harness.ExitViolates {
		t.Errorf("a mock that has drifted: exit code %d: %s", code, said)
	}
}

// follows does what a guide shows: it runs the commands of its console blocks, compares what they print, on both outputs, with
// what follows them, and makes the edits of its diff blocks. A line "…" in an output stands for any lines, "…" in a line for
// anything in it.
func (m *machine) follows(name string) {
	m.t.Helper()
	guide, commands, code := read(m.t, "../../docs/"+name), 0, 0
	for _, at := range regexp.MustCompile("(?ms)^```(console|diff)\n(.*?)^```$").FindAllStringSubmatchIndex(guide, -1) {
		where, text := fmt.Sprintf("%s:%d", name, 1+strings.Count(guide[:at[0]], "\n")), guide[at[4]:at[5]]
		if guide[at[2]:at[3]] == "diff" {
			m.edits(where, text)
			continue
		}
		for _, part := range strings.Split("\n"+text, "\n$ ")[1:] {
			command, want, _ := strings.Cut(part, "\n")
			args, got := strings.Fields(command), ""
			switch {
			case command == "echo $?":
				got = strconv.Itoa(code) + "\n"
			case args[0] == "slbconform":
				code, got = m.run(args[1:]...)
				commands++
			case strings.HasPrefix(command, "go test "):
				flags := flag.NewFlagSet(command, flag.ContinueOnError)
				flags.SetOutput(io.Discard)
				harness.NewSettings(os.LookupEnv).Register(flags)
				only := flags.String("run", "", "of go test itself")
				if err := flags.Parse(args[2:]); err != nil || flags.NArg() > 0 {
					m.t.Errorf("%s: %s: %v, left over %q", where, command, err, flags.Args())
				}
				if s, err := suite.Load(features.Files, spec.Files); err == nil { // else another test tells
					if _, err := (plan.Filter{Run: strings.Trim(*only, "'")}).Wanted(s.Plan, s.Ledger); err != nil {
						m.t.Errorf("%s: %s: %v", where, command, err)
					}
				}
				continue
			case strings.HasPrefix(command, "git diff "): // of a checkout
				continue
			default:
				m.t.Fatalf("%s: the tests cannot run %q", where, command)
			}
			if !matches(strings.TrimRight(got, "\n"), strings.TrimRight(want, "\n")) {
				runtest.SkipIfBroken(m.t)
				m.t.Errorf("%s: %s prints\n%s\nthe guide says\n%s", where, command, got, want)
			}
		}
	}
	if commands < 5 {
		m.t.Errorf("only %d commands were found in the guide", commands)
	}
}

func matches(got, want string) bool {
	parts := strings.Split("\n"+want+"\n", "\n…\n")
	for i := range parts {
		parts[i] = strings.ReplaceAll(regexp.QuoteMeta(parts[i]), "…", `[^\n]*`)
	}
	return regexp.MustCompile(`\A(?s)` + strings.Join(parts, `\n(?:.*\n)?`) + `\z`).MatchString("\n" + got + "\n")
}

// edits makes the edit that a block in the form of a unified diff shows.
func (m *machine) edits(where, block string) {
	m.t.Helper()
	header, body, _ := strings.Cut(block, "\n")
	name := filepath.FromSlash(strings.TrimPrefix(header, "--- "))
	var old, new string
	for line := range strings.Lines(body) {
		if line[0] != '+' {
			old += line[1:]
		}
		if line[0] != '-' {
			new += line[1:]
		}
	}
	text := m.read(name)
	if strings.Count(text, old) != 1 {
		m.t.Fatalf("%s: what the edit changes does not stand once in %s:\n%s", where, name, old)
	}
	m.put(name, strings.Replace(text, old, new, 1))
}

// Every command line that the guide and the workflows give is one the program understands.
func TestCommandsOfTheGuideExist(t *testing.T) {
	line := regexp.MustCompile(`(?:^|[ /"` + "`" + `])slbconform (run|serve|sweep|merge|compare)\b([^` + "`" + `|#\n]*)`)
	found := 0
	for _, file := range []string{"../../docs/live.md", "../../.github/workflows/nightly.yml"} {
		for _, m := range line.FindAllStringSubmatch(read(t, file), -1) {
			found++
			_, help, _ := say(t, m[1], "-h")
			for _, f := range regexp.MustCompile(` -([a-z][a-z-]*)`).FindAllStringSubmatch(m[2], -1) {
				if !strings.Contains(help, "  -"+f[1]) {
					t.Errorf("%s: slbconform %s knows no -%s", file, m[1], f[1])
				}
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d command lines were found", found)
	}
}

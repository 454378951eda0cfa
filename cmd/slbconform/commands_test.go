package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/serve/servetest"
	"github.com/slbconform/slbconform/reports"
)

// Reports: of a night in which a rule was violated, and of a run against the mock in which everything held.
const (
	aNight = "../../reports/internal/sample/night.json"
	held   = "../../reports/internal/sample/mock.json"
)

// What commands end with, what they say, also to somebody who got a flag, a file or a folder wrong, and what they write.
func TestWhatCommandsSay(t *testing.T) {
	runtest.Sequential(t)
	t.Setenv("SLBCONFORM_INVENTORY", "")
	t.Cleanup(func() { _ = os.RemoveAll("reports") }) // which no row is to leave, and the next test is not to find
	t.Setenv("HTTP_PROXY", "http://proxy.example:3128")
	dir := t.TempDir()
	unmarked := servetest.Mock(t, serve.Options{}, servetest.Unmarked)
	mock := servetest.Mock(t, serve.Options{}, nil)
	secured, other := httptest.NewTLSServer(mock.Handler), httptest.NewServer(http.NotFoundHandler())
	defer secured.Close()
	defer other.Close()
	words := map[string]string{
		"dir": dir, "night": aNight, "held": held, "served": mock.Inventory, "unmarked": unmarked.Inventory,
		"mock": strings.TrimPrefix(mock.URL, "http://"), "secured": secured.Listener.Addr().String(), "other": other.Listener.Addr().String(),
	}
	night := read(t, aNight)
	for name, text := range map[string]string{
		"file": "", "torn": "{", "list": "[1]", "typed": `{"version":1}`, "later": `{"version":"2.0"}`, "older": `{"version":"1.0"}`, "inventory": "regoin: x\n",
		"brightened":            strings.ReplaceAll(night, `"verdict":"violates"`, `"verdict":"confirmed"`),
		"unsure":                unsure(t),
		"headline":              strings.ReplaceAll(night, `"headline": "15 rules of the documents: 1 violated, `, `"headline": "15 rules of the documents: `),
		"damaged/manifest.json": "{",
	} {
		words[name] = filepath.Join(dir, name)
		put(t, words[name], text)
	}
	sayAsWritten(t, read(t, "testdata/commands.txt"), words)
}

// unsure is the report of a live run in which one scenario was inconclusive and all others held.
func unsure(t *testing.T) string {
	t.Helper()
	r, err := readReport(held)
	if err != nil {
		t.Fatal(err)
	}
	s := &r.Scenarios[0]
	rule := &r.Rules[slices.IndexFunc(r.Rules, func(rule reports.Rule) bool { return rule.ID == s.Rule })]
	r.Identity.Target, s.Verdict, s.Reason, rule.Verdict, rule.Reason = "live", reports.Inconclusive, "unsure", reports.Inconclusive, "unsure"
	r.Tally()
	data, _ := json.Marshal(r) // one that was read can be written
	return string(data)
}

// output is what a program said; a server is interrupted once it has told a first-time user everything.
type output struct {
	strings.Builder
	interrupt context.CancelFunc
}

func (o *output) Write(p []byte) (int, error) {
	if strings.Contains(string(p), "in a browser") {
		o.interrupt()
	}
	return o.Builder.Write(p)
}

// say runs a command in this process.
func say(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), longest)
	defer stop()
	out, errs := &output{interrupt: stop}, &strings.Builder{}
	code = dispatch(ctx, "slbconform", subcommands(), args, out, errs)
	return code, out.String(), errs.String()
}

// sayAsWritten runs the commands of rows: exit code, arguments, and what stands in the output, where … is anything in a line, and \n its end.
// A word in braces is a word of the test. What is refused says nothing on stdout, and what is done nothing on stderr. After
// "there" and "none" stands a file that is, or is not, there by then.
func sayAsWritten(t *testing.T, rows string, words map[string]string) {
	t.Helper()
	for line := range strings.Lines(rows) {
		for word, meant := range words {
			line = strings.ReplaceAll(line, "{"+word+"}", meant)
		}
		column := strings.SplitN(strings.TrimSpace(line), " | ", 3)
		if len(column) < 2 {
			continue
		}
		args := strings.Fields(column[1])
		if len(column) == 2 {
			if _, err := os.Stat(args[0]); (err == nil) != (column[0] == "there") {
				t.Errorf("%s%v", line, err)
			}
			continue
		}
		code, out, errs := say(t, args...)
		if code == harness.ExitUsage && strings.Count(errs, "\n") > 1 && !strings.Contains(errs, "usage:") {
			t.Errorf("%sis told in several lines:\n%s", line, errs)
		}
		says := regexp.MustCompile(strings.NewReplacer("…", ".*", `\\n`, `\n`).Replace(regexp.QuoteMeta(column[2])))
		refused := code == harness.ExitUsage || code == harness.ExitBroken && errs != "" // and not found in a run
		if strconv.Itoa(code) != column[0] || !says.MatchString(out+errs) || refused && out != "" || code == harness.ExitOK && errs != "" {
			t.Errorf("%sexit code %d\nstdout %s\nstderr %s", line, code, out, errs)
		}
	}
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
		code, out, _ := say(t, append(strings.Fields(name), "-h")...)
		if code != harness.ExitOK || !strings.Contains(out, "exit codes, the first that applies:\n"+table) {
			t.Errorf("%s -h: exit code %d:\n%s", name, code, out)
		}
	}
}

func TestTheVersion(t *testing.T) {
	info := &debug.BuildInfo{GoVersion: "go1.26", Main: debug.Module{Version: "v1.2.3"}, Settings: []debug.BuildSetting{
		{Key: "GOOS", Value: "linux"}, {Key: "GOARCH", Value: "amd64"}, {Key: "vcs.revision", Value: "abc"}, {Key: "vcs.modified", Value: "true"},
	}}
	if got, want := versionOf(info), "slbconform v1.2.3, go1.26 linux/amd64, commit abc with changes"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

package reports_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/reports/internal/sample"
)

// With 1,200 scenarios, those of a family of operations, the page is under two and a half megabytes, and every scenario
// with its subject is in it.
func TestPageOfManyScenarios(t *testing.T) {
	page := writtenOf(t, many(1200), "index.html")
	if len(page) > 2_500_000 {
		t.Errorf("index.html is %d bytes", len(page))
	}
	if n := bytes.Count(page, []byte("<tbody id=")); n != 1200 {
		t.Errorf("%d scenarios are shown, want 1200", n)
	}
	if n := bytes.Count(page, []byte("VServerGroupBackendServers</b>")); n < 1190 {
		t.Errorf("%d of 1,200 calls under test are shown", n)
	}
}

// In a night in which everything is contradicted by long answers the page is no larger. Of a suite of the real size every
// scenario is in it with an exchange that contradicts something; of a larger one the worst are, the others are
// counted. What is not there is said to be left out.
func TestPageOfANightThatFailsWholesale(t *testing.T) {
	runtest.Sequential(t)
	for _, scenarios := range []int{900, 2200} {
		r := wholesale(scenarios)
		page := writtenOf(t, r, "index.html")
		if len(page) > 2_500_000 {
			t.Errorf("with %d scenarios index.html is %d bytes", scenarios, len(page))
		}
		rows, calls := bytes.Count(page, []byte("<tbody id=")), bytes.Count(page, []byte(`<div class=call>`))
		if scenarios == 900 && (rows != scenarios || calls < scenarios) || rows < 600 {
			t.Errorf("%d of %d scenarios are shown, with %d exchanges", rows, scenarios, calls)
		}
		for _, left := range []string{`<a href="exchanges.har">exchanges.har</a>`, "more exchanges that contradict something: exchanges.har has them", "bytes more, in conformance.json"} {
			if !bytes.Contains(page, []byte(left)) {
				t.Errorf("with %d scenarios it does not say %q", scenarios, left)
			}
		}
	}
}

// What a scenario takes of the files does not grow with their number.
func TestFilesGrowLinearly(t *testing.T) {
	runtest.Sequential(t)
	each := func(scenarios int) int64 {
		dir, sum := t.TempDir(), int64(0)
		if err := reports.Write(dir, many(scenarios), reports.Options{}); err != nil {
			t.Fatal(err)
		}
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			info, err := f.Info()
			if err != nil {
				t.Fatal(err)
			}
			sum += info.Size()
		}
		return sum / int64(scenarios)
	}
	few, many := each(300), each(3000)
	if many > few || many > 13_000 {
		t.Errorf("%d bytes for each of 300 scenarios, %d for each of 3,000", few, many)
	}
}

// A green summary fits a screen, and says "rehearsed" and "confirmed" whatever their numbers are.
func TestGreenConsoleFitsAScreen(t *testing.T) {
	var out bytes.Buffer
	if err := reports.Console(&out, many(500), reports.ConsoleOptions{Dir: "reports/out"}); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "\n"); n > 24 {
		t.Errorf("%d lines:\n%s", n, out.String())
	}
	for _, words := range []string{"rules of the documents: 42 rehearsed, 0 confirmed by the service; 8 others: 8 rehearsed", "500: 500 rehearsed", "reports/out/index.html"} {
		if !strings.Contains(out.String(), words) {
			t.Errorf("%q is missing in:\n%s", words, out.String())
		}
	}
}

// Asked to be quiet, a green run says its headline and no more.
func TestQuietConsole(t *testing.T) {
	var out bytes.Buffer
	if err := reports.Console(&out, sample.Mock(), reports.ConsoleOptions{Quiet: true}); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(strings.TrimSpace(out.String()), "\n"); n != 2 || !strings.Contains(out.String(), "14 rehearsed, 0 confirmed") {
		t.Errorf("it says:\n%s", out.String())
	}
}

func TestSummaryFitsFortyLines(t *testing.T) {
	r := many(500)
	for i := range r.Rules {
		r.Rules[i].Verdict, r.Rules[i].Reason, r.Rules[i].Evidence = reports.Inconclusive, "throttled", ""
	}
	for i := range r.Scenarios {
		r.Scenarios[i].Verdict, r.Scenarios[i].Reason = reports.Inconclusive, "throttled"
	}
	for range 30 {
		r.Faults = append(r.Faults, reports.Fault{Kind: "broken", Says: "something"})
		r.Findings = append(r.Findings, r.Findings[0])
	}
	r.Tally()
	if n := bytes.Count(writtenOf(t, r, "summary.md"), []byte("\n")); n > 40 {
		t.Errorf("%d lines", n)
	}
}

// In a build, the summary is appended to what other steps wrote.
func TestStepSummary(t *testing.T) {
	file := filepath.Join(t.TempDir(), "step.md")
	if err := os.WriteFile(file, []byte("another step\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := reports.Write(t.TempDir(), sample.Mock(), reports.Options{StepSummary: file}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if text := string(data); !strings.HasPrefix(text, "another step\n") || !strings.Contains(text, "14 rehearsed") {
		t.Errorf("the step's summary is %q", text)
	}
}

// A summary of a build step that cannot be written is a warning: the files are there.
func TestStepSummaryThatCannotBeWritten(t *testing.T) {
	dir, warned := t.TempDir(), ""
	o := reports.Options{StepSummary: filepath.Join(dir, "no", "such", "folder"), Warn: func(what string) { warned = what }}
	if err := reports.Write(dir, sample.Mock(), o); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "summary.md")); err != nil || !strings.Contains(warned, "no such file or directory") {
		t.Errorf("%v, warned of %q", err, warned)
	}
}

// Asked to be quiet, a run still says what failed and why anything is inconclusive, each cause once.
func TestQuietConsoleKeepsCauses(t *testing.T) {
	var out bytes.Buffer
	if err := reports.Console(&out, sample.Night(), reports.ConsoleOptions{Quiet: true}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"server.weight.range is violated", "error.NetworkConflict is unexpected", "2 inconclusive: the service throttled the call"} {
		if strings.Count(out.String(), want) < 1 {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
}

// Console and summary say what becomes of a run for what is unexpected: it fails where it is strict, and else what concerns a
// stated rule counts as inconclusive.
func TestARunSaysWhatTheUnexpectedIsWorth(t *testing.T) {
	const strictly, openly = "strict the run fails for what is unexpected, in 2 scenarios", "2 scenarios could not be judged: what is unexpected there"
	for _, c := range []struct {
		strict bool
		basis  reports.Basis
		says   string
	}{
		{true, reports.Stated, strictly},
		{false, reports.Stated, openly},
		{true, reports.Known, strictly},
		{false, reports.Known, ""},
	} {
		r := sample.Night()
		r.Strict = c.strict
		for i := range r.Scenarios {
			for j, v := range r.Scenarios[i].Violations {
				if v.Verdict == reports.Unexpected {
					r.Scenarios[i].Violations[j].Basis = c.basis
				}
			}
		}
		var out bytes.Buffer
		if err := reports.Console(&out, r, reports.ConsoleOptions{Quiet: true}); err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{out.String(), string(writtenOf(t, r, "summary.md"))} {
			for _, says := range []string{strictly, openly} {
				if strings.Contains(text, says) != (says == c.says) {
					t.Errorf("%v, %s: %q is there or not, in\n%s", c.strict, c.basis, says, text)
				}
			}
		}
	}
}

// One broken rule is one entry, with what follows from it counted and the answer of the mock named; in a pipe no cause is
// cut, and what was not rehearsed is not called so.
func TestConsoleByCause(t *testing.T) {
	r := followed()
	r.Causes[0].Reason = strings.Repeat("long ", 100) + "end"
	var out bytes.Buffer
	if err := reports.Console(&out, r, reports.ConsoleOptions{}); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	if strings.Count(text, "✗") != 1 || strings.Contains(text, "Rehearsed: it held") || strings.Contains(text, `\n`) {
		t.Errorf("it says\n%s", text)
	}
	for _, want := range []string{"follow from it and were not judged", "the answer fixtures/AddVServerGroupBackendServers/answers/success.json"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
}

// What is unexpected and fails nothing is told in a line each after the first few; the same rule of two operations is one
// entry.
func TestConsoleOfManyUnexpected(t *testing.T) {
	r := sample.Night()
	like := r.Causes[1]
	for i := range 10 {
		like.Rule = fmt.Sprintf("%s/unexpected.%d", sample.Operation, i)
		r.Causes = append(r.Causes, like)
	}
	like.Rule = sample.Second + "/unexpected.9"
	r.Causes = append(r.Causes, like)
	var out bytes.Buffer
	if err := reports.Console(&out, r, reports.ConsoleOptions{}); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	if blocks := strings.Count(text, " is unexpected\n"); blocks != 5 {
		t.Errorf("%d blocks of what is unexpected:\n%s", blocks, text)
	}
	if want := sample.Operation + "/unexpected.9 is unexpected: "; strings.Count(text, "unexpected.9") != 1 || !strings.Contains(text, want) || !strings.Contains(text, "the same rule of "+sample.Second) {
		t.Errorf("not %q once:\n%s", want, text)
	}
}

// Writing a report grows linearly with its scenarios.
func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{500, 5000} {
		r, dir := many(n), b.TempDir()
		b.Run(strconv.Itoa(n)+" scenarios", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := reports.Write(dir, r, reports.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

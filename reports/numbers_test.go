package reports_test

import (
	"bytes"
	"encoding/xml"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/reports/internal/sample"
)

type testcase struct {
	Name    string `xml:"name,attr"`
	Class   string `xml:"classname,attr"`
	Skipped *struct {
		Message string `xml:"message,attr"`
	} `xml:"skipped"`
	Failure *struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	} `xml:"failure"`
	Error *struct {
		Message string `xml:"message,attr"`
	} `xml:"error"`
	Out string `xml:"system-out"`
}

type testsuite struct {
	Name     string     `xml:"name,attr"`
	Tests    int        `xml:"tests,attr"`
	Failures int        `xml:"failures,attr"`
	Errors   int        `xml:"errors,attr"`
	Skipped  int        `xml:"skipped,attr"`
	Cases    []testcase `xml:"testcase"`
}

// The numbers of console, junit.xml, summary.md, conformance.json and index.html add up to the same.
func TestNumbersAgree(t *testing.T) {
	strict := sample.Night()
	strict.Strict = true
	shards, err := reports.Merge(part(t, every(), 0), part(t, every(), 1))
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]*reports.Report{
		"mock": sample.Mock(), "night": sample.Night(), "strict": strict, "every verdict": every(), "shards": shards, "hostile": sample.Hostile(), "followed": followed(), "many": many(120),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := reports.Write(dir, r, reports.Options{}); err != nil {
				t.Fatal(err)
			}
			file := func(name string) string {
				data, err := os.ReadFile(filepath.Join(dir, name))
				if err != nil {
					t.Fatal(err)
				}
				return string(data)
			}
			again, err := reports.Read([]byte(file("conformance.json")))
			if err != nil {
				t.Fatal(err)
			}
			junitAdds(t, again, file("junit.xml"))
			pageAdds(t, again, file("index.html"))
			var console bytes.Buffer
			if err := reports.Console(&console, again, reports.ConsoleOptions{}); err != nil {
				t.Fatal(err)
			}
			reasonsAdd(t, again, console.String())
			for where, text := range map[string]string{"the console": console.String(), "summary.md": file("summary.md")} {
				plain := strings.ReplaceAll(text, `\`, "")
				if !strings.Contains(plain, again.Headline) || !strings.Contains(plain, again.Totals.Scenarios.String()) {
					t.Errorf("%s does not say %q and %q:\n%s", where, again.Headline, again.Totals.Scenarios, text)
				}
			}
		})
	}
}

var consoleReason = regexp.MustCompile(`(?m)^ {12,}([0-9,]+) (inconclusive|not run): `)

// reasonsAdd holds that every scenario that was not judged has its reason, one that follows from a rule included.
func reasonsAdd(t *testing.T, r *reports.Report, console string) {
	t.Helper()
	said := reports.Count{}
	for _, m := range consoleReason.FindAllStringSubmatch(console, -1) {
		n, err := strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
		if err != nil {
			t.Fatal(err)
		}
		said[reports.Verdict(m[2])] += n
	}
	for _, v := range []reports.Verdict{reports.Inconclusive, reports.NotRun} {
		if said[v] != r.Totals.Scenarios[v] {
			t.Errorf("the console has reasons for %d scenarios that are %s, which %d are:\n%s", said[v], v, r.Totals.Scenarios[v], console)
		}
	}
}

// junitAdds holds that there is one test case a scenario, in the suite of its operation, and that those fail that fail the
// run.
func junitAdds(t *testing.T, r *reports.Report, data string) {
	t.Helper()
	wellFormed(t, []byte(data))
	var all struct {
		testsuite
		Suites []testsuite `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(data), &all); err != nil {
		t.Fatal(err)
	}
	failed, cases, faulty := r.Failed(), map[string]testcase{}, map[string]string{}
	for _, f := range r.Faults {
		if r.Fails(f) {
			faulty[f.Scenario] = f.Kind
		}
	}
	for i, s := range all.Suites {
		if s.Tests != len(s.Cases) {
			t.Errorf("suite %s says %d tests and has %d", s.Name, s.Tests, len(s.Cases))
		}
		if i == len(r.Totals.Operations) { // the faults of the run itself
			continue
		}
		if of := r.Totals.Operations[i]; s.Name != of.Operation || s.Tests != of.Scenarios.Sum() {
			t.Errorf("suite %s has %d tests, the operation %s %d scenarios", s.Name, s.Tests, of.Operation, of.Scenarios.Sum())
		}
		for _, c := range s.Cases {
			cases[c.Class+"/"+c.Name] = c
		}
	}
	failures, skipped := 0, 0
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		c, found := cases[s.ID]
		if !found {
			continue // a name that a server sent is written so that it is harmless
		}
		switch {
		case failed[s.ID]:
			if c.Failure == nil || c.Failure.Message == "" || !strings.Contains(c.Failure.Text, "repeat    go test") {
				t.Errorf("%s fails the run, and its case is %+v", s.ID, c)
			}
			failures++
		case faulty[s.ID] != "":
			if c.Error == nil || !strings.HasPrefix(c.Error.Message, faulty[s.ID]) {
				t.Errorf("%s is %s in it, and its case is %+v", s.ID, faulty[s.ID], c)
			}
		case s.Verdict.Held() || s.Verdict == reports.Diverges:
			if c.Failure != nil || c.Skipped != nil || (c.Out != "") == s.Verdict.Held() {
				t.Errorf("%s is %s, and its case is %+v", s.ID, s.Verdict, c)
			}
		default:
			if c.Skipped == nil || c.Skipped.Message == "" {
				t.Errorf("%s is %s, and its case is %+v", s.ID, s.Verdict, c)
			}
			skipped++
		}
	}
	if failures != all.Failures {
		t.Errorf("%d scenarios fail the run, junit.xml says %d", failures, all.Failures)
	}
}

var (
	pageRule   = regexp.MustCompile(`<article class=rule [^>]*>\n<header><h4>.*</h4><span class="badge ([a-z-]+)">`)
	pageLegend = regexp.MustCompile(`<li class="verdict [^"]*"><b>([0-9]+)</b> ([a-z ]+)</li>`)
	pageRow    = regexp.MustCompile(`<td class=([a-z-]+)> `)
)

// pageAdds holds that every rule and every scenario stands in the page once, with its verdict.
func pageAdds(t *testing.T, r *reports.Report, page string) {
	t.Helper()
	rules, rows := reports.Count{}, reports.Count{}
	for _, m := range pageRule.FindAllStringSubmatch(page, -1) {
		rules[reports.Verdict(strings.ReplaceAll(m[1], "-", " "))]++
	}
	for _, m := range pageRow.FindAllStringSubmatch(page, -1) {
		rows[reports.Verdict(strings.ReplaceAll(m[1], "-", " "))]++
	}
	for _, m := range pageLegend.FindAllStringSubmatch(page, -1) {
		if v := reports.Verdict(m[2]); strconv.Itoa(rules[v]) != m[1] {
			t.Errorf("the legend of the page has %s rules that are %s, below it are %d", m[1], v, rules[v])
		}
	}
	rules[reports.NotRun] += rules[reports.NotObservable]
	for _, v := range reports.Verdicts() {
		if rules[v] != r.Totals.Rules[v] || rows[v] != r.Totals.Scenarios[v] {
			t.Errorf("%s: the page shows %d rules and %d scenarios, the totals are %d and %d", v, rules[v], rows[v], r.Totals.Rules[v], r.Totals.Scenarios[v])
		}
	}
}

// What shows a cause is counted as the summary counts it: a scenario that holds what it tests, and saw it besides, is told apart.
func TestACauseCountsNoScenarioThatHolds(t *testing.T) {
	c := reports.Cause{Scenarios: []string{"a", "b", "c"}, Held: 2}
	if got, want := c.Extent(), "1 scenario, and seen in 2 others that hold what they test"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

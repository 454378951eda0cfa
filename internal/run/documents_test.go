package run_test

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/steps"
)

func update() bool { return flag.Lookup("update").Value.(flag.Getter).Get().(bool) }

// TestVocabularyIsWrittenDown holds docs/vocabulary.md to the sentences there are; -update writes it.
func TestVocabularyIsWrittenDown(t *testing.T) {
	mustBe(t, "../../docs/vocabulary.md", vocabularyPage())
}

// mustBe holds a generated file to what it would be now.
func mustBe(t *testing.T, name, want string) {
	t.Helper()
	if update() {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		differs(t, "%s is out of date; `make update` writes it anew", name)
	}
}

func vocabularyPage() string {
	var page strings.Builder
	page.WriteString(`# The vocabulary

Every sentence a feature may use, as it stands in steps/. This page is generated (` + "`make update`" + `).

A backend server is named by its role in the inventory: "a backend server" is the cheapest there is. It is sent in
the form of the documents' samples, every member there, Weight and Port as strings. What follows shapes the call: "on
port 80", "with weight \"0\"", "with a description of 80 characters", "without a type", "by its second address", "naming
its region", "with RegionId \"cn-qingdao\"", "by GET", "as a RAM user without rights". A value is sent as it is
written: 10 is a number, "10" a text. What an answer lists is written as it is answered.

Where a sentence says that backend servers are put into the group before, that is so for the rules of an operation. For
those of the platform and of the family nothing is prepared: a call finds what the calls before it left.

| sentence | what it does or looks at | asserts |
| --- | --- | --- |
`)
	for _, d := range steps.NewVocabulary().All {
		asserts := ""
		if d.Asserts {
			asserts = "yes"
		}
		fmt.Fprintf(&page, "| %s | %s | %s |\n", d.Example, d.Means, asserts)
	}
	return strings.ReplaceAll(page.String(), `\"`, `"`)
}

func TestEverySentenceHasAnExampleThatIsOne(t *testing.T) {
	for _, d := range steps.NewVocabulary().All {
		if !d.Pattern.MatchString(d.Example) {
			differs(t, "%q is given as an example of %s and is none", d.Example, d.Pattern)
		}
		if d.Means == "" || !regexp.MustCompile(`\.$`).MatchString(d.Means) {
			differs(t, "%q does not say what it means, in a sentence", d.Example)
		}
	}
}

// TestWhatARunShowsIsWrittenDown holds docs/behaviour.md, the index of the features and the run of the README to the ledger
// and to what a run of every feature against the mock shows; -update writes them. The run is in another order, many at once, and with no way out of
// the process: as they are written, one after the other, the test of the root runs them.
func TestWhatARunShowsIsWrittenDown(t *testing.T) {
	if testing.Short() {
		t.Skip("a whole run is left to the run without -short")
	}
	s := load(t)
	withoutNetwork(t)
	config := mockConfig(t)
	config.Balancer = "" // a client creates one: how a code is provoked is told from what this run did
	result := mustHold(t, s, run.Options{Target: mocktarget.New(config), Audit: true, Seed: 1, Concurrency: 6})
	id := reports.Identity{Target: "mock", Evidence: "rehearsed", Region: result.About.Region, PageDate: s.Ledger.Updated()}
	for _, o := range s.Ledger.Operations {
		one := reports.Operation{Name: o.Name}
		for _, d := range o.Documents {
			one.Documents = append(one.Documents, reports.Document{Name: d.Name, Date: d.Updated})
		}
		id.Operations = append(id.Operations, one)
	}
	report := result.Report(id, reports.Proof{})
	for _, f := range report.Findings {
		if f.Acknowledged == "" {
			differs(t, "our own mock answers what no file of ours knows of: %s, in %s", f.Says, f.Scenario)
		}
	}
	generated := newPages(report, s.Plan)
	codes, err := serve.UnlistedCodes(s.Ledger, config.Answers)
	if err != nil {
		t.Fatal(err)
	}
	generated.tell(t, codes)
	mustBe(t, "../../docs/behaviour.md", generated.written(t, "behaviour.md.tmpl"))
	mustBe(t, "../../features/README.md", generated.written(t, "features.md.tmpl"))
	mustBe(t, "../../README.md", readmeWith(t, report))
}

// changing are the lines of a summary that are another each time.
var changing = regexp.MustCompile(`(?m)^  (proof|time|findings) .*\n`)

// readmeWith is the README with what the run says in its place.
func readmeWith(t *testing.T, r *reports.Report) string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- the run: written by make update -->\n", "<!-- end of the run -->\n"
	before, rest, ok := strings.Cut(string(text), begin)
	_, after, ended := strings.Cut(rest, end)
	if !ok || !ended {
		t.Fatalf("README.md has no place between %q and %q", begin, end)
	}
	var said strings.Builder
	if err := reports.Console(&said, r, reports.ConsoleOptions{Dir: "reports/out"}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(changing.ReplaceAllString(said.String(), "")), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight("    "+line, " ")
	}
	return before + begin + "\n" + strings.Join(lines, "\n") + "\n\n" + end + after
}

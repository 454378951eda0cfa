package reports_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/reports/internal/sample"
	"github.com/slbconform/slbconform/spec"
)

// calm is the night before: everything that could be decided held.
func calm() *reports.Report {
	r := quiet()
	r.Identity.Started = r.Identity.Started.Add(-24 * time.Hour)
	r.Findings, r.Faults = r.Findings[1:], nil
	r.Scenarios = r.Scenarios[1:]
	return r
}

func TestCompareNights(t *testing.T) {
	tonight := sample.Night()
	tonight.Findings = append(tonight.Findings, reports.Finding{
		What: "body /Foo", Value: `"x"`, Says: `body /Foo: expected nothing, got "x"`, Rule: tonight.Rules[0].ID, Count: 3, Scenario: tonight.Scenarios[0].ID,
	})
	c := reports.Compare(calm(), tonight)
	var out bytes.Buffer
	if err := c.Console(&out, false); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/compare/worse.txt", out.Bytes())
	if !c.Regressed() || c.Same() {
		t.Error("a night with violations alarms nobody")
	}

	back := reports.Compare(tonight, calm())
	out.Reset()
	if err := back.Console(&out, false); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/compare/better.txt", out.Bytes())
	if len(back.Worse)+len(back.Lapsed)+len(back.Came)+len(back.Broke) > 0 || len(back.Better) == 0 {
		t.Errorf("the way back is worse: %+v", back)
	}
}

var (
	comparedHeading = regexp.MustCompile(`^([0-9,]+) (rule|scenario|finding|new fault|former fault)s? ([a-z ]+)$`)
	comparedMore    = regexp.MustCompile(`^    … and ([0-9,]+) more$`)
)

// The numbers of a comparison add up: each heading counts what stands below it, the last line what the headings say, and
// what came and went is what one of the reports alone has.
func TestNumbersOfAComparisonAddUp(t *testing.T) {
	all := map[string]*reports.Report{"mock": sample.Mock(), "calm": calm(), "night": sample.Night(), "every": every(), "followed": followed(), "many": many(120)}
	for before, old := range all {
		for after, new := range all {
			c := reports.Compare(old, new)
			var out bytes.Buffer
			if err := c.Console(&out, false); err != nil {
				t.Fatal(err)
			}
			said := counted(t, out.String())
			want := fmt.Sprintf("%d rules worse, %d scenarios besides, %d lost, %d findings came, %d new faults", said["rule worse"], said["scenario worse"], said["scenario not in the new report"], said["finding came"], said["new fault of the run"])
			if last := singular.ReplaceAllString(out.String(), "${1}s"); c.Regressed() && !strings.Contains(last, want) {
				t.Errorf("%s, then %s: the last line is not %q:\n%s", before, after, want, out.String())
			}
			if lost, added := alone(old, new), alone(new, old); said["scenario not in the new report"] != lost || said["scenario not in the old report"] != added {
				t.Errorf("%s, then %s: %d scenarios are lost and %d new:\n%s", before, after, lost, added, out.String())
			}
		}
	}
}

// singular is the one noun of a last line that has no s.
var singular = regexp.MustCompile(`\b(1 (?:rule|scenario|finding|new fault))\b`)

// counted holds that each heading counts the entries below it, and returns what the headings say.
func counted(t *testing.T, text string) map[string]int {
	t.Helper()
	number := func(s string) int {
		n, err := strconv.Atoi(strings.ReplaceAll(s, ",", ""))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	all, left, heading := map[string]int{}, 0, ""
	for _, line := range append(strings.Split(text, "\n"), "") {
		if m := comparedHeading.FindStringSubmatch(line); m != nil {
			heading, left = line, number(m[1])
			all[m[2]+" "+m[3]] += left
			continue
		}
		more := comparedMore.FindStringSubmatch(line)
		switch {
		case heading == "":
		case line == "":
			if left != 0 {
				t.Errorf("%q is %d more than stand below it:\n%s", heading, left, text)
			}
			heading = ""
		case strings.Contains(heading, " scenario") && more != nil:
			left -= number(more[1])
		case strings.Contains(heading, " scenario") == strings.HasPrefix(line, "    "):
			if !strings.HasPrefix(line, "     ") {
				left--
			}
		}
	}
	return all
}

// alone is how many scenarios a report has that another has not.
func alone(r, other *reports.Report) (n int) {
	known := map[string]bool{}
	for i := range other.Scenarios {
		known[other.Scenarios[i].ID] = true
	}
	for i := range r.Scenarios {
		if !known[r.Scenarios[i].ID] {
			n++
		}
	}
	return n
}

func TestCompareAReportWithItself(t *testing.T) {
	c := reports.Compare(sample.Night(), sample.Night())
	if !c.Same() || c.Regressed() || len(c.Paste()) > 0 {
		t.Errorf("a report differs from itself: %+v", c)
	}
}

// What held against a mock one time and against the service the other is told in one line, not as so many changes.
func TestCompareTheMockWithTheService(t *testing.T) {
	mock, live := sample.Mock(), sample.Mock()
	for i := range live.Scenarios {
		if live.Scenarios[i].Verdict.Held() {
			live.Scenarios[i].Verdict = reports.Confirmed
		}
	}
	c := reports.Compare(mock, live)
	if c.Regressed() || c.Same() || c.HeldBoth == 0 || len(c.Better)+len(c.Worse)+len(c.Lapsed) > 0 {
		t.Errorf("%+v", c)
	}
}

// Two runs that were not made alike may be compared, and it is said in what they differ.
func TestCompareSaysWhatIsUnlike(t *testing.T) {
	old, new := sample.Mock(), sample.Mock()
	new.Identity.Region, new.Identity.SDK = "eu-central-1", "another SDK"
	var out bytes.Buffer
	if err := reports.Compare(old, new).Console(&out, false); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"the region of one is " + old.Identity.Region + ", of another eu-central-1", "the SDK of one is " + old.Identity.SDK + ", of another another SDK"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
}

// One broken rule of the answer, which all scenarios look at, is one entry, and so is a new contradiction in a scenario
// that another rule had reddened already.
func TestCompareByCause(t *testing.T) {
	old, new := sample.Night(), sample.Night()
	rule := &new.Rules[0]
	for i := range new.Rules {
		if new.Rules[i].Name == "sample.eni" {
			rule = &new.Rules[i]
		}
	}
	rule.Verdict, rule.Evidence, rule.EvidenceOn, rule.Reason = reports.Violates, "", nil, "RequestId is a number"
	var ids []string
	for i := range new.Scenarios {
		s := &new.Scenarios[i]
		ids = append(ids, s.ID)
		v := reports.Violation{Rule: rule.ID, Verdict: reports.Violates, Basis: reports.Stated, Scenario: s.ID, Expected: "a text", Got: "a number", Exchange: -1}
		s.Verdict, s.Reason, s.Violations = reports.Violates, "expected a text, got a number", append(s.Violations, v)
		rule.Violations = append(rule.Violations, v)
	}
	new.Causes = append(new.Causes, reports.Cause{Rule: rule.ID, Basis: reports.Stated, Verdict: reports.Violates, Reason: "RequestId is a number", Scenarios: ids, Exchange: -1})
	new.Tally()
	c := reports.Compare(old, new)
	var out bytes.Buffer
	if err := c.Console(&out, false); err != nil {
		t.Fatal(err)
	}
	if len(c.Worse) != 1 || c.Worse[0].Now.Rule != rule.ID || len(c.Lapsed) != 0 || strings.Count(out.String(), "\n") > 40 {
		t.Errorf("%d rules are worse, in %d lines:\n%s", len(c.Worse), strings.Count(out.String(), "\n"), out.String())
	}
}

// Nothing that a server sent commands the reader's terminal.
func TestAComparisonIsInert(t *testing.T) {
	var out bytes.Buffer
	if err := reports.Compare(calm(), sample.Hostile()).Console(&out, false); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(out.String(), "\x1b\x07\u202e\u200b") {
		t.Error("a terminal would obey")
	}
}

// What is printed to be pasted into divergences.yaml is understood there, and expects just what was seen.
func TestTheEntryToPasteFits(t *testing.T) {
	night, out := sample.Night(), &strings.Builder{}
	if err := reports.Compare(sample.Mock(), night).Console(out, false); err != nil {
		t.Fatal(err)
	}
	_, entry, _ := strings.Cut(out.String(), "to paste into spec/"+sample.Operation+"/divergences.yaml when the service is what it is:\n")
	entry, _, _ = strings.Cut(entry, "\n\n")
	ledger, err := spec.Load(spec.Files)
	if err != nil {
		t.Fatal(err)
	}
	pasted := fstest.MapFS{}
	for _, o := range ledger.Names() {
		pasted[o+"/divergences.yaml"] = &fstest.MapFile{Data: []byte("divergences: []\n")}
	}
	pasted[sample.Operation+"/divergences.yaml"] = &fstest.MapFile{Data: []byte("divergences:\n" + entry + "\n")}
	listed, err := spec.LoadDivergences(pasted, ledger)
	if err != nil {
		t.Fatalf("%v:\n%s", err, out)
	}
	if listed.Match(sample.Operation+"/server.weight.range", "live", night.Identity.Region, spec.Evidence{Status: 200}, night.Identity.Started) == nil {
		t.Errorf("the violation is not expected by\n%s", entry)
	}
}

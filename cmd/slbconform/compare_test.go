package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
)

func compare(t *testing.T, args ...string) (code int, said, complained string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = subcommand(t.Context(), "compare", args, &out, &errs)
	return code, out.String(), errs.String()
}

func TestCompareExitCodes(t *testing.T) {
	strange := func(text string) string {
		file := filepath.Join(t.TempDir(), "strange.json")
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"the same report twice": {[]string{aNight, aNight}, harness.ExitOK, "nothing changed"},
		"help":                  {[]string{"-h"}, harness.ExitOK, "exit codes"},
		"one report":            {[]string{aNight}, harness.ExitUsage, "name two reports"},
		"both ways":             {[]string{"-capture", "x", aNight, aNight}, harness.ExitUsage, "name two reports"},
		"a report that is none": {[]string{aNight, "compare.go"}, harness.ExitBroken, "compare.go: it is not JSON"},
		"other JSON":            {[]string{aNight, strange("{}")}, harness.ExitBroken, "it is no report: it has no version"},
		"a list":                {[]string{aNight, strange("[1]")}, harness.ExitBroken, "it is no report"},
		"a later version":       {[]string{strange(`{"version":"2.0"}`), aNight}, harness.ExitBroken, "it is a report of version 2.0, this program reads 1.x"},
		"an older version":      {[]string{strange(`{"version":"1.0"}`), aNight}, harness.ExitBroken, "or make the run again"},
		"a folder":              {[]string{aNight, t.TempDir()}, harness.ExitUsage, "is a directory"},
		"a folder without one":  {[]string{"-capture", "testdata"}, harness.ExitUsage, "no capture in testdata"},
	} {
		code, said, complained := compare(t, c.args...)
		if code != c.code || !strings.Contains(said+complained, c.says) {
			t.Errorf("%s: exit code %d, %s%s", name, code, said, complained)
		}
	}
}

// What is printed to be pasted into spec/divergences.yaml is understood there, and expects just what was seen.
func TestTheEntryToPasteFits(t *testing.T) {
	files, r := nights(t)
	code, said, complained := compare(t, files...)
	if code != harness.ExitViolates {
		t.Fatalf("exit code %d: %s", code, complained)
	}
	_, entry, _ := strings.Cut(said, "to paste into spec/AddVServerGroupBackendServers/divergences.yaml when the service is what it is:\n")
	entry, _, _ = strings.Cut(entry, "\n\n")
	ledger, err := spec.Load(spec.Files)
	if err != nil {
		t.Fatal(err)
	}
	pasted := fstest.MapFS{"AddVServerGroupBackendServers/divergences.yaml": &fstest.MapFile{Data: []byte("divergences:\n" + entry + "\n")}}
	for _, o := range ledger.Names() {
		if file := o + "/divergences.yaml"; pasted[file] == nil {
			pasted[file] = &fstest.MapFile{Data: []byte("divergences: []\n")}
		}
	}
	listed, err := spec.LoadDivergences(pasted, ledger)
	if err != nil {
		t.Fatalf("%v in\n%s", err, entry)
	}
	if listed.Match("AddVServerGroupBackendServers/server.weight.range", "live", r.Identity.Region, spec.Evidence{Status: 200}, r.Identity.Started) == nil {
		t.Errorf("the violation is not expected by\n%s", entry)
	}
}

// nights are the files of a night in which everything held and of the next, in which one rule was violated.
func nights(t *testing.T) ([]string, *reports.Report) {
	t.Helper()
	bad, err := readReport(aNight)
	if err != nil {
		t.Fatal(err)
	}
	good, err := readReport(aNight)
	if err != nil {
		t.Fatal(err)
	}
	for i := range good.Scenarios {
		if s := &good.Scenarios[i]; s.Verdict == reports.Violates {
			s.Verdict, s.Reason, s.Violations = reports.Confirmed, "", nil
		}
	}
	for i := range good.Rules {
		if r := &good.Rules[i]; r.Verdict == reports.Violates {
			r.Verdict, r.Reason, r.Violations, r.Evidence, r.EvidenceOn = reports.Confirmed, "", nil, "confirmed", &good.Identity.Started
		}
	}
	good.Causes = slices.DeleteFunc(good.Causes, func(c reports.Cause) bool { return c.Verdict == reports.Violates })
	good.Tally()
	file := filepath.Join(t.TempDir(), "good.json")
	data, err := json.Marshal(good)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return []string{file, aNight}, bad
}

// The command that a run gives for its replay is of the same scenarios, those that were generated for it included.
func TestTheCommandOfAReplayReplays(t *testing.T) {
	t.Chdir(t.TempDir())
	const rules = "server.weight.range,field.port.required"
	_, said := record(t, false, "-record=false", "-capture", "capture", "-rules", rules, "-generate", "3", "-order", "7")
	_, command, _ := strings.Cut(said, "without a network: slbconform ")
	command, _, _ = strings.Cut(command, "\n")
	t.Setenv("SLBCONFORM_RULES", rules)
	var out bytes.Buffer
	if code := run(append(strings.Fields(command), "-reports", "-"), &out, &out); code != harness.ExitOK {
		t.Errorf("exit code %d: %s", code, out.String())
	}
	if !strings.Contains(out.String(), "seed 7") {
		t.Errorf("the lists that were generated for the run are not in\n%s", out.String())
	}
	out.Reset()
	if code := run([]string{"run", "-target", "replay", "-capture", "capture", "-reports", "-", "-generate", "2"}, &out, &out); code != harness.ExitBroken || !strings.Contains(out.String(), "generated list") {
		t.Errorf("with other lists: exit code %d: %s", code, out.String())
	}
}

// A live run leaves a capture; the mock has not drifted from itself, and the capture replays as rehearsed.
func TestCompareACapture(t *testing.T) {
	t.Chdir(t.TempDir())
	const rule = "server.weight.range"
	if code, said := record(t, false, "-record=false", "-capture", "capture"); code != harness.ExitOK || !strings.Contains(said, "-target replay -capture capture") {
		t.Fatalf("exit code %d: %s", code, said)
	}
	if code, said, complained := compare(t, "-capture", "capture"); code != harness.ExitOK || !strings.Contains(said, "calls compared, the mock answers as was captured") {
		t.Errorf("exit code %d: %s%s", code, said, complained)
	}
	values := map[string]string{"SLBCONFORM_TARGET": "replay", "SLBCONFORM_CAPTURE": "capture", "SLBCONFORM_REPORTS": "-", "SLBCONFORM_RULES": rule}
	var out, errs bytes.Buffer
	if code, err := conform(t.Context(), settingsOf(values), false, &out, &errs); err != nil || code != harness.ExitOK || !strings.Contains(out.String(), " 0 confirmed by the service") {
		t.Errorf("exit code %d: %s%s", code, out.String(), errs.String())
	}
}

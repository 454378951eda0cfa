package main

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
)

// What is printed to be pasted into spec/divergences.yaml is understood there, and expects just what was seen.
func TestTheEntryToPasteFits(t *testing.T) {
	files, r := nights(t)
	code, said := do(t, append([]string{"compare"}, files...)...)
	if code != harness.ExitViolates {
		t.Fatalf("exit code %d: %s", code, said)
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
	good.Faults, good.Divergences = []reports.Fault{}, good.Divergences[:1]
	good.Tally()
	file := filepath.Join(t.TempDir(), "good.json")
	data, err := json.Marshal(good)
	if err != nil {
		t.Fatal(err)
	}
	put(t, file, string(data))
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
	if code, said := do(t, append(strings.Fields(command), "-reports", "-")...); code != harness.ExitOK || !strings.Contains(said, "seed 7") {
		t.Errorf("exit code %d; the lists that were generated for the run are to be in\n%s", code, said)
	}
	if code, said := do(t, "run", "-target", "replay", "-capture", "capture", "-reports", "-", "-generate", "2"); code != harness.ExitBroken || !strings.Contains(said, "generated list") {
		t.Errorf("with other lists: exit code %d: %s", code, said)
	}
}

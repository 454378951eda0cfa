package capture_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target/capture"
	"github.com/slbconform/slbconform/reports"
)

// unfinished is the capture of a run that was killed after its last scenario, before it was finished.
func unfinished(t *testing.T) (*served, string, *run.Result) {
	t.Helper()
	v := serveMock(t, nil)
	v.filter.Rules = []string{weights}
	_, dir, result := v.captured(t)
	return v, dir, result
}

// A run that is killed leaves what it saw of the scenarios that ended, and that much can be had again. The replay says
// that it is not the whole run.
func TestARunThatWasKilledIsReplayedAsFarAsItCame(t *testing.T) {
	v, dir, result := unfinished(t)
	log := filepath.Join(dir, "unfinished.ndjson")
	whole := read(t, log)
	lines := bytes.SplitAfter(whole, []byte("\n"))
	for name, c := range map[string]struct {
		left []byte
		lost int
	}{
		"after its last scenario":  {whole, 0},
		"before its last scenario": {bytes.Join(lines[:len(lines)-2], nil), 1},
		"while it wrote a line":    {whole[:len(whole)-9], 1},
		"at its beginning":         {lines[0], len(result.Outcomes)},
	} {
		write(t, log, c.left)
		again := replay(t, v.s, dir, run.Options{Filter: v.filter})
		was, lost := verdicts(result), 0
		for _, o := range again.Outcomes {
			switch {
			case o.Verdict == reports.NotRun && strings.Contains(o.Reason, "its run was cut short"):
				lost++
			case was[o.Scenario.ID()] != string(o.Verdict)+" "+o.Reason:
				t.Errorf("%s: %s: %s: %s", name, o.Scenario.ID(), o.Verdict, o.Reason)
			}
		}
		if lost != c.lost || (again.Incomplete == "") != (lost == 0) || len(again.Faults) > 0 {
			t.Errorf("%s: %d scenarios are lost, want %d; incomplete %q, faults %+v", name, lost, c.lost, again.Incomplete, again.Faults)
		}
	}
}

// A run that ends before all its scenarios, an interrupt for instance, finishes what it has, and its replay ends as early.
func TestARunThatEndedEarlyIsReplayedSo(t *testing.T) {
	v := serveMock(t, nil)
	v.filter.Rules = []string{weights}
	w, dir, result := v.captured(t)
	if err := w.Save("the run ended early: interrupted"); err != nil {
		t.Fatal(err)
	}
	more := v.filter
	more.Rules = append(more.Rules, "server.weight.default")
	again := replay(t, v.s, dir, run.Options{Filter: more})
	for id, was := range verdicts(result) {
		if got := verdicts(again)[id]; got != was {
			t.Errorf("%s: %s, was %s", id, got, was)
		}
	}
	if !strings.Contains(again.Incomplete, "interrupted") || len(again.Faults) > 0 {
		t.Errorf("incomplete %q, faults %v", again.Incomplete, again.Faults)
	}
}

// A finished capture has nothing left of the draft, and a new run takes its place at once: what lies in the folder is
// never of another run.
func TestACaptureBeginsWithItsRun(t *testing.T) {
	_, dir, _ := small(t)
	if _, err := os.Stat(filepath.Join(dir, "unfinished.ndjson")); err == nil {
		t.Error("the log of a finished capture is there")
	}
	if err := capture.Wrap(nothing{}).Begin(dir, "run", capture.Facts{}); err != nil {
		t.Fatal(err)
	}
	if c, err := capture.Read(dir); err != nil || c.Unfinished == "" || len(c.Scenarios) > 0 {
		t.Errorf("after the next run began: %v", err)
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

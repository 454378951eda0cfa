package capture_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target/capture"
	"github.com/slbconform/slbconform/reports"
)

// A run that is killed leaves what it saw of the scenarios that ended, and that much can be had again. The replay says
// that it is not the whole run.
func TestARunThatWasKilledIsReplayedAsFarAsItCame(t *testing.T) {
	v := serveMock(t, nil)
	v.filter.Rules = []string{weights}
	_, dir, result := v.captured(t)
	c, err := capture.Read(dir)
	if err != nil || len(c.Scenarios) == 0 || len(c.Names()) > len(result.Outcomes) {
		t.Fatalf("%v, %d scenarios of %d", err, len(c.Scenarios), len(result.Outcomes))
	}
	again := replay(t, v.s, dir, run.Options{Filter: v.filter})
	was, lost := verdicts(result), 0
	for _, o := range again.Outcomes {
		switch {
		case o.Verdict == reports.NotRun && strings.Contains(o.Reason, "its run was cut short"):
			lost++
		case was[o.Scenario.ID()] != string(o.Verdict)+" "+o.Reason:
			differs(t, "%s: %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
		}
	}
	if want := len(result.Outcomes) - len(c.Scenarios); lost != want || (again.Incomplete == "") != (lost == 0) || len(again.Faults) > 0 {
		differs(t, "%d scenarios are lost, want %d; incomplete %q, faults %+v", lost, want, again.Incomplete, again.Faults)
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
			differs(t, "%s: %s, was %s", id, got, was)
		}
	}
	if !strings.Contains(again.Incomplete, "interrupted") || len(again.Faults) > 0 {
		differs(t, "incomplete %q, faults %v", again.Incomplete, again.Faults)
	}
}

// A new run takes the place of a capture at once: what lies in the folder is never of another run. What an earlier version
// left of a run that was killed is refused, and replaced as well.
func TestACaptureBeginsWithItsRun(t *testing.T) {
	_, dir, _ := small(t)
	begun := func() {
		t.Helper()
		if err := capture.Wrap(nothing{}).Begin(dir, "run", capture.Facts{}); err != nil {
			t.Fatal(err)
		}
		if c, err := capture.Read(dir); err != nil || c.Unfinished == "" || len(c.Scenarios) > 0 {
			differs(t, "after the next run began: %v", err)
		}
	}
	begun()
	if err := os.Rename(filepath.Join(dir, "manifest.json"), filepath.Join(dir, "unfinished.ndjson")); err != nil {
		t.Fatal(err)
	}
	if _, err := capture.Read(dir); !errors.Is(err, capture.ErrFormat) {
		differs(t, "the log of an earlier version: %v", err)
	}
	begun()
}

// However short a run is, the first of its scenarios that ends is there at once.
func TestTheFirstScenarioThatEndsIsThereAtOnce(t *testing.T) {
	w, dir := capture.Wrap(nothing{}), filepath.Join(t.TempDir(), "capture")
	if err := w.Begin(dir, "run", capture.Facts{}); err != nil {
		t.Fatal(err)
	}
	_, refused := w.Open(t.Context(), "Operation/rule/a scenario")
	w.Ended("Operation/rule/a scenario", "Operation/rule", string(reports.NotRun), refused)
	if c, err := capture.Read(dir); err != nil || len(c.Scenarios) != 1 {
		differs(t, "%v, %d scenarios", err, len(c.Scenarios))
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

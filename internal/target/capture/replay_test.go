package capture_test

import (
	"maps"
	"testing"

	"github.com/slbconform/slbconform/internal/suite"
	"github.com/slbconform/slbconform/internal/target"
)

// A capture of a whole run gives the verdicts of the run again, in any order and with any number at once.
func TestAReplayGivesTheSameVerdicts(t *testing.T) {
	v := serveMock(t, nil)
	dir, result := v.capture(t)
	want := verdicts(result)
	if len(want) != len(v.s.Plan.Scenarios) || len(result.Faults) > 0 {
		t.Fatalf("%d of %d scenarios were captured, faults %v", len(want), len(v.s.Plan.Scenarios), result.Faults)
	}
	for _, o := range []suite.Options{{}, {Audit: true, Concurrency: 8}, {Seed: 11, Concurrency: 3}} {
		again := replay(t, v.s, dir, o)
		if got := verdicts(again); !maps.Equal(got, want) {
			for id, verdict := range want {
				if got[id] != verdict {
					t.Errorf("%s: %s, was %s", id, got[id], verdict)
				}
			}
		}
		for _, f := range again.Faults {
			t.Errorf("%s: %s", f.Kind, f.Says)
		}
		if about := again.About; about.Evidence != target.Rehearsed || !about.Date.Equal(result.About.Date) || about.Name != "replay" {
			t.Errorf("the replay says %+v", about)
		}
	}
}

package target_test

import (
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/target"
)

func TestANameTellsItsRun(t *testing.T) {
	began := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	run := target.NewRun(began)
	if other := target.NewRun(began); other == run {
		t.Errorf("two runs are both %s", run)
	}
	for _, what := range []string{"lb", "server.weight.range / a weight of 0", strings.Repeat("long", 40)} {
		name := run.Name(what)
		got, when, ok := target.RunOf(name)
		if !ok || got != run || !when.Equal(began) || len(name) > 80 {
			t.Errorf("%q is read as %s of %v, %v", name, got, when, ok)
		}
	}
}

func TestAForgedNameIsNoRuns(t *testing.T) {
	for _, name := range []string{
		"", "slbconform", "slbconform-", "slbconform-prod", "slbconform-20260304t050607", "slbconform-20260304t050607-abcdef",
		"slbconform-20260304t050607-ABCDEF-lb", "my-slbconform-20260304t050607-abcdef-lb", "slbconform-20261399t996199-abcdef-lb",
		"slbconform-20260304t050607-abcdef-lb\n",
	} {
		if run, _, ok := target.RunOf(name); ok {
			t.Errorf("%q passes as of run %s", name, run)
		}
	}
}

package reports_test

import (
	"testing"
	"time"

	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/reports/internal/sample"
)

// What has expired is marked wherever it is listed for; only what is listed for the run's own target is its fault.
func TestWhatHasExpired(t *testing.T) {
	yesterday := func(r *reports.Report) string { return r.Identity.Started.AddDate(0, 0, -1).Format(time.DateOnly) }
	for _, c := range []struct {
		name   string
		target string
		faults int
	}{{"here", "live", 1}, {"elsewhere", "mock", 0}} {
		r := sample.Night()
		r.Faults, r.Divergences = nil, []reports.Divergence{{Rule: sample.Operation + "/server.weight.range", Target: c.target, Region: r.Identity.Region, Expires: yesterday(r)}}
		r.JudgeDivergences(false)
		if r.Divergences[0].Stale != "it expired on "+yesterday(r) || len(r.Faults) != c.faults {
			t.Errorf("%s: stale %q, faults %v", c.name, r.Divergences[0].Stale, r.Faults)
		}
	}
}

package reports_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/reports/internal/sample"
)

// The parts of a run make the report that the entire run would have made.
func TestPartsMakeAWhole(t *testing.T) {
	undivided := sample.Night()
	a, b := part(t, undivided, 0), part(t, undivided, 1)
	merged, err := reports.Merge(a, b)
	if err != nil {
		t.Fatal(err)
	}
	for i := range undivided.Rules {
		if got, want := merged.Rules[i], undivided.Rules[i]; got.Verdict != want.Verdict || got.Reason != want.Reason {
			t.Errorf("%s is %s (%s), want %s (%s)", want.ID, got.Verdict, got.Reason, want.Verdict, want.Reason)
		}
	}
	if merged.Headline != undivided.Headline || len(merged.Scenarios) != len(undivided.Scenarios) {
		t.Errorf("%s with %d scenarios, want %s with %d", merged.Headline, len(merged.Scenarios), undivided.Headline, len(undivided.Scenarios))
	}
	if alone, err := reports.Merge(a); err != nil || alone.Complete || !strings.HasPrefix(alone.Incomplete, "a part is missing: ") {
		t.Errorf("one part of two: %v, %+v", err, alone)
	}
	if _, err := reports.Merge(a, a); !errors.Is(err, reports.ErrDifferentRuns) {
		t.Errorf("the same part twice: %v", err)
	}
	b.Identity.Region = "elsewhere"
	if _, err := reports.Merge(a, b); !errors.Is(err, reports.ErrDifferentRuns) {
		t.Errorf("parts of two regions: %v", err)
	}
	if _, err := reports.Merge(); !errors.Is(err, reports.ErrDifferentRuns) {
		t.Errorf("no part: %v", err)
	}
}

// What a part does not meet, another may: staleness is judged of the merged report.
func TestTheWholeSaysWhatIsStale(t *testing.T) {
	undivided := sample.Night()
	const rule = "platform/platform.error-envelope" // every scenario of which was judged
	expires := undivided.Identity.Started.AddDate(0, 0, 1).Format(time.DateOnly)
	listed := reports.Divergence{Rule: rule, Says: "listed", Target: undivided.Identity.Target, Region: undivided.Identity.Region, Expires: expires, Line: 7}
	for _, c := range []struct {
		name  string
		met   int
		parts int
		stale string
	}{
		{"one part met it", 1, 2, ""},
		{"no part met it", 0, 2, "it no longer happens"},
		{"a part is missing", 0, 1, ""},
	} {
		var parts []*reports.Report
		for i := range c.parts {
			p := part(t, undivided, i)
			d := listed
			if i == 1 {
				d.Matched = c.met
			}
			p.Divergences, p.Faults, p.Complete, p.Incomplete = []reports.Divergence{d}, []reports.Fault{{Kind: "stale", Says: "said by a part"}}, true, ""
			parts = append(parts, p)
		}
		merged, err := reports.Merge(parts...)
		if err != nil {
			t.Fatal(err)
		}
		if d := merged.Divergences[0]; d.Stale != c.stale || len(merged.Faults) > 0 != (c.stale != "") || merged.Complete != (c.parts == 2) {
			t.Errorf("%s: stale %q, faults %v, complete %v %s", c.name, d.Stale, merged.Faults, merged.Complete, merged.Incomplete)
		}
	}
}

// part is what a run of every second rule would have reported.
func part(t *testing.T, undivided *reports.Report, which int) *reports.Report {
	t.Helper()
	data, err := json.Marshal(undivided)
	if err != nil {
		t.Fatal(err)
	}
	var out reports.Report
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	kept := map[string]bool{}
	for i := range out.Rules {
		r := &out.Rules[i]
		if kept[r.ID] = i%2 == which; kept[r.ID] {
			continue
		}
		r.Verdict, r.Reason, r.Scenarios, r.Violations, r.Evidence, r.EvidenceOn = reports.NotRun, "filtered out", []string{}, nil, "", nil
	}
	var scenarios []reports.Scenario
	for _, s := range out.Scenarios {
		if kept[s.Rule] {
			scenarios = append(scenarios, s)
		}
	}
	out.Scenarios, out.Findings, out.Faults = scenarios, nil, nil
	out.Causes = slices.DeleteFunc(out.Causes, func(c reports.Cause) bool { return !kept[c.Rule] })
	out.Tally()
	return &out
}

package reports_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/reports/internal/sample"
)

// The parts of a run make the report that the whole run would have made.
func TestPartsMakeAWhole(t *testing.T) {
	whole := sample.Night()
	a, b := part(t, whole, 0), part(t, whole, 1)
	merged, err := reports.Merge(a, b)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole.Rules {
		if merged.Rules[i].Verdict != whole.Rules[i].Verdict {
			t.Errorf("%s is %s, want %s", whole.Rules[i].ID, merged.Rules[i].Verdict, whole.Rules[i].Verdict)
		}
	}
	if merged.Headline != whole.Headline || len(merged.Scenarios) != len(whole.Scenarios) {
		t.Errorf("%s with %d scenarios, want %s with %d", merged.Headline, len(merged.Scenarios), whole.Headline, len(whole.Scenarios))
	}
	if _, err := reports.Merge(a, a); !errors.Is(err, reports.ErrApart) {
		t.Errorf("the same part twice: %v", err)
	}
	b.Identity.Region = "elsewhere"
	if _, err := reports.Merge(a, b); !errors.Is(err, reports.ErrApart) {
		t.Errorf("parts of two regions: %v", err)
	}
	if _, err := reports.Merge(); !errors.Is(err, reports.ErrApart) {
		t.Errorf("no part: %v", err)
	}
}

// part is what a run of every second rule would have reported.
func part(t *testing.T, whole *reports.Report, which int) *reports.Report {
	t.Helper()
	data, err := json.Marshal(whole)
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
	out.Tally()
	return &out
}

package reports_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/reports/internal/sample"
)

// A report that nobody should believe is refused, and leaves no file behind.
func TestContradictionsAreRefused(t *testing.T) {
	for _, c := range []struct {
		name    string
		corrupt func(*reports.Report)
	}{
		{"no identity", func(r *reports.Report) { r.Identity.SDK = "" }},
		{"no date", func(r *reports.Report) { r.Identity.Started = time.Time{} }},
		{"another major version", func(r *reports.Report) { r.Version = "2.0" }},
		{"a rule without a verdict", func(r *reports.Report) { r.Rules[3].Verdict = "" }},
		{"a rule with two verdicts", func(r *reports.Report) { r.Rules = append(r.Rules, r.Rules[3]) }},
		{"a rule that holds with a failed scenario", func(r *reports.Report) { scenarioOf(r, 3).Verdict = reports.Violates }},
		{"a rule that holds without a scenario", func(r *reports.Report) { r.Rules[3].Scenarios = nil }},
		{"a rule that holds with a violation", func(r *reports.Report) {
			r.Rules[3].Violations = []reports.Violation{{Rule: r.Rules[3].ID, Exchange: -1}}
		}},
		{"a violated rule that nothing shows", func(r *reports.Report) { r.Rules[3].Verdict = reports.Violates }},
		{"a rule not run for no reason", func(r *reports.Report) { r.Rules[0].Why, r.Rules[0].Reason = "", "" }},
		{"the mock called confirmed", func(r *reports.Report) { r.Identity.Evidence = "confirmed" }},
		{"a rehearsed rule called confirmed", func(r *reports.Report) { r.Rules[3].Verdict = reports.Confirmed }},
		{"rehearsed evidence called confirmed", func(r *reports.Report) { r.Rules[3].Evidence = "confirmed" }},
		{"a confirmed scenario in a rehearsal", func(r *reports.Report) { scenarioOf(r, 3).Verdict = reports.Confirmed }},
		{"a scenario not run for no reason", func(r *reports.Report) { scenarioOf(r, 3).Verdict = reports.NotRun }},
		{"evidence without a date", func(r *reports.Report) { r.Rules[3].EvidenceOn = nil }},
		{"a scenario of an unknown rule", func(r *reports.Report) { scenarioOf(r, 3).Rule = "server.wieght" }},
		{"a scenario twice", func(r *reports.Report) { r.Scenarios = append(r.Scenarios, r.Scenarios[0]) }},
		{"an exchange that is not there", func(r *reports.Report) { scenarioOf(r, 3).Exchanges = []int{9999} }},
		{"what is assumed called violated", func(r *reports.Report) {
			*r = *sample.Night()
			for i := range r.Scenarios {
				for j := range r.Scenarios[i].Violations {
					r.Scenarios[i].Violations[j].Basis = reports.Assumed
				}
			}
		}},
		{"a violation that no cause explains", func(r *reports.Report) {
			*r = *sample.Night()
			r.Causes = r.Causes[1:]
		}},
		{"a run cut short for no reason", func(r *reports.Report) { r.Complete = false }},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, dir := sample.Mock(), t.TempDir()
			old := filepath.Join(dir, "junit.xml")
			if err := os.WriteFile(old, []byte("<an older report/>"), 0o644); err != nil {
				t.Fatal(err)
			}
			c.corrupt(r)
			r.Tally()
			if err := reports.Write(dir, r, reports.Options{}); !errors.Is(err, reports.ErrContradiction) {
				t.Errorf("it was written; the error is %v", err)
			}
			if _, err := os.Stat(old); err == nil {
				t.Error("the report of an earlier run is still there to be taken for this one's")
			}
		})
	}
}

// Figures that somebody brightened by hand are refused when the report is read back.
func TestFiguresMustBeThoseOfTheRules(t *testing.T) {
	for says, brighten := range map[string]func(*reports.Report){
		"its totals say of rules 1 confirmed, ":                                      func(r *reports.Report) { r.Totals.Rules[reports.Confirmed]++ },
		"its totals say of codes_by_name 0; its rules and scenarios make ":           func(r *reports.Report) { r.Totals.CodesByName = 0 },
		`its headline is "15 rules: all confirmed by the service"; its figures say `: func(r *reports.Report) { r.Headline = "15 rules: all confirmed by the service" },
		`which is not in the report`:                                                 func(r *reports.Report) { r.Rules[0].Scenarios = append(r.Rules[0].Scenarios, "gone") },
	} {
		r := sample.Mock()
		brighten(r)
		if err := r.Validate(); !errors.Is(err, reports.ErrContradiction) || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("the error is %v; it should be one line with %q", err, says)
		}
	}
}

func scenarioOf(r *reports.Report, rule int) *reports.Scenario {
	for i := range r.Scenarios {
		if r.Scenarios[i].Rule == r.Rules[rule].ID {
			return &r.Scenarios[i]
		}
	}
	return nil
}

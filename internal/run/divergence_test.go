package run_test

import (
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/slbconform/slbconform/features"
	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
)

const envelope = "platform/platform.error-envelope"

// listing is a suite of some features with one divergence: refusals of the mock have no HostId.
func listing(t *testing.T, rule, expires string) *run.Suite {
	t.Helper()
	s := *load(t)
	files := fstest.MapFS{} // the features of what is listed; a run of them is a whole one
	for _, name := range []string{"platform/platform.feature", "platform/errors.feature", "AddVServerGroupBackendServers/errors.feature"} {
		data, err := fs.ReadFile(features.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	var err error
	if s.Plan, err = plan.Read(files, s.Ledger); err != nil {
		t.Fatal(err)
	}
	folder, short, _ := strings.Cut(rule, "/")
	lists := fstest.MapFS{}
	for _, name := range s.Ledger.Names() {
		lists[name+"/divergences.yaml"] = &fstest.MapFile{Data: []byte("divergences: []\n")}
	}
	lists[folder+"/divergences.yaml"] = &fstest.MapFile{Data: []byte(`divergences:
  - rule: ` + short + `
    target: mock
    region: cn-hangzhou
    reason: The mock was made to leave it out.
    evidence: {status: 400}
    since: 2026-01-01
    expires: ` + expires + `
    issue: https://example.com/issues/1
`)}
	listed, err := spec.LoadDivergences(lists, s.Ledger)
	if err != nil {
		t.Fatal(err)
	}
	s.Divergences = listed
	return &s
}

func tomorrow() string { return time.Now().AddDate(0, 0, 1).Format(time.DateOnly) }

// withoutHostID is the mock whose refusals have no HostId.
func withoutHostID(t *testing.T) mocktarget.Config {
	config := mockConfig(t)
	config.Wrap = func(next http.RoundTripper) http.RoundTripper {
		return altering{next, replaced("AddVServerGroupBackendServers", `"HostId"`, `"Host"`)}
	}
	return config
}

// What is listed is expected, until it expires; what is not met any more has to be struck out, but only a whole run in
// which the rule could be judged says so. Against the mock a stale listing is a warning.
func TestAListedDivergence(t *testing.T) {
	const busy, another = "AddVServerGroupBackendServers/error.SystemBusy", "AddVServerGroupBackendServers/error.NetworkConflict"
	lacking := mockConfig(t)
	delete(lacking.Inventory.Roles, "network interface of another VPC")
	for _, c := range []struct {
		name, rule, expires, only string
		mock                      mocktarget.Config
		verdict                   reports.Verdict
		stale                     string
		exit                      int
	}{
		{"is met", envelope, tomorrow(), busy, withoutHostID(t), reports.Diverges, "", harness.ExitOK},
		{"has expired", envelope, "2026-01-02", busy, withoutHostID(t), reports.Unexpected, "it expired on 2026-01-02", harness.ExitViolates},
		{"does not happen in a part of the suite", envelope, tomorrow(), busy, mockConfig(t), reports.Rehearsed, "", harness.ExitOK},
		{"no longer happens", envelope, tomorrow(), "", mockConfig(t), reports.Rehearsed, "it no longer happens", harness.ExitOK},
		{"cannot be judged for want of a role", another, tomorrow(), "", lacking, reports.NotRun, "", harness.ExitInconclusive},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := listing(t, c.rule, c.expires)
			o := run.Options{Target: mocktarget.New(c.mock)}
			if c.only != "" {
				o.Filter.Rules = []string{c.only}
			}
			result := mustRun(t, s, o)
			report := result.Report(reports.Identity{Target: "mock", Region: "cn-hangzhou", Started: result.Started}, reports.Proof{})
			shown := c.rule
			if c.only != "" {
				shown = c.only
			}
			for _, o := range result.Outcomes {
				if o.Scenario.Rule == shown && o.Verdict != c.verdict {
					differs(t, "%s: %s, want %s: %s", o.Scenario.ID(), o.Verdict, c.verdict, o.Reason)
				}
			}
			if d := report.Divergences[0]; d.Stale != c.stale || (d.Matched > 0) != (c.verdict == reports.Diverges) || c.expires == tomorrow() && d.DaysLeft != 1 {
				differs(t, "stale %q, matched %d, %d days left", d.Stale, d.Matched, d.DaysLeft)
			}
			if got := harness.Exit(report, 0); got != c.exit {
				runtest.SkipIfBroken(t)
				differs(t, "exit code %d, want %d", got, c.exit)
			}
		})
	}
}

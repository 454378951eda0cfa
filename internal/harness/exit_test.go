package harness_test

import (
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/reports"
)

func TestExitCodes(t *testing.T) {
	scenario := func(v reports.Verdict) reports.Scenario {
		return reports.Scenario{ID: "x/" + string(v), Verdict: v, Reason: "it rains"}
	}
	for _, c := range []struct {
		name    string
		target  string
		strict  bool
		allowed int
		has     []reports.Verdict
		want    int
		says    string
	}{
		{"what held", "live", false, 0, []reports.Verdict{reports.Confirmed}, harness.ExitOK, ""},
		{"a violation", "live", false, 9, []reports.Verdict{reports.Violates, reports.Confirmed}, harness.ExitViolates, ""},
		{"something unexpected", "live", false, 0, []reports.Verdict{reports.Unexpected, reports.Confirmed}, harness.ExitOK, ""},
		{"something unexpected, strictly", "live", true, 0, []reports.Verdict{reports.Unexpected, reports.Confirmed}, harness.ExitViolates, ""},
		{"something unexpected of the mock", "mock", false, 0, []reports.Verdict{reports.Unexpected, reports.Rehearsed}, harness.ExitViolates, ""},
		{"something inconclusive", "live", false, 0, []reports.Verdict{reports.Inconclusive, reports.Confirmed}, harness.ExitInconclusive, "it rains"},
		{"something inconclusive that is allowed", "live", false, 1, []reports.Verdict{reports.Inconclusive, reports.Confirmed}, harness.ExitOK, ""},
		{"the same of the mock", "mock", false, 1, []reports.Verdict{reports.Inconclusive, reports.Rehearsed}, harness.ExitInconclusive, "it rains"},
		{"nothing judged at all", "live", false, 0, []reports.Verdict{reports.NotRun}, harness.ExitInconclusive, "nothing was judged"},
		{"something not run of the mock", "mock", false, 1, []reports.Verdict{reports.NotRun, reports.Rehearsed}, harness.ExitInconclusive, "it rains"},
		{"something not run", "live", false, 0, []reports.Verdict{reports.NotRun, reports.Confirmed}, harness.ExitOK, ""},
	} {
		r := &reports.Report{Complete: true, Strict: c.strict, Identity: reports.Identity{Target: c.target}}
		for _, v := range c.has {
			r.Scenarios = append(r.Scenarios, scenario(v))
		}
		r.Tally()
		if got := harness.Exit(r, c.allowed); got != c.want {
			t.Errorf("%s: exit code %d, want %d", c.name, got, c.want)
		}
		if why := harness.Unjudged(r, c.allowed); (why == "") != (c.says == "") || !strings.Contains(why, c.says) {
			t.Errorf("%s: %q, want %q", c.name, why, c.says)
		}
	}
}

// A role that needs nobody to vouch for it, that there is not, or that the run does not speak of, cannot be meant.
func TestRolesThatAreShown(t *testing.T) {
	for given, says := range map[string]string{
		"stoped ECS instance":     `did you mean "stopped ECS instance"?`,
		"virtual border router":   "nobody has to vouch",
		"anyTunnel load balancer": "no scenario of this run speaks of it",
	} {
		settings := harness.NewSettings(func(name string) (string, bool) { return given, name == "SLBCONFORM_SHOWN" })
		_, err := settings.Shown(func(role string) bool { return role == "stopped ECS instance" })
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("-shown %q: %v", given, err)
		}
	}
}

// What follows from something unexpected that no document states weighs no more than its cause does.
func TestAFollowerWeighsNoMoreThanItsCause(t *testing.T) {
	for basis, want := range map[reports.Basis]int{reports.Known: harness.ExitOK, reports.Stated: harness.ExitInconclusive} {
		r := &reports.Report{Complete: true, Identity: reports.Identity{Target: "live"}, Scenarios: []reports.Scenario{
			{ID: "x/cause", Verdict: reports.Unexpected}, {ID: "x/follower", Verdict: reports.Inconclusive},
		}, Causes: []reports.Cause{{Rule: "x", Basis: basis, Verdict: reports.Unexpected, Followers: []string{"x/follower"}}}}
		r.Tally()
		if got := harness.Exit(r, 0); got != want {
			t.Errorf("a follower of something %s: exit code %d, want %d", basis, got, want)
		}
	}
}

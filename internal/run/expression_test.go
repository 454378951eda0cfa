package run_test

import (
	"context"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
)

// TestAnExpressionMeansWhatItMeansToGoTest holds -run and -skip to the testing package's own reading of them; else a
// run would judge other scenarios than the subtests that are shown.
func TestAnExpressionMeansWhatItMeansToGoTest(t *testing.T) {
	s := load(t)
	for _, c := range []struct {
		filter plan.Filter
		chosen int
	}{
		{plan.Filter{Run: "TestConformance/AddVServerGroupBackendServers/server.running"}, 2},
		{plan.Filter{Run: "TestConformance/AddVServerGroupBackendServers/server.running|TestConformance/AddVServerGroupBackendServers/server.type.default"}, 3},
		{plan.Filter{Run: "TestNothing|TestConformance/AddVServerGroupBackendServers/server.running"}, 2},
		{plan.Filter{Run: "TestConformance/AddVServerGroupBackendServers/(server.running|server.type.default)"}, 3},
		{plan.Filter{Run: "TestConformance/AddVServerGroupBackendServers/server[.]running/a stopped"}, 1},
		{plan.Filter{Run: "TestConformance/AddVServerGroupBackendServers/^server.running$/a_stopped_ECS_instance_is_refused/deeper"}, 1},
		{plan.Filter{Run: "TestConformance/AddVServerGroupBackendServers/server.running", Not: "TestConformance/AddVServerGroupBackendServers/server.running/stopped"}, 1},
		{plan.Filter{Run: "TestConformance/AddVServerGroupBackendServers/server.running", Not: "TestNothing/server.running"}, 2},
		{plan.Filter{Run: "TestConformance/AddVServerGroupBackendServers/server.running", Not: "TestConformance/AddVServerGroupBackendServers/server.running/stopped/deeper"}, 2},
		{plan.Filter{Run: "TestConformance/AddVServerGroupBackendServers/server.running", Not: "TestConformance"}, 2},
	} {
		result, err := s.Run(context.Background(), run.Options{Target: mocktarget.New(mockConfig(t)), Filter: c.filter})
		if err != nil {
			differs(t, "%s: %v", c.filter, err)
			continue
		}
		if len(result.Outcomes) != c.chosen {
			differs(t, "%s chooses %d scenarios, not %d", c.filter, len(result.Outcomes), c.chosen)
		}
	}
}

func TestSettingsThatCannotBeMeant(t *testing.T) {
	for given, value := range map[string]string{
		"SLBCONFORM_QUIET": "maybe", "SLBCONFORM_RULES": " , ", "SLBCONFORM_INCONCLUSIVE": "-1",
		"SLBCONFORM_MAX_TIME": "soon", "SLBCONFORM_RATE": "nan", "SLBCONFORM_MAX_CALLS": "0",
	} {
		settings := harness.NewSettings(func(name string) (string, bool) { return value, name == given })
		if err := settings.Check(); err == nil {
			differs(t, "%s=%s is taken without a word", given, value)
		}
	}
}

package capture_test

import (
	"strings"
	"testing"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target/capture"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/internal/wire"
)

// notDrifted holds that the mock in process answers whatever a served one answered, in status, code and shape: it has not
// drifted from itself.
func notDrifted(t *testing.T, dir string) {
	c, err := capture.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	held := hold(t, c, runtest.MockConfig(t))
	if held.Compared < c.Recorded*9/10 || len(held.Drifts) > 0 {
		differs(t, "%d of %d calls were compared, left out %v", held.Compared, c.Recorded, held.Skipped)
	}
	for _, d := range held.Drifts {
		differs(t, "%+v", d)
	}
}

// A mock that has drifted is told, by rule.
func TestDriftOfTheMockIsTold(t *testing.T) {
	_, dir, _ := small(t)
	c, err := capture.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	config := runtest.MockConfig(t)
	recorded := config.Answers
	err = recorded.All(func(action, outcome string, one fixtures.Answer) {
		if outcome == "InvalidWeight.Malformed" {
			one.Status = 409
		}
		if action == "DescribeVServerGroupAttribute" {
			body := strings.Replace(one.Body.String(), `"VServerGroupName":"{{`, `"Renamed":"{{`, 1)
			if one.Body, err = fixtures.ParseBody(body); err != nil {
				t.Fatal(err)
			}
		}
		config.Answers = config.Answers.Plus(action, outcome, one)
	})
	if err != nil {
		t.Fatal(err)
	}
	drifted := map[string]bool{}
	for _, d := range hold(t, c, config).Drifts {
		drifted[d.Rule+" "+d.What+": "+d.Captured+", "+d.Other] = true
	}
	for _, want := range []string{
		"AddVServerGroupBackendServers/" + weights + " status: 400 InvalidWeight.Malformed, 409 InvalidWeight.Malformed",
		"AddVServerGroupBackendServers/" + weights + " body /VServerGroupName: text, absent",
		"AddVServerGroupBackendServers/" + weights + " body /Renamed: absent, text",
	} {
		if !drifted[want] {
			differs(t, "%q is not among %v", want, drifted)
		}
	}
}

// hold runs the captured scenarios against a mock and compares.
func hold(t *testing.T, c *capture.Capture, config mocktarget.Config) *capture.Comparison {
	t.Helper()
	wanted, made := map[string]bool{}, map[string][]*wire.Exchange{}
	for _, id := range c.Names() {
		wanted[id] = true
	}
	for _, o := range runAll(t, runtest.Load(t), run.Options{Target: mocktarget.New(config), Filter: plan.Filter{IDs: wanted}}).Outcomes {
		made[o.Scenario.ID()] = o.Exchanges
	}
	return c.Compare(made, runtest.Load(t).Document.Actions())
}

package suite_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/slbconform/slbconform/internal/guard"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/suite"
	"github.com/slbconform/slbconform/internal/suite/suitetest"
	"github.com/slbconform/slbconform/internal/target/capture"
	"github.com/slbconform/slbconform/reports"
)

// captured runs the wanted rules against a served mock, spoiling some calls, and returns the result and the capture.
func captured(t *testing.T, s *suite.Suite, often float64, rules []string) (*suite.Result, string) {
	t.Helper()
	c, server := troubled(t, often, 11, mock.Rules())
	_, l := openLive(t, server.URL)
	writer, name, dir := capture.Wrap(l), l.Run().Name("run"), filepath.Join(t.TempDir(), "capture")
	filter := suite.Filter{Rules: rules}
	if err := writer.Begin(dir, name, capture.Facts{Limited: filter.String()}); err != nil {
		t.Fatal(err)
	}
	ended := func(s *suite.Scenario, v reports.Verdict) { writer.Ended(s.ID(), string(v)) }
	result, err := s.Run(t.Context(), suite.Options{Target: writer, Name: name, Concurrency: 8, Filter: filter, Ended: ended})
	if err != nil {
		t.Fatal(err)
	}
	c.spoilAll("")
	if err := writer.Save(result.Incomplete); err != nil {
		t.Fatal(err)
	}
	return result, dir
}

func replayed(t *testing.T, s *suite.Suite, dir string, rules []string) *suite.Result {
	t.Helper()
	c, err := capture.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	result, err := s.Run(t.Context(), suite.Options{
		Target: capture.NewReplay(c, suitetest.IDs(s)), Name: c.Run, Concurrency: 8, Seed: 3, Filter: suite.Filter{Rules: rules},
	})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// A replay comes to the same verdicts as the run it was captured from, without a network and in another order, and
// calls what a mock said rehearsed. Nothing in the capture is secret or names the account's resources.
func TestAReplayComesToTheSameVerdicts(t *testing.T) {
	s := load(t)
	first, dir := captured(t, s, 0, nil)
	sameVerdicts(t, first, replayed(t, s, dir, nil))
	mustHoldNoSecret(t, dir)
}

// The faults of a night are studied at a desk too.
func TestAReplayOfFaultsComesToTheSameVerdicts(t *testing.T) {
	s := load(t)
	rules := []string{"server.weight.*", "error.*"}
	first, dir := captured(t, s, 1.0/10, rules)
	again := replayed(t, s, dir, rules)
	sameVerdicts(t, first, again)
	if n := count(again, reports.Inconclusive); n == 0 {
		t.Error("no call was spoiled; this test proves nothing")
	}
}

func sameVerdicts(t *testing.T, first, again *suite.Result) {
	t.Helper()
	if len(first.Outcomes) != len(again.Outcomes) {
		t.Errorf("%d scenarios, replayed %d", len(first.Outcomes), len(again.Outcomes))
	}
	verdicts := map[string]reports.Verdict{}
	for _, o := range first.Outcomes {
		verdicts[o.Scenario.ID()] = o.Verdict
	}
	for _, o := range again.Outcomes {
		if verdicts[o.Scenario.ID()] != o.Verdict {
			t.Errorf("%s: %s, replayed %s: %s", o.Scenario.ID(), verdicts[o.Scenario.ID()], o.Verdict, o.Reason)
		}
	}
	for _, f := range again.Faults {
		t.Errorf("%s: %s", f.Kind, f.Says)
	}
}

func count(r *suite.Result, v reports.Verdict) (n int) {
	for _, o := range r.Outcomes {
		if o.Verdict == v {
			n++
		}
	}
	return n
}

func mustHoldNoSecret(t *testing.T, dir string) {
	t.Helper()
	config := mockConfig(t)
	var secrets []string
	for _, c := range config.Account.Credentials {
		secrets = append(secrets, c.ID, c.Secret, c.Token)
	}
	for _, r := range config.Inventory.Roles {
		secrets = append(secrets, r.ID)
	}
	secrets = append(secrets, config.Account.ID, config.Inventory.VPC, config.Inventory.VSwitch)
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err == nil {
			err = guard.Check(data, secrets...)
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// A part of a capture may be replayed; what was not captured is not run.
func TestACaptureFitsItsRun(t *testing.T) {
	s := load(t)
	_, dir := captured(t, s, 0, []string{"server.weight.default", "server.type.default"})
	part := replayed(t, s, dir, []string{"server.weight.default"})
	if len(part.Faults) != 0 {
		t.Errorf("a part of a capture: %v", part.Faults)
	}
	more := replayed(t, s, dir, []string{"server.weight.default", "server.weight.range"})
	if n := count(more, reports.NotRun); n == 0 || len(more.Faults) != 0 {
		t.Errorf("%d scenarios are not run, faults %v", n, more.Faults)
	}
}

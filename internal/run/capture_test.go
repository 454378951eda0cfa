package run_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target/capture"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
)

// captured runs the wanted rules against a served mock, spoiling some calls, and returns the result and the capture.
func captured(t *testing.T, s *run.Suite, often float64, rules []string) (*run.Result, string) {
	t.Helper()
	c, server := faulty(t, often, 11, mock.Rules())
	_, l := openLive(t, server.URL)
	writer, name, dir := capture.Wrap(l), l.Run().Name("run"), filepath.Join(t.TempDir(), "capture")
	filter := plan.Filter{Rules: rules}
	if err := writer.Begin(dir, name, capture.Facts{Limited: filter.String()}); err != nil {
		t.Fatal(err)
	}
	ended := func(id string, v reports.Verdict) { writer.Ended(id, plan.RuleOf(id), string(v), nil) }
	result, err := s.Run(t.Context(), run.Options{Target: writer, Name: name, Concurrency: 8, Filter: filter, Ended: ended})
	if err != nil {
		t.Fatal(err)
	}
	c.always("")
	if err := writer.Save(result.Incomplete); err != nil {
		t.Fatal(err)
	}
	return result, dir
}

func replayed(t *testing.T, s *run.Suite, dir string, rules []string) *run.Result {
	t.Helper()
	c, err := capture.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	return replayOf(t, s, c, rules)
}

func replayOf(t *testing.T, s *run.Suite, c *capture.Capture, rules []string) *run.Result {
	t.Helper()
	result, err := s.Run(t.Context(), run.Options{
		Target: capture.NewReplay(c, runtest.IDs(s, c.Names()...), s.Document.Actions()), Name: c.Run, Concurrency: 8, Seed: 3, Filter: plan.Filter{Rules: rules},
	})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// The faults of a night are studied at a desk too.
func TestAReplayOfFaultsComesToTheSameVerdicts(t *testing.T) {
	t.Parallel()
	s := load(t)
	rules := []string{"server.weight.*", "error.*"}
	first, dir := captured(t, s, 1.0/10, rules)
	again := replayed(t, s, dir, rules)
	sameVerdicts(t, first, again)
	spoiled := func(x *wire.Exchange) bool { return !x.Complete() || x.Answer.Status >= 500 }
	if !slices.ContainsFunc(again.Outcomes, func(o *run.Outcome) bool { return slices.ContainsFunc(o.Exchanges, spoiled) }) {
		differs(t, "no call was spoiled; this test proves nothing")
	}
}

func sameVerdicts(t *testing.T, first, again *run.Result) {
	t.Helper()
	if len(first.Outcomes) != len(again.Outcomes) {
		differs(t, "%d scenarios, replayed %d", len(first.Outcomes), len(again.Outcomes))
	}
	verdicts := map[string]reports.Verdict{}
	for _, o := range first.Outcomes {
		verdicts[o.Scenario.ID()] = o.Verdict
	}
	for _, o := range again.Outcomes {
		if verdicts[o.Scenario.ID()] != o.Verdict {
			differs(t, "%s: %s, replayed %s: %s", o.Scenario.ID(), verdicts[o.Scenario.ID()], o.Verdict, o.Reason)
		}
	}
	for _, f := range again.Faults {
		differs(t, "%s: %s", f.Kind, f.Says)
	}
}

func count(r *run.Result, v reports.Verdict) (n int) {
	for _, o := range r.Outcomes {
		if o.Verdict == v {
			n++
		}
	}
	return n
}

// A part of a capture may be replayed; what was not captured is not run. A replay of a run that was
// cut short is cut short as well.
func TestACaptureFitsItsRun(t *testing.T) {
	t.Parallel()
	s := load(t)
	_, dir := captured(t, s, 0, []string{"server.weight.default", "server.type.default"})
	part := replayed(t, s, dir, []string{"server.weight.default"})
	if len(part.Faults) != 0 {
		differs(t, "a part of a capture: %v", part.Faults)
	}
	more := replayed(t, s, dir, []string{"server.weight.default", "server.weight.range"})
	if n := count(more, reports.NotRun); n == 0 || len(more.Faults) != 0 {
		differs(t, "%d scenarios are not run, faults %v", n, more.Faults)
	}
	cut, err := capture.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	cut.Unfinished = "it was interrupted"
	rest := replayOf(t, s, cut, []string{"server.weight.default", "server.weight.range"})
	if n := count(rest, reports.NotRun); n == 0 || !strings.Contains(rest.Incomplete, cut.Unfinished) {
		differs(t, "of a run that was cut short %d scenarios are not run, and it is incomplete for %q", n, rest.Incomplete)
	}
}

package capture_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/serve/servetest"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/capture"
	"github.com/slbconform/slbconform/internal/target/live"
	"github.com/slbconform/slbconform/reports"
)

func TestMain(m *testing.M) {
	debug.SetGCPercent(200) // as the program has it for itself
	goleak.VerifyTestMain(m)
}

// differs fails a test of a capture that is not as it should be. Where a scenario does not hold as it is written, the test
// of the root tells it, and this one is skipped.
func differs(t testing.TB, format string, args ...any) {
	t.Helper()
	runtest.SkipIfBroken(t)
	t.Errorf(format, args...)
}

func runAll(t testing.TB, s *run.Suite, o run.Options) *run.Result {
	t.Helper()
	result, err := s.Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// verdicts are those of a result, by scenario.
func verdicts(result *run.Result) map[string]string {
	out := map[string]string{}
	for _, o := range result.Outcomes {
		out[o.Scenario.ID()] = string(o.Verdict) + " " + o.Reason
	}
	return out
}

// served is a live run against a served mock, for tests to alter before it begins.
type served struct {
	s       *run.Suite
	site    *serve.Site
	options live.Options
	filter  plan.Filter
}

// serveMock serves the mock on loopback, behind whatever wrap puts before it, and sets the environment that a live run
// needs.
func serveMock(t *testing.T, wrap func(http.Handler) http.Handler) *served {
	t.Helper()
	return liveRun(t, servetest.Mock(t, serve.Options{}, wrap))
}

// impersonateService serves a mock that poses as the service.
func impersonateService(t *testing.T, wrap func(http.Handler) http.Handler) *served {
	t.Helper()
	return liveRun(t, servetest.Service(t, serve.Options{}, wrap))
}

func liveRun(t *testing.T, mock *servetest.Served) *served {
	t.Helper()
	if mock.Network == nil {
		mock.Network = &http.Transport{MaxIdleConnsPerHost: 16}
		t.Cleanup(mock.Network.CloseIdleConnections)
	}
	inventory, err := target.LoadInventory(os.DirFS(filepath.Dir(mock.Inventory)), filepath.Base(mock.Inventory), "inv.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return &served{s: runtest.Load(t), site: mock.Site, options: live.Options{
		Inventory: inventory, Run: target.NewRun(time.Now()), Keys: live.NewKeys(), Actions: runtest.Load(t).Document.Actions(), Journal: t.TempDir(),
		Limits: live.Limits{Rate: 1e6}, Timeout: 5 * time.Second, ReadBack: time.Second, Network: mock.Network,
	}}
}

func (v *served) name() string { return v.options.Run.Name("run") }

// captured runs the suite and keeps in a folder what it saw; nobody has sealed it.
func (v *served) captured(t *testing.T) (*capture.Writer, string, *run.Result) {
	t.Helper()
	to, err := live.New(t.Context(), v.options)
	if err != nil {
		t.Fatal(err)
	}
	w, dir := capture.Wrap(to), filepath.Join(t.TempDir(), "capture")
	facts := capture.Facts{PageDate: "2026-03-04", Module: "(devel)", SDK: "sdk", Limited: v.filter.String()}
	if err := w.Begin(dir, v.name(), facts); err != nil {
		t.Fatal(err)
	}
	ended := func(id string, v reports.Verdict) { w.Ended(id, plan.RuleOf(id), string(v), nil) }
	return w, dir, runAll(t, v.s, run.Options{Target: w, Name: v.name(), Filter: v.filter, Concurrency: 8, Seed: 7, Ended: ended})
}

// capture runs the suite and seals what it saw.
func (v *served) capture(t *testing.T) (string, *run.Result) {
	t.Helper()
	w, dir, result := v.captured(t)
	if err := w.Save(result.Incomplete); err != nil {
		t.Fatal(err)
	}
	return dir, result
}

// replay runs the suite against a capture.
func replay(t *testing.T, s *run.Suite, dir string, o run.Options) *run.Result {
	t.Helper()
	c, err := capture.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	o.Target, o.Name = capture.NewReplay(c, runtest.IDs(s, c.Names()...), s.Document.Actions()), c.Run
	return runAll(t, s, o)
}

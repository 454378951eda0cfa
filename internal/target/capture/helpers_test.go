package capture_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/slbconform/slbconform/features"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/suite"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/capture"
	"github.com/slbconform/slbconform/internal/target/live"
	"github.com/slbconform/slbconform/spec"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func load(t testing.TB) *suite.Suite {
	t.Helper()
	s, err := suite.Load(features.Files, spec.Files)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func run(t testing.TB, s *suite.Suite, o suite.Options) *suite.Result {
	t.Helper()
	result, err := s.Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// verdicts are those of a result, by scenario.
func verdicts(result *suite.Result) map[string]string {
	out := map[string]string{}
	for _, o := range result.Outcomes {
		out[o.Scenario.ID()] = string(o.Verdict) + " " + o.Reason
	}
	return out
}

func ids(s *suite.Suite) []string {
	var out []string
	for i := range s.Plan.Scenarios {
		out = append(out, s.Plan.Scenarios[i].ID())
	}
	return out
}

// served is a live run against a served mock, for tests to alter before it begins.
type served struct {
	s       *suite.Suite
	options live.Options
	filter  suite.Filter
}

// serveMock serves the mock on loopback, behind whatever wrap puts before it, and sets the environment that a live run
// needs.
func serveMock(t *testing.T, wrap func(http.Handler) http.Handler) *served {
	t.Helper()
	site, err := serve.NewSite(serve.Options{})
	if err != nil {
		t.Fatal(err)
	}
	handler := site.Handler
	if wrap != nil {
		handler = wrap(handler)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	dir := t.TempDir()
	if err := site.WriteInventory(filepath.Join(dir, "inv.yaml"), server.URL); err != nil {
		t.Fatal(err)
	}
	inventory, err := target.LoadInventory(os.DirFS(dir), "inv.yaml", "inv.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := site.WriteEnv(filepath.Join(dir, "env.sh"), ""); err != nil {
		t.Fatal(err)
	}
	main, err := site.Main()
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"ALIBABA_CLOUD_ACCESS_KEY_ID": main.ID, "ALIBABA_CLOUD_ACCESS_KEY_SECRET": main.Secret, "ALIBABA_CLOUD_SECURITY_TOKEN": "",
		"ALIBABA_CLOUD_CONFIG_FILE": filepath.Join(dir, "env.sh.profiles.json"), "ALIBABA_CLOUD_CREDENTIALS_FILE": "", "ALIBABA_CLOUD_PROFILE": "",
		"ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true", "HOME": t.TempDir(),
	} {
		t.Setenv(name, value)
	}
	network := &http.Transport{MaxIdleConnsPerHost: 16}
	t.Cleanup(network.CloseIdleConnections)
	return &served{s: load(t), options: live.Options{
		Inventory: inventory, Run: target.NewRun(time.Now()), Keys: live.NewKeys(), Journal: t.TempDir(),
		Limits: live.Limits{Rate: 1e6}, Timeout: 5 * time.Second, ReadBack: time.Second, Network: network,
	}}
}

func (v *served) name() string { return v.options.Run.Name("run") }

// run runs the suite and keeps what it saw.
func (v *served) run(t *testing.T) (*capture.Writer, *suite.Result) {
	t.Helper()
	to, err := live.New(t.Context(), v.options)
	if err != nil {
		t.Fatal(err)
	}
	w := capture.Wrap(to)
	return w, run(t, v.s, suite.Options{Target: w, Name: v.name(), Filter: v.filter, Concurrency: 8, Seed: 7})
}

// capture runs the suite and saves what it saw.
func (v *served) capture(t *testing.T) (string, *suite.Result) {
	t.Helper()
	w, result := v.run(t)
	dir := filepath.Join(t.TempDir(), "capture")
	plain := map[string]string{}
	for _, o := range result.Outcomes {
		plain[o.Scenario.ID()] = string(o.Verdict)
	}
	facts := capture.Facts{PageDate: "2026-03-04", Module: "(devel)", SDK: "sdk", Limited: v.filter.String()}
	if err := w.Save(dir, v.name(), facts, plain, result.Secrets()); err != nil {
		t.Fatal(err)
	}
	return dir, result
}

// replay runs the suite against a capture.
func replay(t *testing.T, s *suite.Suite, dir string, o suite.Options) *suite.Result {
	t.Helper()
	c, err := capture.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	o.Target, o.Name = capture.NewReplay(c, ids(s)), c.Run
	return run(t, s, o)
}

package run_test

import (
	"context"
	"errors"
	"flag"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/target/mocktarget"

	"go.uber.org/goleak"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/reports"
)

func TestMain(m *testing.M) {
	runtest.CollectSeldom()
	runtest.WaitTogether()
	flag.Bool("update", false, "write generated files anew")
	flag.Int("repeat", 1, "how often the whole suite runs, each time in another order")
	dir, err := os.MkdirTemp("", "suite")
	if err := errors.Join(err, beTheMock(dir)); err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		os.RemoveAll(dir)
		os.Exit(code)
	}))
}

// beTheMock gives live runs against a served mock its published credentials, by the platform's default chain, and
// those of the second identities as profiles in dir.
func beTheMock(dir string) error {
	site, err := serve.NewSite(serve.Options{})
	if err != nil {
		return err
	}
	main := site.Account.Profile("main")
	env := filepath.Join(dir, "env.sh")
	return errors.Join(
		site.WriteEnv(env, "http://127.0.0.1", ""),
		os.Setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", main.ID),
		os.Setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", main.Secret),
		os.Setenv("ALIBABA_CLOUD_CONFIG_FILE", env+".profiles.json"),
		os.Setenv("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true"),
	)
}

func repeat() int { return flag.Lookup("repeat").Value.(flag.Getter).Get().(int) }

func load(t testing.TB) *run.Suite { return runtest.Load(t) }

func mockConfig(t testing.TB) mocktarget.Config { return runtest.MockConfig(t) }

func mustRun(t testing.TB, s *run.Suite, o run.Options) *run.Result {
	t.Helper()
	result, err := s.Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// differs fails a test of a run that is not as it should be. Where a scenario does not hold as it is written, the test of
// the root tells it, and this one is skipped.
func differs(t testing.TB, format string, args ...any) {
	t.Helper()
	runtest.SkipIfBroken(t)
	t.Errorf(format, args...)
}

// unexpectedAtMost fails the test if a rule is violated, or none is unexpected.
func unexpectedAtMost(t testing.TB, result *run.Result) {
	t.Helper()
	said := false
	for _, r := range result.Rules {
		if said = said || r.Verdict == reports.Unexpected; r.Verdict == reports.Violates {
			differs(t, "%s: %s", r.ID, r.Reason)
		}
	}
	if !said {
		differs(t, "nothing is said of it")
	}
}

// mustHold runs scenarios, and fails the test unless every one was rehearsed, every rule of theirs with it, and nothing
// was broken or left behind.
func mustHold(t testing.TB, s *run.Suite, o run.Options) *run.Result {
	t.Helper()
	wanted, err := o.Filter.Wanted(s.Plan, s.Ledger)
	if err != nil {
		t.Fatal(err)
	}
	scenarios, tested := 0, map[string]bool{}
	for _, one := range s.Plan.Scenarios {
		if wanted(one) {
			scenarios++
			tested[one.Rule] = true
		}
	}
	result := mustRun(t, s, o)
	if slices.ContainsFunc(result.Outcomes, func(o *run.Outcome) bool { return o.Verdict != reports.Rehearsed }) {
		runtest.SkipIfBroken(t)
	}
	if len(result.Outcomes) != scenarios || result.Incomplete != "" {
		differs(t, "%d of %d scenarios came to their end: %s", len(result.Outcomes), scenarios, result.Incomplete)
	}
	for _, o := range result.Outcomes {
		if o.Verdict != reports.Rehearsed {
			differs(t, "%s: %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
		}
	}
	for _, f := range result.Faults {
		differs(t, "%s: %s", f.Kind, f.Says)
	}
	for _, r := range result.Rules {
		if tested[r.ID] != (r.Verdict == reports.Rehearsed) {
			differs(t, "rule %s: %s: %s", r.ID, r.Verdict, r.Reason)
		}
	}
	return result
}

// some are the rules of operations that write, list and read.
func some() plan.Filter {
	return plan.Filter{Rules: []string{"RemoveVServerGroupBackendServers/*", "DescribeVServerGroups/*", "DescribeVServerGroupAttribute/*", "platform/*"}}
}

// atATime are the rules that a test runs as often as -repeat says: all of them, or some where it runs once, for the whole
// suite runs in another order, many at once, in TestWhatARunShowsIsWrittenDown, and live, in .ci/run, in cmd/slbconform.
func atATime() plan.Filter {
	if repeat() > 1 {
		return plan.Filter{}
	}
	return some()
}

func TestAnyOrderAndAnyConcurrency(t *testing.T) {
	s, config := load(t), mockConfig(t)
	for i := range repeat() {
		o := run.Options{Target: mocktarget.New(config), Audit: true, Seed: int64(i + 2), Concurrency: 1 + (i+2)*5%16, Filter: atATime()}
		mustHold(t, s, o)
		if t.Failed() {
			t.Fatalf("with seed %d and %d scenarios at once", o.Seed, o.Concurrency)
		}
	}
}

// shared is one mock behind real HTTP, with one state for all scenarios.
type shared struct {
	target.Target
	about     target.Description
	service   *mock.Service
	transport *http.Transport
}

func newShared(t testing.TB) *shared {
	config := mockConfig(t)
	service, err := mock.New(config.Account, config.Answers, config.Table, mock.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(service)
	t.Cleanup(server.Close)
	inner := mocktarget.New(config)
	about := inner.Describe()
	about.Endpoint, about.Shared = server.URL, true
	transport := &http.Transport{MaxIdleConnsPerHost: 16}
	t.Cleanup(transport.CloseIdleConnections)
	return &shared{Target: inner, about: about, service: service, transport: transport}
}

func (s *shared) Describe() target.Description { return s.about }

func (s *shared) Open(ctx context.Context, scenario string) (*target.Session, error) {
	session, err := s.Target.Open(ctx, scenario)
	if err != nil {
		return nil, err
	}
	session.Transport, session.Broke = s.transport, s.service.Broke
	return session, nil
}

func TestOneSharedMockOverLoopback(t *testing.T) {
	s := load(t)
	for i := range repeat() {
		mustHold(t, s, run.Options{Target: newShared(t), Audit: true, Seed: int64(i + 1), Concurrency: 8, Filter: atATime()})
	}
}

// withoutNetwork lets every way out of the process fail: the resolver, and the transport that everybody shares.
func withoutNetwork(t *testing.T) {
	refuse := func(context.Context, string, string) (net.Conn, error) {
		differs(t, "the network was touched")
		return nil, errors.New("no network in this test")
	}
	resolver, transport := net.DefaultResolver, http.DefaultTransport
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: refuse}
	http.DefaultTransport = &http.Transport{DialContext: refuse}
	t.Cleanup(func() { net.DefaultResolver, http.DefaultTransport = resolver, transport })
}

func TestARunThatIsCutShortSaysSo(t *testing.T) {
	s := load(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	result, err := s.Run(ctx, run.Options{Target: mocktarget.New(mockConfig(t))})
	if err != nil {
		t.Fatal(err)
	}
	if result.Incomplete == "" {
		differs(t, "a run that was cut short calls itself complete")
	}
	for _, r := range result.Rules {
		if r.Verdict != reports.NotRun || r.Reason == "" {
			differs(t, "rule %s: %s: %q; nothing of it was run", r.ID, r.Verdict, r.Reason)
		}
	}
}

// Without a seed scenarios run in the order of their files.
func TestTheOrderOfARun(t *testing.T) {
	s := load(t)
	order := func(seed int64) (ids []string) {
		ended := func(id string, _ reports.Verdict) { ids = append(ids, id) }
		mustRun(t, s, run.Options{Target: mocktarget.New(mockConfig(t)), Seed: seed, Ended: ended, Filter: plan.Filter{Rules: []string{"server.weight.range"}}})
		return ids
	}
	plain, other := order(0), order(7)
	var files []string
	for _, one := range s.Plan.Scenarios {
		if id := one.ID(); slices.Contains(plain, id) {
			files = append(files, id)
		}
	}
	if !slices.Equal(plain, files) || slices.Equal(other, files) || !slices.Equal(other, order(7)) {
		differs(t, "without a seed the order is %q, with one %q", plain, other)
	}
}

func TestFilteredRulesKeepTheirRow(t *testing.T) {
	s := load(t)
	result := mustRun(t, s, run.Options{Target: mocktarget.New(mockConfig(t)), Filter: plan.Filter{Rules: []string{"server.weight.*"}}})
	if len(result.Rules) != len(s.Ledger.Rules) {
		t.Fatalf("%d of %d rules have a verdict", len(result.Rules), len(s.Ledger.Rules))
	}
	for _, r := range result.Rules {
		wanted := strings.HasSuffix(r.ID, "/server.weight.range") || strings.HasSuffix(r.ID, "/server.weight.default")
		if wanted != (r.Verdict == reports.Rehearsed) {
			differs(t, "rule %s: %s: %s", r.ID, r.Verdict, r.Reason)
		}
	}
}

package harness_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/serve/servetest"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
)

// inside says to this test binary that it was started by one of the tests below.
const inside = "TEST_INSIDE"

// TestMain is that of the root where a test started this program: it holds that -run and -skip leave something.
func TestMain(m *testing.M) {
	flag.Parse()
	if os.Getenv(inside) == "" {
		os.Exit(runtest.Run(m))
	}
	os.Exit(harness.New(flag.NewFlagSet("", flag.ContinueOnError)).Main(m, os.Stdout))
}

// TestConformance is what the tests below let a process of its own run; it has the name that -run is held against.
func TestConformance(t *testing.T) {
	if os.Getenv(inside) == "" {
		t.Skip("runs inside another test only")
	}
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	tested := harness.New(flags)
	if err := flags.Parse(strings.Fields(os.Getenv(inside))); err != nil {
		t.Fatal(err)
	}
	if flags.Lookup("concurrency").Value.String() == "1" {
		defer interrupt()()
	}
	t.Cleanup(func() { tested.End(os.Stdout, 0) })
	tested.Test(t)
}

// interrupt presses ctrl-C once, in the middle of the run.
func interrupt() (stop func()) {
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		panic(err) // this process is there
	}
	heard, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(heard, os.Interrupt)
	go func() {
		select {
		case <-done:
		case <-time.After(300 * time.Millisecond):
			_ = self.Signal(os.Interrupt)
		}
	}()
	return func() { close(done); signal.Stop(heard) }
}

// process runs TestConformance with flags, and returns what it said and whether it failed.
func process(t *testing.T, flags string, more ...string) (said string, failed bool) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Minute)
	defer stop()
	command := exec.CommandContext(ctx, os.Args[0], append([]string{"-test.run=^TestConformance$"}, more...)...)
	command.Env = append(os.Environ(), inside+"="+flags)
	out, err := command.CombinedOutput()
	return string(out), err != nil
}

func TestAnInterruptedRunFailsAndSaysThatItIsIncomplete(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows gives a process no way to interrupt itself")
	}
	said, failed := process(t, "-reports - -concurrency 1")
	for _, want := range []string{"incomplete", "go test: interrupt signal received: it begins no more scenarios", "a second signal ends it at once"} {
		if !failed || !strings.Contains(said, want) {
			t.Errorf("failed: %t; it should say %q:\n%s", failed, want, said)
		}
	}
	if strings.Contains(said, "inconclusive") {
		t.Errorf("what an interrupt ends in the middle is not run:\n%s", said)
	}
}

// A live run ends before go test ends it by force, removes what it created, and says so.
func TestALiveRunEndsBeforeItsTest(t *testing.T) {
	runtest.Sequential(t)
	var mu sync.Mutex
	created, left := 0, map[string]string{} // what is there, by its id: the load balancer with which it is gone
	mock := servetest.Mock(t, serve.Options{See: func(x *wire.Exchange) {
		mu.Lock()
		defer mu.Unlock()
		var made struct {
			LoadBalancerID string `json:"LoadBalancerId"`
			VServerGroupID string `json:"VServerGroupId"`
		}
		if !x.Succeeded() || wire.Decode(x.Answer.Body, &made) != nil {
			return
		}
		switch of := x.Request.Params(); x.Action {
		case "CreateLoadBalancer":
			created++
			left[made.LoadBalancerID] = made.LoadBalancerID
		case "CreateVServerGroup":
			left[made.VServerGroupID] = of.Get("LoadBalancerId")
		case "DeleteVServerGroup":
			delete(left, of.Get("VServerGroupId"))
		case "DeleteLoadBalancer":
			maps.DeleteFunc(left, func(_, on string) bool { return on == of.Get("LoadBalancerId") })
		}
	}}, nil)
	began := time.Now()
	process(t, "-rules server.weight.range -reports -")
	limit := max(8*time.Second, 15*time.Since(began)) // a busy machine takes longer to begin, and to write a report
	rate := fmt.Sprintf("%.2f", 64/limit.Seconds())   // and the longer it has, the less it may do: the whole takes many times as long
	said, failed := process(t, "-target live -inventory "+mock.Inventory+" -rules AddVServerGroupBackendServers/* -rate "+rate+" -concurrency 2 -capture - -reports "+t.TempDir(), "-test.timeout="+limit.String())
	if !failed || !strings.Contains(said, "the time limit of go test is near") || strings.Contains(said, "panic: ") {
		t.Errorf("failed: %t; it said:\n%s", failed, said)
	}
	mu.Lock()
	defer mu.Unlock()
	if created == 0 || len(left) > 0 {
		t.Errorf("%d load balancers were created, and these are left: %v", created, left)
	}
}

// Run twice with -count, each scenario is shown twice, and each summary and the files say what one run did.
func TestNumbersOfTwoRunsAgree(t *testing.T) {
	runtest.Sequential(t)
	dir := t.TempDir()
	said, failed := process(t, "-rules server.weight.* -reports "+dir, "-test.count=2", "-test.v")
	file := func(name string) string {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatalf("%v; it said:\n%s", err, said)
		}
		return string(data)
	}
	r, err := reports.Read([]byte(file("conformance.json")))
	if err != nil {
		t.Fatal(err)
	}
	shown := len(regexp.MustCompile(`(?m)^ +--- PASS: TestConformance/[^/\n]+/[^/\n]+/\S`).FindAllString(said, -1))
	if n := r.Totals.Scenarios.Sum(); failed || n < 10 || shown != 2*n || strings.Count(file("junit.xml"), "<testcase ") != n {
		t.Errorf("failed: %t; %d scenarios are shown in two runs, the report has %d, junit.xml %d", failed, shown, n, strings.Count(file("junit.xml"), "<testcase "))
	}
	if strings.Count(said, r.Headline) != 2 || !strings.Contains(file("summary.md"), r.Headline) {
		t.Errorf("%q is not the headline of both runs:\n%s", r.Headline, said)
	}
}

func TestAReportThatCannotBeWrittenIsNotPointedAt(t *testing.T) {
	runtest.Sequential(t)
	dir := t.TempDir()
	file, link := filepath.Join(dir, "file"), filepath.Join(dir, "link")
	if err := errors.Join(os.WriteFile(file, nil, 0o644), os.Symlink("gone", link)); err != nil {
		t.Fatal(err)
	}
	for at, says := range map[string]string{
		file: "not a directory",
		link: link + " is a link to gone, where nothing is", filepath.Join(link, "night"): link + " is a link to gone, where nothing is",
	} {
		said, failed := process(t, "-rules server.running -reports "+at)
		if !failed || strings.Contains(said, "index.html") || !strings.Contains(said, says) {
			t.Errorf("failed: %t; it should say %q, and said:\n%s", failed, says, said)
		}
	}
}

// Whatever is selected, nothing is an error, with the name that was probably meant.
func TestSelectingNothingIsAnError(t *testing.T) {
	runtest.Sequential(t)
	for says, flags := range map[string][2]string{
		"did you mean -run 'TestConformance//server.weight.range'?":                              {"", "-test.run=server.weight.range"},
		"did you mean -run 'TestConformance/AddVServerGroupBackendServers/server.weight.range'?": {"", "-test.run=TestConformance/AddVServerGroupBackendServrs/server.wieght.range"},
		"did you mean -run 'TestConformance/AddVServerGroupBackendServers/error/an_ENI.*'?":      {"", "-test.run=TestConformance/AddVServerGroupBackendServers/erorr/an_ENI.*"},
		"did you mean -run 'TestConformance/AddVServerGroupBackendServers/server.weight'?":       {"", "-test.run=TestConformance/AddVServerGroupBackendServers/server.wieght"},
		"did you mean -run 'TestConformance/AddVServerGroup'?":                                   {"", "-test.run=TestConformance/AddVServerGroup$"},
		"did you mean -run 'TestConformance'?":                                                   {"", "-test.run=TestConformnce"},
		"; by itself, -run chooses some":                                                         {"-rules server.weight.range", "-test.run=TestConformance/CreateVServerGroup/error"},
		"-skip TestConformance/.":                                                                {"", "-test.skip=TestConformance/."},
		"-skip .":                                                                                {"", "-test.skip=."},
		"-count 0 runs nothing":                                                                  {"", "-test.count=0"},
	} {
		said, failed := process(t, "-reports - "+flags[0], strings.Fields(flags[1])...)
		if !failed || !strings.Contains(said, says) {
			t.Errorf("%s, failed: %t; it said:\n%s", flags, failed, said)
		}
	}
}

// What leaves out the scenarios, and other tests in, says so; who wants no test is told of no other.
func TestLeavingOutTheScenariosIsSaid(t *testing.T) {
	runtest.Sequential(t)
	said, failed := process(t, "-reports -", "-test.run=TestExitCodes|TestConformance", "-test.skip=TestConformance")
	if want := "No scenario was run: -run TestExitCodes|TestConformance -skip TestConformance leaves out TestConformance.\n"; failed || !strings.HasSuffix(said, want) {
		t.Errorf("failed: %t; it said:\n%s", failed, said)
	}
	if said, failed := process(t, "-reports -", "-test.run=^$"); !failed || strings.Contains(said, "did you mean") {
		t.Errorf("failed: %t; it said:\n%s", failed, said)
	}
}

// The seed of a random order is printed, and stands in the command that repeats a scenario.
func TestTheSeedOfARandomOrder(t *testing.T) {
	runtest.Sequential(t)
	dir := t.TempDir()
	said, failed := process(t, "-order random -rules server.weight.default -reports "+dir)
	_, seed, printed := strings.Cut(said, "seed ")
	seed, _, _ = strings.Cut(seed, "\n")
	report, err := os.ReadFile(filepath.Join(dir, "conformance.json"))
	if failed || !printed || err != nil || !strings.Contains(string(report), " -order "+seed+"\"") {
		t.Errorf("failed: %t, seed %q, %v; it said:\n%s", failed, seed, err, said)
	}
}

func TestAWordThatIsNoFlagIsAnError(t *testing.T) {
	said, failed := process(t, "-reports - server.running")
	if !failed || !strings.Contains(said, `"server.running" is none`) {
		t.Errorf("failed: %t; it said:\n%s", failed, said)
	}
}

package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/live"
)

// TestMain lets the tests start the program itself: a process that can be killed.
func TestMain(m *testing.M) {
	if os.Getenv("TEST_AS_PROGRAM") != "" {
		os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
	}
	runtest.WaitTogether()
	http.DefaultClient.Timeout = time.Minute // of a server that never answers
	os.Exit(runtest.Run(m))
}

// account is a served mock with the files that a live run needs.
type account struct {
	t         *testing.T
	dir       string
	inventory string // file
	site      *serve.Site
	marked    chan struct{} // a run creates a group, which it marks
	used      atomic.Bool   // every load balancer has a listener of somebody else, which leads to every group

	environment []string // of the program, after that which serve writes
}

func serveAccount(t *testing.T, o serve.Options) *account {
	t.Helper()
	site, err := serve.NewSite(o)
	if err != nil {
		t.Fatal(err)
	}
	return serveAt(t, site, nil)
}

// serveThrough is an account whose answers something does something to.
func serveThrough(t *testing.T, through func(http.Handler) http.Handler) *account {
	t.Helper()
	site, err := serve.NewSite(serve.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return serveAt(t, site, through)
}

func serveAt(t *testing.T, site *serve.Site, through func(http.Handler) http.Handler) *account {
	t.Helper()
	var handler http.Handler = site.Handler
	if through != nil {
		handler = through(handler)
	}
	a := &account{t: t, dir: t.TempDir(), site: site, marked: make(chan struct{}, 1)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a.used.Load() {
			inUse(w, r, handler)
			return
		}
		handler.ServeHTTP(w, r)
		if r.Header.Get("X-Acs-Action") == "CreateVServerGroup" {
			select {
			case a.marked <- struct{}{}:
			default: // nobody has seen the last one
			}
		}
	}))
	t.Cleanup(server.Close)
	a.inventory = filepath.Join(a.dir, "inv.yaml")
	if err := site.WriteInventory(a.inventory, server.URL); err != nil {
		t.Fatal(err)
	}
	if err := site.WriteEnv(filepath.Join(a.dir, "env.sh"), server.URL, ""); err != nil {
		t.Fatal(err)
	}
	return a
}

// inUse answers as a service where somebody else has a listener on every load balancer, which leads to every group.
func inUse(w http.ResponseWriter, r *http.Request, handler http.Handler) {
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, r)
	body := strings.ReplaceAll(answer.Body.String(), `"Listener":[]`, `"Listener":[{"Port":80,"Protocol":"tcp"}]`)
	if r.Header.Get("X-Acs-Action") == "DescribeLoadBalancerAttribute" {
		body = `{"RequestId":"1","ListenerPorts":{"ListenerPort":[80]}}`
	}
	w.WriteHeader(answer.Code)
	_, _ = io.WriteString(w, body)
}

// program is the program as a process with the environment that serve writes, in a folder of its own: for what only a
// process can show, and for tests that run beside each other.
func (a *account) program(args ...string) *exec.Cmd {
	ctx, stop := context.WithTimeout(a.t.Context(), 5*time.Minute) // a program that hangs fails its test, and no more
	a.t.Cleanup(stop)
	c := exec.CommandContext(ctx, os.Args[0], args...)
	c.WaitDelay = 10 * time.Second // for whoever holds its output
	c.Dir = a.dir
	c.Env = slices.Concat([]string{"TEST_AS_PROGRAM=1", "GOGC=400"}, a.credentials(), a.environment)
	return c
}

// credentials are the variables of the environment in which a run finds the identities of the account.
func (a *account) credentials() []string {
	main := a.site.Account.Profile("main")
	return []string{
		"HOME=" + a.dir, "ALIBABA_CLOUD_ECS_METADATA_DISABLED=true",
		"ALIBABA_CLOUD_ACCESS_KEY_ID=" + main.ID, "ALIBABA_CLOUD_ACCESS_KEY_SECRET=" + main.Secret,
		"ALIBABA_CLOUD_CONFIG_FILE=" + filepath.Join(a.dir, "env.sh.profiles.json"),
	}
}

// run does in this process what program does in one of its own, and returns the exit code and what was said.
func (a *account) run(args ...string) (code int, said []byte) {
	a.t.Helper()
	a.t.Chdir(a.dir)
	for _, line := range os.Environ() {
		if name, _, _ := strings.Cut(line, "="); strings.HasPrefix(name, "SLBCONFORM_") || strings.HasPrefix(name, "ALIBABA_CLOUD_") {
			a.t.Setenv(name, "")
		}
	}
	if !slices.Contains(args, "-dry-run") { // which needs none
		for _, line := range a.credentials() {
			name, value, _ := strings.Cut(line, "=")
			a.t.Setenv(name, value)
		}
	}
	var out bytes.Buffer
	code = run(args, &out, &out)
	return code, out.Bytes()
}

// live are the arguments of a live run.
func (a *account) live(more ...string) []string {
	return append([]string{"run", "-target", "live", "-inventory", a.inventory, "-rate", "100000"}, more...)
}

// api asks the account directly.
func (a *account) api() (*live.API, *target.Inventory) {
	a.t.Helper()
	inv, err := target.LoadInventory(os.DirFS(a.dir), "inv.yaml", "inv.yaml")
	if err != nil {
		a.t.Fatal(err)
	}
	main := a.site.Account.Profile("main")
	api := live.NewAPI(inv, nil, runtest.Load(a.t).Document.Actions(), 10*time.Second)
	api.Credentials = func() (target.Credentials, error) {
		return target.Credentials{AccessKeyID: main.ID, AccessKeySecret: main.Secret}, nil
	}
	return api, inv
}

// left lists what carries the mark of a run.
func (a *account) left() []live.Swept {
	a.t.Helper()
	api, inv := a.api()
	swept, err := api.Sweep(a.t.Context(), live.Sweep{Keep: live.BalancersOf(inv), Now: time.Now()})
	if err != nil {
		a.t.Fatal(err)
	}
	return swept
}

// The two commands of the documentation: serve, then a live run against it. Nothing is left, nothing is confirmed; the
// calls are those that the dry run told, and that the policy of the guide grants; its capture is replayed.
func TestALiveRunAgainstTheServedMock(t *testing.T) {
	if testing.Short() {
		t.Skip("a whole run is left to the run without -short")
	}
	called, guide := &calls{}, read(t, "../../docs/live.md")
	a := serveAccount(t, serve.Options{See: called.see})
	out := a.asTold(called, true)
	for _, want := range []string{"0 confirmed by the service", "against a served mock at http://127.0.0.1"} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	if m := regexp.MustCompile(`(\d+) of (\d+) provoked`).FindSubmatch(out); m == nil || !bytes.Equal(m[1], m[2]) {
		t.Errorf("not every code is provoked in\n%s", out)
	}
	if left := a.left(); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if code, out := a.run("sweep", "-inventory", a.inventory); code != harness.ExitOK {
		t.Errorf("a sweep ends with %d:\n%s", code, out)
	}
	areGranted(t, guide, called.made())
	a.isReplayed()
}

// isReplayed holds that the capture of a live run gives its verdicts again, and that the mock in process answers as the
// served one did.
func (a *account) isReplayed() {
	a.t.Helper()
	for _, args := range []string{"run -target replay -capture reports/out/capture -reports replayed", "compare -capture reports/out/capture"} {
		if code, out := a.run(strings.Fields(args)...); code != harness.ExitOK {
			a.t.Errorf("%s: exit code %d\n%s", args, code, out)
		}
	}
	a.sameVerdicts()
}

// sameVerdicts holds that a replay came to the verdicts of its run.
func (a *account) sameVerdicts() {
	a.t.Helper()
	live, err := readReport(filepath.Join(a.dir, "reports/out/conformance.json"))
	if err != nil {
		a.t.Fatal(err)
	}
	replayed, err := readReport(filepath.Join(a.dir, "replayed/conformance.json"))
	if err != nil {
		a.t.Fatal(err)
	}
	for i := range live.Scenarios {
		if was, is := live.Scenarios[i], replayed.Scenarios[i]; was.ID != is.ID || was.Verdict != is.Verdict {
			a.t.Errorf("%s: %s; replayed, %s: %s", was.ID, was.Verdict, is.ID, is.Verdict)
		}
	}
}

// Killed at random moments again and again, then swept: nothing of ours is left. TEST_KILLS says how often.
func TestKilledAtRandomMoments(t *testing.T) {
	t.Parallel() // it is mostly waiting
	kills := 5
	if n, err := strconv.Atoi(os.Getenv("TEST_KILLS")); err == nil {
		kills = n
	}
	if testing.Short() {
		kills = 2
	}
	a := serveAccount(t, serve.Options{})
	standing := a.groups()
	killed := func(after func()) {
		c := a.program(a.live("-rate", "30", "-rules", "server.weight.*,error.InvalidBackendServers.*,error.OperationFailed.*")...)
		start(t, c)
		after()
		_ = c.Process.Kill()
		_ = c.Wait()
	}
	for range kills {
		killed(func() { time.Sleep(300*time.Millisecond + time.Duration(rand.Int64N(int64(time.Second)))) }) // of a run of some seconds
	}
	killed(func() { // on a slow machine none of them may have created anything
		for end := time.Now().Add(time.Minute); len(a.left()) < 2 && time.Now().Before(end); {
			time.Sleep(10 * time.Millisecond)
		}
	})
	t.Logf("%d killed runs left %d things", kills, len(a.left()))
	sweep := func(most int) (*os.ProcessState, []byte) {
		c := a.program("sweep", "-inventory", a.inventory, "-older-than", "0s", "-max", fmt.Sprint(most), "-delete")
		out, _ := c.CombinedOutput()
		return c.ProcessState, out
	}
	if ended, out := sweep(1); ended.ExitCode() != harness.ExitLeaked || !bytes.Contains(out, []byte("no more than 1 are removed at once")) {
		t.Errorf("beyond -max 1: %v\n%s", ended, out)
	}
	ended, out := sweep(100 * kills)
	if left := a.left(); !ended.Success() || len(left) != 0 {
		t.Errorf("left after a sweep: %v, %v\n%s", left, ended, out)
	}
	if n := a.groups(); n != standing {
		t.Errorf("%d groups of others are there, %d were", n, standing)
	}
}

// groups counts the vServer groups on the load balancers that the account began with.
func (a *account) groups() int {
	a.t.Helper()
	api, inv := a.api()
	n := 0
	for _, lb := range live.BalancersOf(inv) {
		groups, err := api.Groups(a.t.Context(), lb)
		if err != nil {
			a.t.Fatal(err)
		}
		n += len(groups)
	}
	return n
}

// awaitMarked waits until a run that was started has created something; what was created before is forgotten.
func (a *account) awaitMarked() {
	a.t.Helper()
	select {
	case <-a.marked:
	default:
	}
	select {
	case <-a.marked:
	case <-time.After(30 * time.Second):
		a.t.Fatal("the run creates nothing")
	}
}

func start(t *testing.T, c *exec.Cmd) {
	t.Helper()
	var out strings.Builder
	c.Stdout, c.Stderr = &out, &out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
}

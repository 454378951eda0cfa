package main

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/serve/servetest"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/live"
	"github.com/slbconform/slbconform/internal/wire"
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

// machine is a folder in which the program runs as a process, with the environment and the inventory of a served mock.
type machine struct {
	*servetest.Served
	t           testing.TB
	dir         string
	environment []string    // after that of the mock
	here        bool        // the program runs in the test's process, which has read all files before
	used        atomic.Bool // every load balancer has a listener of somebody else, which leads to every group

	mu          sync.Mutex
	asked, done map[string]int // calls that the mock saw, and those that it did not refuse, by action
}

// newMachine is a machine with a mock, whose answers through does something to: nil for nothing.
func newMachine(t testing.TB, through func(http.Handler) http.Handler) *machine {
	t.Helper()
	m := &machine{t: t, dir: t.TempDir(), asked: map[string]int{}, done: map[string]int{}}
	m.Served = servetest.Beside(t, serve.Options{See: m.see}, func(next http.Handler) http.Handler {
		if through != nil {
			next = through(next)
		}
		return servetest.Changed(next, m.inUse)
	})
	m.Site.Inventory.Endpoint = m.URL
	return m
}

// newMachineHere is a machine whose program runs in the test's own process, where nothing is tried of a process.
func newMachineHere(t *testing.T) *machine {
	t.Helper()
	m := newMachine(t, nil)
	m.here = true
	for _, line := range m.Environment {
		name, value, _ := strings.Cut(line, "=")
		t.Setenv(name, value)
	}
	t.Chdir(m.dir)
	return m
}

// facingTheService is a machine whose mock poses as the service, and changes its answers.
func facingTheService(t *testing.T, change *strings.Replacer) *machine {
	t.Helper()
	posing := servetest.ServiceBeside(t, serve.Options{}, func(next http.Handler) http.Handler {
		return servetest.Changed(next, func(_ *http.Request, _ int, _ http.Header, body string) string { return change.Replace(body) })
	})
	return &machine{t: t, dir: t.TempDir(), Served: posing}
}

func (m *machine) see(x *wire.Exchange) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked[x.Action]++
	if x.Succeeded() {
		m.done[x.Action]++
	}
}

// calls are those that the mock has seen, and those that it did not refuse.
func (m *machine) calls() (asked, done map[string]int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.asked), maps.Clone(m.done)
}

// inUse lets the load balancers have a listener of somebody else, which leads to every group, once they are to be used.
func (m *machine) inUse(r *http.Request, _ int, _ http.Header, body string) string {
	switch {
	case !m.used.Load():
		return body
	case r.Header.Get("X-Acs-Action") == "DescribeLoadBalancerAttribute":
		return `{"RequestId":"1","ListenerPorts":{"ListenerPort":[80]}}`
	}
	return strings.ReplaceAll(body, `"Listener":[]`, `"Listener":[{"Port":80,"Protocol":"tcp"}]`)
}

// longest is what a command may take: it ends what hangs. A machine that is busy with other tests is slower than itself
// by a factor of ten and more.
const longest = 3 * time.Minute

// program is the program as a process.
func (m *machine) program(args ...string) *exec.Cmd {
	ctx, stop := context.WithTimeout(m.t.Context(), longest) // a program that hangs fails its test, and no more
	m.t.Cleanup(stop)
	c := exec.CommandContext(ctx, os.Args[0], args...)
	c.WaitDelay = 10 * time.Second // for whoever holds its output
	c.Dir = m.dir
	c.Env = slices.Concat(m.Environment, []string{"TEST_AS_PROGRAM=1", "GOCOVERDIR=" + os.Getenv("GOCOVERDIR")}, m.environment)
	return c
}

// run runs the program to its end, and returns its exit code and all that it said.
func (m *machine) run(args ...string) (code int, said string) {
	m.t.Helper()
	if m.here {
		return m.inProcess(args...)
	}
	c := m.program(args...)
	out, _ := c.CombinedOutput()
	return c.ProcessState.ExitCode(), string(out)
}

// inProcess runs a subcommand in the test's own process, which has read all files before. Where the test's folder is not the
// machine's, its files are named by their whole path.
func (m *machine) inProcess(args ...string) (code int, said string) {
	m.t.Helper()
	var out, errs strings.Builder
	code = dispatch(m.t.Context(), "slbconform", subcommands(), args, &out, &errs)
	return code, errs.String() + out.String()
}

// in is the whole path of a file of the machine's folder.
func (m *machine) in(name string) string { return filepath.Join(m.dir, filepath.FromSlash(name)) }

// live are the arguments of a live run.
func (m *machine) live(more ...string) []string {
	return append([]string{"run", "-target", "live", "-inventory", m.Inventory, "-rate", "100000"}, more...)
}

// start starts a program that a test ends, and awaits that it has created something.
func (m *machine) start(c *exec.Cmd) {
	m.t.Helper()
	_, before := m.calls()
	if err := c.Start(); err != nil {
		m.t.Fatal(err)
	}
	for end := time.Now().Add(longest); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if _, done := m.calls(); done["CreateVServerGroup"] > before["CreateVServerGroup"] {
			return
		}
	}
	m.t.Fatalf("the run creates nothing within %v", longest)
}

// offer changes the inventory.
func (m *machine) offer(change func(*target.Inventory)) {
	m.t.Helper()
	change(m.Site.Inventory)
	if err := m.WriteInventory(m.Inventory, m.Site.Inventory.Endpoint); err != nil {
		m.t.Fatal(err)
	}
}

// left lists what carries the mark of a run.
func (m *machine) left() []live.Swept {
	m.t.Helper()
	inv, main := m.Site.Inventory, m.Main()
	api := live.NewAPI(inv, nil, runtest.Load(m.t).Document.Actions(), 10*time.Second)
	api.Credentials = func() (target.Credentials, error) {
		return target.Credentials{AccessKeyID: main.ID, AccessKeySecret: main.Secret}, nil
	}
	swept, err := api.Sweep(m.t.Context(), live.Sweep{Keep: live.BalancersOf(inv), Now: time.Now()})
	if err != nil {
		m.t.Fatal(err)
	}
	return swept
}

func (m *machine) put(name, text string) {
	m.t.Helper()
	put(m.t, filepath.Join(m.dir, name), text)
}

func (m *machine) read(name string) string {
	m.t.Helper()
	return read(m.t, filepath.Join(m.dir, name))
}

func put(t testing.TB, name, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o755)); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n")
}

//go:build unix

package main

import (
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/target"
)

// Serving writes what a live run needs. The environment holds for a shell what a run needs, for nobody else to read, and leaves no
// other identity standing.
func TestServe(t *testing.T) {
	dir := t.TempDir()
	inventory, env := filepath.Join(dir, "inv.yaml"), filepath.Join(dir, "it's here.sh")
	code, said, errs := say(t, "serve", "-addr", "127.0.0.1:0", "-write-inventory", inventory, "-write-env", env)
	if code != harness.ExitOK || strings.Contains(said, "NOT only this machine") {
		t.Errorf("exit code %d, or loopback is called open: %s%s", code, said, errs)
	}
	inv, err := target.LoadInventory(os.DirFS(dir), "inv.yaml", inventory)
	if err != nil || !strings.Contains(said, inv.Endpoint) || len(inv.Present()) < 30 || len(inv.Allow.Accounts) != 1 {
		t.Fatalf("the inventory is %+v, %v", inv, err)
	}
	if profiles := read(t, env+".profiles.json"); !strings.Contains(profiles, `"name": "nobody"`) {
		t.Errorf("the profiles are %s", profiles)
	}
	for _, name := range []string{env, env + ".profiles.json"} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	shell := exec.CommandContext(t.Context(), "sh", "-c", `. "$1" && env`, "sh", env)
	shell.Env = []string{"PATH=" + os.Getenv("PATH"), "ALIBABA_CLOUD_SECURITY_TOKEN=mine", "ALIBABA_CLOUD_PROFILE=mine", "ALIBABA_CLOUD_CLI_PROFILE_DISABLED=true"}
	out, err := shell.CombinedOutput()
	left := regexp.MustCompile(`(?m)^(ALIBABA_|SSL_|no_proxy=).*$`).FindAllString(string(out), -1)
	slices.Sort(left)
	direct := serve.NoProxy(inv.Endpoint)
	want := []string{"ALIBABA_CLOUD_ACCESS_KEY_ID=slbconform-main", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=published-secret-of-main", "ALIBABA_CLOUD_CONFIG_FILE=" + env + ".profiles.json", "no_proxy=" + direct}
	if err != nil || !slices.Equal(left, want) {
		t.Errorf("%v: the shell is left with %q, want %q", err, left, want)
	}
}

// The action's own steps serve a mock whose address they give, and fail where another mock has the port.
func TestTheActionServes(t *testing.T) {
	t.Parallel() // it is mostly waiting
	if testing.Short() {
		t.Skip("it builds the program")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(free.Addr().String())
	free.Close()
	values := map[string]string{"github.action_path": root, "inputs.port": port, "inputs.flags": "-servers 3 -log="}
	r, second := hireRunner(t, values), hireRunner(t, values)
	r.environment = os.Environ() // go is built with
	t.Cleanup(func() {
		if pid, err := strconv.Atoi(strings.TrimSpace(r.read("slbconform.pid"))); err == nil {
			_ = syscall.Kill(pid, syscall.SIGTERM)
		}
	})
	r.passes(theAction, "build", "")
	r.passes(theAction, "serve", "")
	_, endpoint, _ := strings.Cut(r.read("output"), "endpoint=")
	endpoint, _, _ = strings.Cut(endpoint, "\n")
	response, err := http.Get(endpoint + "/_slbconform/health")
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s is healthy? %v, %v", endpoint, response, err)
	}
	response.Body.Close()
	if err := os.Symlink(filepath.Join(r.dir, "slbconform"), filepath.Join(second.dir, "slbconform")); err != nil {
		t.Fatal(err)
	}
	second.fails(theAction, "serve", "in use")
}

package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/target"
)

// Serving prints what a first-time user needs and writes what a live run needs, until it is interrupted.
func TestServe(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://proxy.example:3128")
	dir := t.TempDir()
	inventory, env := filepath.Join(dir, "inv.yaml"), filepath.Join(dir, "env.sh")
	said := intro(t, "-addr", "127.0.0.1:0", "-write-inventory", inventory, "-write-env", env, "-log", "")
	for _, want := range []string{"serves http://127.0.0.1:", "slbconform-main", "HTTP_PROXY is set, and a proxy does not reach this mock: NO_PROXY=127.0.0.1,127.0.0.1:", "aliyun slb DescribeLoadBalancers --region cn-hangzhou --endpoint 127.0.0.1:"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in\n%s", want, said)
		}
	}
	if strings.Contains(said, "NOT only this machine") {
		t.Error("loopback is called open")
	}
	inv, err := target.LoadInventory(os.DirFS(dir), "inv.yaml", inventory)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(said, inv.Endpoint) || len(inv.Present()) < 30 || len(inv.Allow.Accounts) != 1 {
		t.Errorf("the inventory is %+v", inv)
	}
	lines, _ := os.ReadFile(env)
	profiles, _ := os.ReadFile(env + ".profiles.json")
	if !bytes.Contains(lines, []byte("export ALIBABA_CLOUD_ACCESS_KEY_ID='slbconform-main'")) || !bytes.Contains(lines, []byte("export no_proxy='127.0.0.1,127.0.0.1:")) || !bytes.Contains(profiles, []byte(`"name": "nobody"`)) {
		t.Errorf("the environment is\n%s\n%s", lines, profiles)
	}
}

// The environment holds for a shell what a run needs, for nobody else to read, and leaves no other identity standing.
func TestTheEnvironmentInAShell(t *testing.T) {
	env := filepath.Join(t.TempDir(), "it's here.sh")
	intro(t, "-addr", "127.0.0.1:0", "-write-env", env, "-log", "")
	for _, name := range []string{env, env + ".profiles.json"} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	shell := exec.CommandContext(ctx, "sh", "-c", `. "$1" && env`, "sh", env)
	shell.Env = []string{"PATH=" + os.Getenv("PATH"), "ALIBABA_CLOUD_SECURITY_TOKEN=mine", "ALIBABA_CLOUD_PROFILE=mine", "ALIBABA_CLOUD_CLI_PROFILE_DISABLED=true"}
	out, err := shell.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var left []string
	for line := range strings.Lines(string(out)) {
		if strings.HasPrefix(line, "ALIBABA_") || strings.HasPrefix(line, "SSL_") {
			left = append(left, strings.TrimSpace(line))
		}
	}
	slices.Sort(left)
	want := []string{"ALIBABA_CLOUD_ACCESS_KEY_ID=slbconform-main", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=published-secret-of-main", "ALIBABA_CLOUD_CONFIG_FILE=" + env + ".profiles.json"}
	if !slices.Equal(left, want) {
		t.Errorf("the shell is left with %q, want %q", left, want)
	}
}

// A container asks whether its mock serves, over HTTPS too; anything else that answers is none.
func TestHealthIsAsked(t *testing.T) {
	site, err := serve.NewSite(serve.Options{})
	if err != nil {
		t.Fatal(err)
	}
	plain, secured, other := httptest.NewServer(site.Handler), httptest.NewTLSServer(site.Handler), httptest.NewServer(http.NotFoundHandler())
	for _, c := range []struct {
		server *httptest.Server
		args   []string
		serves bool
	}{{plain, nil, true}, {secured, []string{"-tls-cert", "cert.pem", "-tls-key", "key.pem"}, true}, {secured, nil, false}, {other, nil, false}} {
		defer c.server.Close()
		code, said := do(t, append([]string{"serve", "-health", "-addr", c.server.Listener.Addr().String()}, c.args...)...)
		if (code == harness.ExitOK) != c.serves {
			t.Errorf("%s %v: exit code %d, %s", c.server.URL, c.args, code, said)
		}
	}
}

func TestAnAddressThatOthersReachIsPointedOut(t *testing.T) {
	said := intro(t, "-addr", "0.0.0.0:0")
	if !strings.Contains(said, "NOT only this machine") {
		t.Errorf("nothing is said: %s", said)
	}
	if !strings.Contains(said, "serves http://127.0.0.1:") {
		t.Errorf("the endpoint is no address to call: %s", said)
	}
}

// intro serves until the first-time user has been told everything, and returns what was said.
func intro(t *testing.T, args ...string) string {
	t.Helper()
	ctx, interrupt := context.WithTimeout(t.Context(), time.Minute)
	said, out := io.Pipe()
	var errs bytes.Buffer
	code := make(chan int, 1)
	go func() {
		code <- dispatch(ctx, "slbconform", subcommands(), append([]string{"serve"}, args...), out, &errs)
		out.Close()
	}()
	var text strings.Builder
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		text.WriteString(lines.Text() + "\n")
		if strings.Contains(lines.Text(), "in a browser") {
			interrupt()
		}
	}
	interrupt()
	if got := <-code; got != harness.ExitOK {
		t.Fatalf("exit code %d: %s", got, errs.String())
	}
	return text.String()
}

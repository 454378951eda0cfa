package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/target"
)

// Serving prints what a first-time user needs and writes what a live run needs, until it is interrupted.
func TestServe(t *testing.T) {
	dir := t.TempDir()
	inventory, env := filepath.Join(dir, "inv.yaml"), filepath.Join(dir, "env.sh")
	said := greeting(t, "-addr", "127.0.0.1:0", "-write-inventory", inventory, "-write-env", env, "-log", "")
	for _, want := range []string{"serves http://127.0.0.1:", "slbconform-main", "aliyun slb DescribeLoadBalancers"} {
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
	if !bytes.Contains(lines, []byte("export ALIBABA_CLOUD_ACCESS_KEY_ID='slbconform-main'")) || !bytes.Contains(profiles, []byte(`"name": "nobody"`)) {
		t.Errorf("the environment is\n%s\n%s", lines, profiles)
	}
}

func TestServeRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		code int
		want string
	}{
		"an unknown flag":       {[]string{"-adr", "x"}, exitUsage, "-adr"},
		"an argument":           {[]string{"8080"}, exitUsage, `"8080" is left over`},
		"a missing account":     {[]string{"-account", "nowhere.yaml"}, exitBroken, "nowhere.yaml"},
		"an impossible address": {[]string{"-addr", "127.0.0.1:99999", "-log", ""}, exitBroken, "99999"},
	} {
		var out, errs bytes.Buffer
		if code := runServe(t.Context(), c.args, &out, &errs); code != c.code || !strings.Contains(errs.String(), c.want) {
			t.Errorf("%s: exit code %d, %s", name, code, errs.String())
		}
	}
}

func TestAnAddressThatOthersReachIsPointedOut(t *testing.T) {
	if said := greeting(t, "-addr", "0.0.0.0:0"); !strings.Contains(said, "NOT only this machine") {
		t.Errorf("nothing is said: %s", said)
	}
}

// greeting serves until the first-time user has been told everything, and returns what was said.
func greeting(t *testing.T, args ...string) string {
	t.Helper()
	ctx, interrupt := context.WithCancel(t.Context())
	said, out := io.Pipe()
	var errs bytes.Buffer
	code := make(chan int, 1)
	go func() {
		code <- runServe(ctx, args, out, &errs)
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
	if got := <-code; got != exitOK {
		t.Fatalf("exit code %d: %s", got, errs.String())
	}
	return text.String()
}

//go:build unix

package main

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"
)

// The action's own steps, run as a workflow runs them, serve a mock whose address they give.
func TestTheActionServes(t *testing.T) {
	t.Parallel() // it is mostly waiting
	if testing.Short() {
		t.Skip("it builds the program")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	var action struct {
		Runs struct {
			Steps []struct {
				Run string
				Env map[string]string
			}
		}
	}
	if err := yaml.Unmarshal([]byte(read(t, filepath.Join(root, "action.yml"))), &action); err != nil {
		t.Fatal(err)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(free.Addr().String())
	free.Close()
	dir := t.TempDir()
	t.Cleanup(func() {
		ctx, stop := context.WithTimeout(context.Background(), time.Minute)
		defer stop()
		_ = exec.CommandContext(ctx, "bash", "-c", `kill "$(cat "$0")"`, filepath.Join(dir, "slbconform.pid")).Run()
	})
	values := strings.NewReplacer("${{ github.action_path }}", root, "${{ inputs.port }}", port, "${{ inputs.flags }}", "-servers 3 -log=")
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Minute)
	defer stop()
	run := func(dir, script string, env map[string]string) ([]byte, error) {
		c := exec.CommandContext(ctx, "bash", "-ec", script)
		c.Env = append(os.Environ(), "RUNNER_TEMP="+dir, "GITHUB_OUTPUT="+filepath.Join(dir, "output"))
		for name, value := range env {
			c.Env = append(c.Env, name+"="+values.Replace(value))
		}
		return c.CombinedOutput()
	}
	for _, step := range action.Runs.Steps {
		if step.Run == "" {
			continue
		}
		if out, err := run(dir, step.Run, step.Env); err != nil {
			t.Fatalf("%v\n%s\n%s", err, step.Run, out)
		}
	}
	endpoint := regexp.MustCompile(`endpoint=(\S+)`).FindStringSubmatch(read(t, filepath.Join(dir, "output")))
	if endpoint == nil {
		t.Fatal("the action gives no endpoint")
	}
	response, err := http.Get(endpoint[1] + "/_slbconform/health")
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s is healthy? %v, %v", endpoint[1], response, err)
	}
	response.Body.Close()

	second, serve := t.TempDir(), action.Runs.Steps[len(action.Runs.Steps)-1]
	if err := os.Symlink(filepath.Join(dir, "slbconform"), filepath.Join(second, "slbconform")); err != nil {
		t.Fatal(err)
	}
	if out, err := run(second, serve.Run, serve.Env); err == nil || !strings.Contains(string(out), "in use") {
		t.Errorf("where another mock has the port: %v, %s", err, out)
	}
}

//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/internal/serve"
)

// workflow is what the tests read of .github/workflows/nightly.yml.
type workflow struct {
	Jobs map[string]struct {
		Strategy struct {
			Matrix struct {
				Shard []struct{ Name, Rules string }
			}
		}
		Steps []struct {
			Name, Run string
			Env       map[string]string
		}
	}
}

func nightly(t *testing.T) workflow {
	t.Helper()
	var w workflow
	if err := yaml.Unmarshal([]byte(read(t, "../../.github/workflows/nightly.yml")), &w); err != nil {
		t.Fatal(err)
	}
	return w
}

// runner is a machine on which the steps of a job run as GitHub runs them: each script with bash -e, what a step
// appends to $GITHUB_ENV and $GITHUB_PATH in force for the next ones.
type runner struct {
	*account
	values map[string]string // of expressions
}

// hireRunner returns a machine with the program where the first step would have put it. Its curl answers as GitHub's
// tokens are handed out; the keys of the served mock are in its environment, where OIDC is not reached.
func hireRunner(t *testing.T, values map[string]string) *runner {
	t.Helper()
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("the steps of a workflow are scripts for bash, which this machine has not")
	}
	r := &runner{serveAccount(t, serve.Options{}), values}
	r.values["vars.INVENTORY"] = read(t, r.inventory)
	r.put("bin/slbconform", "#!/bin/sh\nTEST_AS_PROGRAM=1 exec "+os.Args[0]+` "$@"`)
	r.put("curl/curl", "#!/bin/sh\n"+`[ "$*" = "-sSf -H Authorization: bearer asked https://tokens.example&audience=sts.aliyuncs.com" ] && echo '{"count":1,"value":"head.body.sign-_"}'`)
	return r
}

func (r *runner) put(name, text string) {
	r.t.Helper()
	put(r.t, filepath.Join(r.dir, name), text)
}

// read is a file of the machine, "" where it is not there.
func (r *runner) read(name string) string {
	r.t.Helper()
	if _, err := os.Stat(filepath.Join(r.dir, name)); os.IsNotExist(err) {
		return ""
	}
	return read(r.t, filepath.Join(r.dir, name))
}

var expression = regexp.MustCompile(`\$\{\{ *(.*?) *\}\}`)

func (r *runner) evaluated(text string) string {
	return expression.ReplaceAllStringFunc(text, func(m string) string {
		value, known := r.values[expression.FindStringSubmatch(m)[1]]
		if !known {
			r.t.Fatalf("the test does not know what %s is", m)
		}
		return value
	})
}

// step is the script of the one step of a job that has a name.
func (r *runner) step(job, name string) *exec.Cmd {
	r.t.Helper()
	for _, s := range nightly(r.t).Jobs[job].Steps {
		if s.Name != name {
			continue
		}
		r.put("script", r.evaluated(s.Run))
		c := r.program()
		c.Path, c.Args = "/bin/bash", []string{"bash", "-e", filepath.Join(r.dir, "script")}
		if bash, err := exec.LookPath("bash"); err == nil {
			c.Path = bash
		}
		c.Env = append(c.Env[1:], "PATH="+strings.Join(append(strings.Fields(r.read("path")), filepath.Join(r.dir, "curl"), os.Getenv("PATH")), ":"),
			"GITHUB_PATH="+filepath.Join(r.dir, "path"), "GITHUB_ENV="+filepath.Join(r.dir, "env"), "GITHUB_STEP_SUMMARY="+filepath.Join(r.dir, "step-summary.md"),
			"RUNNER_TEMP="+r.dir, "ACTIONS_ID_TOKEN_REQUEST_TOKEN=asked", "ACTIONS_ID_TOKEN_REQUEST_URL=https://tokens.example", "SLBCONFORM_RATE=60")
		c.Env = append(c.Env, strings.Fields(r.read("env"))...)
		for k, v := range s.Env {
			c.Env = append(c.Env, k+"="+r.evaluated(v))
		}
		return c
	}
	r.t.Fatalf("the job %s has no step %q", job, name)
	return nil
}

func (r *runner) must(job, name string) string {
	r.t.Helper()
	out, err := r.step(job, name).CombinedOutput()
	if err != nil {
		r.t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

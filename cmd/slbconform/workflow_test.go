//go:build unix

package main

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// job is what the tests read of a job of .github/workflows/nightly.yml, and of action.yml.
type job struct {
	Strategy struct {
		Matrix struct {
			Shard []struct{ Name, Rules string }
		}
	}
	Steps []struct {
		ID, Name, Run string
		Env           map[string]string
	}
}

const theAction = "action"

// jobs are those of the workflow, and the action.
func jobs(t testing.TB) map[string]job {
	t.Helper()
	var workflow struct{ Jobs map[string]job }
	var action struct{ Runs job }
	for name, to := range map[string]any{".github/workflows/nightly.yml": &workflow, "action.yml": &action} {
		if err := yaml.Unmarshal([]byte(read(t, filepath.Join("../..", name))), to); err != nil {
			t.Fatal(err)
		}
	}
	workflow.Jobs[theAction] = action.Runs
	return workflow.Jobs
}

// runner is a machine on which the steps of a job run as GitHub runs them: each script with bash -e, what a step
// appends to $GITHUB_ENV and $GITHUB_PATH in force for the next ones.
type runner struct {
	*machine
	values map[string]string // of expressions
}

// hireRunner returns a machine with the program where the first step would have put it. Its curl answers as GitHub's
// tokens are handed out; the keys of the served mock are in its environment, where OIDC is not reached.
func hireRunner(t *testing.T, values map[string]string) *runner {
	t.Helper()
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("the steps of a workflow are scripts for bash, which this machine has not")
	}
	r := &runner{newMachine(t, nil), values}
	r.values["vars.INVENTORY"] = read(t, r.Inventory)
	r.put("path", "")
	r.put("env", "")
	r.put("bin/slbconform", "#!/bin/sh\nTEST_AS_PROGRAM=1 exec "+os.Args[0]+` "$@"`)
	r.put("curl/curl", "#!/bin/sh\n"+`[ "$*" = "-sSf -H Authorization: bearer asked https://tokens.example&audience=sts.aliyuncs.com" ] && echo '{"count":1,"value":"head.body.sign-_"}'`)
	return r
}

// evaluated is a text with the values of its expressions.
func (r *runner) evaluated(text string) string {
	for _, m := range regexp.MustCompile(`\$\{\{ *(.*?) *\}\}`).FindAllStringSubmatch(text, -1) {
		value, known := r.values[m[1]]
		if !known {
			r.t.Fatalf("the test does not know what %s is", m[1])
		}
		text = strings.ReplaceAll(text, m[0], value)
	}
	return text
}

// step is the script of the one step of a job that has a name or an id.
func (r *runner) step(job, name string) *exec.Cmd {
	r.t.Helper()
	for _, s := range jobs(r.t)[job].Steps {
		if s.Name != name && s.ID != name {
			continue
		}
		r.put("script", r.evaluated(s.Run))
		c := r.program()
		c.Path, _ = exec.LookPath("bash")
		c.Args = []string{"bash", "-e", filepath.Join(r.dir, "script")}
		c.Env = append(c.Env, "PATH="+strings.Join(append(strings.Fields(r.read("path")), filepath.Join(r.dir, "curl"), os.Getenv("PATH")), ":"),
			"GITHUB_PATH="+filepath.Join(r.dir, "path"), "GITHUB_ENV="+filepath.Join(r.dir, "env"), "GITHUB_OUTPUT="+filepath.Join(r.dir, "output"),
			"GITHUB_STEP_SUMMARY="+filepath.Join(r.dir, "step-summary.md"),
			"RUNNER_TEMP="+r.dir, "ACTIONS_ID_TOKEN_REQUEST_TOKEN=asked", "ACTIONS_ID_TOKEN_REQUEST_URL=https://tokens.example", "SLBCONFORM_RATE=60")
		c.Env = append(c.Env, strings.Fields(r.read("env"))...)
		for _, k := range slices.Sorted(maps.Keys(s.Env)) {
			c.Env = append(c.Env, k+"="+r.evaluated(s.Env[k]))
		}
		return c
	}
	r.t.Fatalf("the job %s has no step %q", job, name)
	return nil
}

// passes runs a step that is to succeed, and fails one that is not to; what it says holds a text.
func (r *runner) passes(job, name, says string) { r.t.Helper(); r.ends(job, name, says, true) }
func (r *runner) fails(job, name, says string)  { r.t.Helper(); r.ends(job, name, says, false) }

func (r *runner) ends(job, name, says string, well bool) {
	r.t.Helper()
	if out, err := r.step(job, name).CombinedOutput(); (err == nil) != well || !strings.Contains(string(out), says) {
		r.t.Fatalf("%s: %v, and it is to say %q:\n%s", name, err, says, out)
	}
}

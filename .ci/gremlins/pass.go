package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// test is one test of a package: how long it takes, and how much of that it computes, and which mutants it reaches.
type test struct {
	binary, folder, name string
	flags                []string
	takes, computes      time.Duration
	reaches              map[int]bool
}

// record builds the tests of a package, which flags may follow, and runs each alone, without a mutant. The first are those that
// compute least.
func record(work, from string) (tests []test) {
	folder, flags, _ := strings.Cut(from, " ")
	binary := filepath.Join(work, strings.ReplaceAll(folder, "/", "_")+".test")
	build := exec.Command("go", "test", "-c", "-vet=off", "-overlay", filepath.Join(work, "overlay.json"), "-o", binary, "./"+folder)
	if out, err := build.CombinedOutput(); err != nil {
		log.Fatalf("%s: %v\n%s", folder, err, out)
	}
	list := exec.Command(binary, "-test.list", "^(Test|Example|Fuzz)")
	list.Dir = folder
	for _, name := range strings.Fields(string(must(list.Output()))) {
		t := test{binary: binary, folder: folder, name: name, flags: strings.Fields(flags), reaches: map[int]bool{}}
		reached := filepath.Join(work, "reached")
		must(0, os.WriteFile(reached, nil, 0o600))
		began := time.Now()
		verdict, out, computed := run([]test{t}, 10*time.Minute, "MUTANTS_REACHED="+reached)
		if verdict != "lived" {
			log.Fatalf("%s: %s without a mutant: %s\n%s", folder, name, verdict, out)
		}
		t.takes, t.computes = time.Since(began), computed
		for _, n := range strings.Fields(string(must(os.ReadFile(reached)))) {
			t.reaches[must(strconv.Atoi(n))] = true
		}
		tests = append(tests, t)
	}
	slices.SortStableFunc(tests, func(a, b test) int { return cmp.Compare(a.computes, b.computes) })
	return tests
}

// verdict puts the tests that reach a mutant to it, until one fails: the quickest first, so many at once as compute two seconds,
// then the others, for a program that reads all the documents had better do so once.
func verdict(tests []test, n int) (is, by string) {
	tests = slices.DeleteFunc(slices.Clone(tests), func(t test) bool { return !t.reaches[n] })
	is, by = "lived", "no test reaches it"
	for budget := 2 * time.Second; len(tests) > 0 && is == "lived"; budget = time.Hour {
		some, bound := 0, 20*time.Second
		for computed := time.Duration(0); some < len(tests) && (some == 0 || computed+tests[some].computes <= budget); some++ {
			computed += tests[some].computes
			bound += 5 * tests[some].takes
		}
		var out []byte
		is, out, _ = run(tests[:some], bound, "MUTANT="+strconv.Itoa(n))
		by, tests = failed(out), tests[some:]
	}
	return is, by
}

// failed is what failed first, as a test program tells it, or how it ended.
func failed(out []byte) string {
	for line := range strings.Lines(string(out)) {
		if name, ok := strings.CutPrefix(line, "--- FAIL: "); ok {
			return strings.Fields(name)[0]
		}
	}
	return fmt.Sprintf("%.60q", strings.TrimSpace(string(out)))
}

// run runs tests of one program, politely, with a bound of time and of memory, and leaves no process behind.
func run(tests []test, bound time.Duration, env string) (verdict string, out []byte, computed time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), bound)
	defer cancel()
	var names []string
	for _, t := range tests {
		names = append(names, t.name)
	}
	args := append([]string{"-c", `ulimit -v 16000000; exec nice -n 10 "$0" "$@"`, tests[0].binary}, tests[0].flags...)
	test := exec.CommandContext(ctx, "sh", append(args, "-test.failfast", "-test.run", "^("+strings.Join(names, "|")+")$")...)
	test.Dir, test.Env = tests[0].folder, append(os.Environ(), env)
	test.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	test.Cancel = func() error { return syscall.Kill(-test.Process.Pid, syscall.SIGKILL) }
	test.WaitDelay = 5 * time.Second
	out, err := test.CombinedOutput()
	var exit *exec.ExitError
	verdict = "killed"
	switch {
	case ctx.Err() != nil:
		verdict = "endless"
	case err == nil:
		verdict = "lived"
	case !errors.As(err, &exit):
		log.Fatal(err)
	}
	return verdict, out, test.ProcessState.UserTime() + test.ProcessState.SystemTime()
}

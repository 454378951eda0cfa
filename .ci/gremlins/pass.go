package main

import (
	"context"
	"errors"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// pass is the tests of a package, as they are put to every mutant.
type pass struct {
	binary, folder string
	args           []string
	bound          time.Duration // of one mutant
}

func newPass(work, test string) *pass {
	folder, args, _ := strings.Cut(test, " ")
	p := &pass{binary: filepath.Join(work, "pass.test"), folder: folder, args: append([]string{"-test.failfast"}, strings.Fields(args)...), bound: 10 * time.Minute}
	build := exec.Command("go", "test", "-c", "-vet=off", "-overlay", filepath.Join(work, "overlay.json"), "-o", p.binary, "./"+folder)
	if out, err := build.CombinedOutput(); err != nil {
		log.Fatalf("%s: %v\n%s", test, err, out)
	}
	began := time.Now()
	if verdict, out := p.run(0); verdict != "lived" {
		log.Fatalf("%s without a mutant: %s\n%s", test, verdict, out)
	}
	p.bound = 20*time.Second + 5*time.Since(began)
	return p
}

// run puts the tests to one mutant, politely, with a bound of time and of memory, and leaves no process behind.
func (p *pass) run(n int) (verdict string, out []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), p.bound)
	defer cancel()
	test := exec.CommandContext(ctx, "sh", append([]string{"-c", `ulimit -v 16000000; exec nice -n 10 "$0" "$@"`, p.binary}, p.args...)...)
	test.Dir, test.Env = p.folder, append(os.Environ(), "MUTANT="+strconv.Itoa(n))
	test.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	test.Cancel = func() error { return syscall.Kill(-test.Process.Pid, syscall.SIGKILL) }
	test.WaitDelay = 5 * time.Second
	out, err := test.CombinedOutput()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return "endless", out
	case err == nil:
		return "lived", out
	case !errors.As(err, &exit):
		log.Fatal(err)
	}
	return "killed", out
}

//go:build unix

package main

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/serve"
)

// However a run is ended from outside, it cleans up, and its replay comes as far. When nobody reads what it says any more, it goes on to its end.
func TestAnEndedRunCleansUp(t *testing.T) {
	t.Parallel() // it is mostly waiting
	for name, end := range map[string]struct {
		by   func(*exec.Cmd, io.Closer)
		code int
	}{
		"interrupted":         {func(c *exec.Cmd, _ io.Closer) { _ = c.Process.Signal(os.Interrupt) }, harness.ExitInconclusive},
		"terminated":          {func(c *exec.Cmd, _ io.Closer) { _ = c.Process.Signal(syscall.SIGTERM) }, harness.ExitInconclusive},
		"its terminal closed": {func(c *exec.Cmd, _ io.Closer) { _ = c.Process.Signal(syscall.SIGHUP) }, harness.ExitInconclusive},
		"a hang-up ignored":   {func(c *exec.Cmd, _ io.Closer) { _ = c.Process.Signal(syscall.SIGHUP) }, harness.ExitOK}, // as with nohup
		"its reader gone":     {func(_ *exec.Cmd, reader io.Closer) { _ = reader.Close() }, harness.ExitOK},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if name == "its terminal closed" && signal.Ignored(syscall.SIGHUP) {
				t.Skip("these tests were started so that a closed terminal ends nothing, as nohup does")
			}
			a := serveAccount(t, serve.Options{})
			c := a.program(a.live("-rate", "20", "-v", "-rules", "server.weight.*")...)
			if name == "a hang-up ignored" {
				c.Path, c.Args = "/bin/sh", append([]string{"sh", "-c", `trap "" HUP; exec "$0" "$@"`}, c.Args...)
			}
			reader, err := c.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			c.Stdout = &out
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			go func() { _, _ = io.Copy(io.Discard, reader) }()
			a.awaitMarked()
			end.by(c, reader)
			_ = c.Wait()
			if left := a.left(); len(left) != 0 || c.ProcessState.ExitCode() != end.code {
				t.Errorf("%v, want exit code %d; left %v\n%s", c.ProcessState, end.code, left, out.String())
			}
			if strings.Contains(out.String(), "context canceled") {
				t.Errorf("what ended the run is not named:\n%s", out.String())
			}
			replay := a.program("run", "-target", "replay", "-capture", "reports/out/capture", "-reports", "replayed", "-rules", "server.weight.*")
			said, err := replay.CombinedOutput()
			if code := replay.ProcessState.ExitCode(); code != end.code {
				t.Errorf("%v: its replay ends with %d, the run with %d:\n%s", err, code, end.code, said)
			}
			a.sameVerdicts()
		})
	}
}

// A second signal does not wait for the clean-up; what it leaves carries the run's mark, and the sweep that is printed finds it.
func TestWhatASecondSignalLeavesIsSwept(t *testing.T) {
	t.Parallel() // it is mostly waiting
	var first sync.Once
	asked := make(chan struct{}) // to remove a load balancer, which is not answered the first time
	a := serveThrough(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			hangs := false
			if r.Header.Get("X-Acs-Action") == "DeleteLoadBalancer" {
				first.Do(func() { hangs = true })
			}
			if !hangs {
				next.ServeHTTP(w, r)
				return
			}
			close(asked)
			_, _ = io.Copy(io.Discard, r.Body) // net/http notices a caller who is gone only once the body was read
			select {
			case <-r.Context().Done():
			case <-time.After(time.Minute):
			}
		})
	})
	c := a.program(a.live("-rate", "60")...)
	var said bytes.Buffer
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	a.awaitMarked()
	_ = c.Process.Signal(syscall.SIGTERM)
	select {
	case <-asked: // the clean-up is under way
	case <-time.After(time.Minute):
	}
	_ = c.Process.Signal(syscall.SIGTERM)
	_ = c.Wait()
	for _, says := range []string{"it removes what it created and ends; a second signal ends it at once\n", ".journal, and remove it: slbconform sweep -inventory "} {
		if !strings.Contains(said.String(), says) || c.ProcessState.ExitCode() != harness.ExitLeaked {
			t.Errorf("%v, without %q:\n%s", c.ProcessState, says, &said)
		}
	}
	out, err := a.program("sweep", "-inventory", a.inventory).CombinedOutput()
	_, remedy, _ := strings.Cut(string(out), "when it is over: slbconform ")
	remedy, _, _ = strings.Cut(remedy, "\n")
	if err != nil || !strings.Contains(string(out), "too young") || !strings.HasPrefix(remedy, "sweep -inventory ") {
		t.Fatalf("looking: %v\n%s", err, out)
	}
	if len(a.left()) == 0 {
		t.Error("looking removed something")
	}
	a.used.Store(true)
	used := a.program("sweep", "-inventory", a.inventory, "-older-than", "0s", "-delete")
	out, _ = used.CombinedOutput()
	if code := used.ProcessState.ExitCode(); code != harness.ExitLeaked || !strings.Contains(string(out), "is in use by others") || !strings.Contains(string(out), remedy) {
		t.Errorf("what is in use: exit code %d\n%s", code, out)
	}
	a.used.Store(false)
	out, err = a.program(strings.Fields(remedy)...).CombinedOutput()
	if left := a.left(); err != nil || len(left) != 0 {
		t.Errorf("left after the remedy that was printed: %v, %v\n%s", left, err, out)
	}
}

// A run that a signal ends before anything is created says so, blames nobody, and leaves no folder.
func TestARunIsEndedBeforeItBegins(t *testing.T) {
	t.Parallel() // it is mostly waiting
	asked := make(chan struct{}, 100)
	a := serveThrough(t, func(http.Handler) http.Handler {
		return http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // net/http notices a caller who is gone only once the body was read
			asked <- struct{}{}
			select {
			case <-r.Context().Done():
			case <-time.After(time.Minute):
			}
		})
	})
	reports := filepath.Join(a.dir, "deep", "reports")
	c := a.program(a.live("-reports", reports)...)
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	<-asked
	_ = c.Process.Signal(os.Interrupt)
	_ = c.Wait()
	if want := "slbconform run: ended early, and nothing was created: interrupt signal received\n"; said.String() != want || c.ProcessState.ExitCode() != harness.ExitInconclusive {
		t.Errorf("%v:\n%s", c.ProcessState, &said)
	}
	if _, err := os.Stat(filepath.Dir(reports)); err == nil {
		t.Error("a folder for reports is left")
	}
}

// What has nothing to clean up ends with the first signal, also while it waits for a pipe that nobody writes to.
func TestAWaitForAPipeEndsWithASignal(t *testing.T) {
	t.Parallel() // it is mostly waiting
	pipe := filepath.Join(t.TempDir(), "conformance.json")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	c := serveAccount(t, serve.Options{}).program("report", pipe)
	start(t, c)
	kept, err := os.OpenFile(pipe, os.O_WRONLY, 0) // it opens once the program reads
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	late := time.AfterFunc(20*time.Second, func() { _ = c.Process.Kill() })
	defer late.Stop()
	_ = c.Process.Signal(syscall.SIGTERM)
	_ = c.Wait()
	if status, ok := c.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGTERM {
		t.Errorf("it ended with %v, and not by the signal", c.ProcessState)
	}
}

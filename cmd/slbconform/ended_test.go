//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/target"
)

// However a run is ended from outside, it cleans up, and its replay comes as far; until then no other run writes into its folder.
// When nobody reads what it says any more, it goes on to its end.
func TestAnEndedRunCleansUp(t *testing.T) {
	t.Parallel() // it is mostly waiting
	for name, end := range map[string]struct {
		by   os.Signal // nil: its reader goes
		code int
	}{
		"interrupted":         {os.Interrupt, harness.ExitInconclusive},
		"terminated":          {syscall.SIGTERM, harness.ExitInconclusive},
		"its terminal closed": {syscall.SIGHUP, harness.ExitInconclusive},
		"a hang-up ignored":   {syscall.SIGHUP, harness.ExitOK}, // as with nohup
		"its reader gone":     {nil, harness.ExitOK},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if name == "its terminal closed" && signal.Ignored(syscall.SIGHUP) {
				t.Skip("these tests were started so that a closed terminal ends nothing, as nohup does")
			}
			goOn := make(chan struct{}) // with what ends the first scenario
			m := newMachine(t, func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if r.Header.Get("X-Acs-Action") == "DeleteVServerGroup" {
						select {
						case <-goOn:
						case <-time.After(longest):
						}
					}
					next.ServeHTTP(w, r)
				})
			})
			c := m.program(m.live("-rate", "20", "-v", "-rules", "server.weight.*")...)
			if name == "a hang-up ignored" {
				c.Path, c.Args = "/bin/sh", append([]string{"sh", "-c", `trap "" HUP; exec "$0" "$@"`}, c.Args...)
			}
			reader, err := c.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			c.Stdout = &out
			go func() { _, _ = io.Copy(io.Discard, reader) }()
			m.start(c)
			if name == "a hang-up ignored" {
				code, said := m.run(m.live("-rules", "server.weight.default")...)
				if code != harness.ExitUsage || !strings.Contains(said, "another run writes its files to reports/out") {
					t.Errorf("another run: exit code %d: %s", code, said)
				}
				m.waits("run", "-rules", "server.weight.default")
			}
			close(goOn)
			if end.by != nil {
				_ = c.Process.Signal(end.by)
			} else {
				_ = reader.Close()
			}
			_ = c.Wait()
			if left := m.left(); len(left) != 0 || c.ProcessState.ExitCode() != end.code || strings.Contains(out.String(), "context canceled") {
				t.Errorf("%v, want exit code %d, and what ended the run named; left %v\n%s", c.ProcessState, end.code, left, &out)
			}
			m.isReplayed(end.code, "-rules", "server.weight.*")
		})
	}
}

// waits runs a command that waits for the folder of another run, says so, and ends when it is interrupted.
func (m *machine) waits(args ...string) {
	m.t.Helper()
	c := m.program(args...)
	stderr, err := c.StderrPipe()
	if err != nil {
		m.t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		m.t.Fatal(err)
	}
	defer time.AfterFunc(longest, func() { _ = c.Process.Kill() }).Stop()
	lines := bufio.NewScanner(stderr)
	for lines.Scan() && !strings.HasPrefix(lines.Text(), "waits for another run, which writes its files to reports/out") {
	}
	_ = c.Process.Signal(os.Interrupt)
	var said []string
	for lines.Scan() {
		said = append(said, lines.Text())
	}
	_ = c.Wait()
	if c.ProcessState.ExitCode() != harness.ExitInconclusive || len(said) != 1 || !strings.Contains(said[0], "interrupt signal received") {
		m.t.Errorf("%v: %q", c.ProcessState, said)
	}
}

// A second signal does not wait for the clean-up; what it leaves carries the run's mark, and the sweep that is printed finds it.
func TestWhatASecondSignalLeavesIsSwept(t *testing.T) {
	t.Parallel()                 // it is mostly waiting
	asked := make(chan struct{}) // to remove a load balancer, which is not answered the first time
	var first atomic.Bool
	first.Store(true)
	m := newMachine(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("X-Acs-Action") != "DeleteLoadBalancer" || !first.CompareAndSwap(true, false) {
				next.ServeHTTP(w, r)
				return
			}
			close(asked)
			_, _ = io.Copy(io.Discard, r.Body) // net/http notices a caller who is gone only once the body was read
			<-r.Context().Done()
		})
	})
	c := m.program(m.live("-rate", "60")...)
	var said bytes.Buffer
	c.Stderr = &said
	m.start(c)
	_ = c.Process.Signal(syscall.SIGTERM)
	select {
	case <-asked: // the clean-up is under way
	case <-time.After(longest):
	}
	_ = c.Process.Signal(syscall.SIGTERM)
	_ = c.Wait()
	for _, says := range []string{"it removes what it created and ends; a second signal ends it at once\n", ".journal, and remove it: slbconform sweep -inventory "} {
		if !strings.Contains(said.String(), says) || c.ProcessState.ExitCode() != harness.ExitLeaked {
			t.Errorf("%v, without %q:\n%s", c.ProcessState, says, &said)
		}
	}
	code, out := m.run("sweep", "-inventory", m.Inventory)
	_, remedy, _ := strings.Cut(out, "when it is over: slbconform ")
	remedy, _, _ = strings.Cut(remedy, "\n")
	if code != harness.ExitOK || !strings.Contains(out, "too young") || !strings.HasPrefix(remedy, "sweep -inventory ") {
		t.Fatalf("looking: exit code %d\n%s", code, out)
	}
	if len(m.left()) == 0 {
		t.Error("looking removed something")
	}
	m.used.Store(true)
	code, out = m.run("sweep", "-inventory", m.Inventory, "-older-than", "0s", "-delete")
	if code != harness.ExitLeaked || !strings.Contains(out, "is in use by others") || !strings.Contains(out, remedy) {
		t.Errorf("what is in use: exit code %d\n%s", code, out)
	}
	m.used.Store(false)
	code, out = m.run(strings.Fields(remedy)...)
	if left := m.left(); code != harness.ExitOK || len(left) != 0 {
		t.Errorf("left after the remedy that was printed: %v, exit code %d\n%s", left, code, out)
	}
}

// A run that a signal ends before anything is created says so, blames nobody, and leaves no folder. What has nothing to clean up
// ends with the first signal itself, also while it waits for a pipe that nobody writes to.
func TestWhatASignalEndsAtOnce(t *testing.T) {
	t.Parallel()                                    // it is mostly waiting
	silent, err := net.Listen("tcp", "127.0.0.1:0") // a service that never answers
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	m := newMachine(t, nil)
	m.offer(func(inv *target.Inventory) { inv.Endpoint = "http://" + silent.Addr().String() })
	pipe := filepath.Join(m.dir, "conformance.json")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args  []string
		begun func() (io.Closer, error)
		by    os.Signal
		ends  string
	}{
		{m.live("-reports", "deep/reports"), func() (io.Closer, error) { return silent.Accept() }, os.Interrupt,
			"exit status 4: slbconform run: ended early, and nothing was created: interrupt signal received\n"},
		{[]string{"report", pipe}, func() (io.Closer, error) { return os.OpenFile(pipe, os.O_WRONLY, 0) }, syscall.SIGTERM, "signal: terminated: "}, // it opens once the program reads
	} {
		var said bytes.Buffer
		program := m.program(c.args...)
		program.Stdout, program.Stderr = &said, &said
		if err := program.Start(); err != nil {
			t.Fatal(err)
		}
		begun, err := c.begun()
		if err != nil {
			t.Fatal(err)
		}
		_ = program.Process.Signal(c.by)
		late := time.AfterFunc(longest, func() { _ = program.Process.Kill() })
		if got := fmt.Sprintf("%v: %s", program.Wait(), &said); got != c.ends {
			t.Errorf("%q, want %q", got, c.ends)
		}
		late.Stop()
		begun.Close()
	}
	if _, err := os.Stat(filepath.Join(m.dir, "deep")); err == nil {
		t.Error("a folder for reports is left")
	}
}

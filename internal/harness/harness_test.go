package harness_test

import (
	"flag"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/harness"
)

// inside says to this test binary that it was started by one of the tests below.
const inside = "TEST_INSIDE"

// TestConformance is what the tests below let a process of its own run; it has the name that -run is held against.
func TestConformance(t *testing.T) {
	if os.Getenv(inside) == "" {
		t.Skip("runs inside another test only")
	}
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	tested := harness.New(flags)
	if err := flags.Parse(strings.Fields(os.Getenv(inside))); err != nil {
		t.Fatal(err)
	}
	if flags.Lookup("concurrency").Value.String() == "1" {
		defer interrupt()()
	}
	t.Cleanup(func() { tested.End(os.Stdout, 0) })
	tested.Test(t)
}

// interrupt presses ctrl-C until it is told to stop.
func interrupt() (stop func()) {
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		panic(err) // this process is there
	}
	heard, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(heard, os.Interrupt)
	go func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
				_ = self.Signal(os.Interrupt)
			}
		}
	}()
	return func() { close(done); signal.Stop(heard) }
}

// process runs TestConformance with flags, and returns what it said and whether it failed.
func process(t *testing.T, flags string) (said string, failed bool) {
	t.Helper()
	command := exec.Command(os.Args[0], "-test.run=^TestConformance$")
	command.Env = append(os.Environ(), inside+"="+flags)
	out, err := command.CombinedOutput()
	return string(out), err != nil
}

func TestAnInterruptedRunFailsAndSaysThatItIsIncomplete(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows gives a process no way to interrupt itself")
	}
	said, failed := process(t, "-reports - -concurrency 1")
	if !failed || !strings.Contains(said, "incomplete") || !strings.Contains(said, "interrupt") {
		t.Errorf("failed: %t; it said:\n%s", failed, said)
	}
}

func TestAReportThatCannotBeWrittenIsNotPointedAt(t *testing.T) {
	file, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	file.Close()
	said, failed := process(t, "-rules server.running -reports "+file.Name())
	if !failed || strings.Contains(said, "index.html") {
		t.Errorf("failed: %t; it said:\n%s", failed, said)
	}
}

func TestAWordThatIsNoFlagIsAnError(t *testing.T) {
	said, failed := process(t, "-reports - server.running")
	if !failed || !strings.Contains(said, `"server.running" is none`) {
		t.Errorf("failed: %t; it said:\n%s", failed, said)
	}
}

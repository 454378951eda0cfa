//go:build unix

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/serve"
)

// A run that is killed leaves a capture of the scenarios that had ended, which is replayed as what it is: a part.
func TestTheCaptureOfAKilledRun(t *testing.T) {
	a := serveAccount(t, serve.Options{})
	killed := a.live("-rate", "60")
	start(t, killed)
	manifest := filepath.Join(a.dir, "reports/out/capture/manifest.json")
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if data, _ := os.ReadFile(manifest); bytes.Count(data, []byte(`"verdict"`)) > 3 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the run lays nothing down")
		}
	}
	_ = killed.Process.Kill()
	_ = killed.Wait()
	out, err := a.program("run", "-target", "replay", "-reports", "-").CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 4 || !strings.Contains(string(out), "the captured run ended before this scenario") || !strings.Contains(string(out), " rehearsed, ") {
		t.Errorf("%v:\n%s", err, out)
	}
}

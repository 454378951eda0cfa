//go:build unix

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/serve"
)

// A run that is killed leaves a capture of the scenarios that had ended, which is replayed as what it is: a part.
func TestTheCaptureOfAKilledRun(t *testing.T) {
	a := serveAccount(t, serve.Options{})
	killed := a.program(a.live("-rate", "60")...)
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
	code, out := a.run("run", "-target", "replay", "-reports", "-")
	if code != harness.ExitInconclusive || !bytes.Contains(out, []byte("the captured run ended before this scenario")) || !bytes.Contains(out, []byte(" rehearsed, ")) {
		t.Errorf("exit code %d:\n%s", code, out)
	}
}

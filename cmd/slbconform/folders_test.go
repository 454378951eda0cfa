package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/serve"
)

// Two live runs do not write into one folder: the second is refused at once.
func TestAFolderOfAnotherRun(t *testing.T) {
	a := serveAccount(t, serve.Options{})
	first := a.program(a.live("-rate", "4", "-rules", "server.weight.*")...) // it outlasts the second on any machine
	start(t, first)
	a.awaitMarked()
	if code, out := a.run(a.live("-rules", "server.weight.default")...); code != harness.ExitUsage || !bytes.Contains(out, []byte("another run writes its files to reports/out")) {
		t.Errorf("exit code %d: %s", code, out)
	}
	_ = first.Process.Signal(os.Interrupt)
	_ = first.Wait()
	if code := first.ProcessState.ExitCode(); code != harness.ExitInconclusive {
		t.Errorf("the first ended with %d", code)
	}
}

// What a run leaves lies together, so another run with a folder of its own overwrites none of it.
func TestCaptureAndJournalLieBesideTheReport(t *testing.T) {
	a := serveAccount(t, serve.Options{})
	for _, dir := range []string{"first", "second"} {
		if code, out := a.run(a.live("-rules", "server.weight.default", "-reports", dir)...); code != harness.ExitOK {
			t.Fatalf("exit code %d\n%s", code, out)
		}
	}
	for _, name := range []string{"first/capture/manifest.json", "second/capture/manifest.json", "first/journal", "second/journal", "first/index.html"} {
		if _, err := os.Stat(filepath.Join(a.dir, name)); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(filepath.Join(a.dir, "reports")); err == nil {
		t.Error("something lies in the default folder")
	}
	if code, out := a.run("run", "-target", "replay", "-reports", "first"); code != harness.ExitOK {
		t.Errorf("the replay of the first: exit code %d\n%s", code, out)
	}
}

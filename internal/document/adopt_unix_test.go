//go:build unix

package document_test

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/slbconform/slbconform/internal/document"
)

// While the lock is written beside its place, the ledger stands beside its own already: a lock alone would be taken for
// that of an adoption whose ledger was moved. A pipe stands for the lock, so that its writing waits for the test.
func TestTheLockIsWrittenAfterTheLedger(t *testing.T) {
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS("testdata/example")); err != nil {
		t.Fatal(err)
	}
	w, err := document.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(root, "spec/LendBooks")
	pipe := filepath.Join(folder, "document.lock.new")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error)
	go func() {
		ended <- w.Write("LendBooks", &document.Adoption{Rules: []byte("the ledger"), Lock: make([]byte, 1<<20)}) // more than a pipe holds
	}()
	writing, err := os.Open(pipe) // returns once the lock is about to be written
	if err != nil {
		t.Fatal(err)
	}
	ledger, err := os.ReadFile(filepath.Join(folder, "rules.yaml.new"))
	if err != nil || string(ledger) != "the ledger" {
		t.Errorf("the lock is written before the ledger: %v, %q", err, ledger)
	}
	_, _ = io.Copy(io.Discard, writing)
	<-ended
	_ = writing.Close()
}

package document

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/internal/textfs"
	"github.com/slbconform/slbconform/spec"
)

// Workspace is a working tree: the folder that holds spec, features and fixtures.
type Workspace struct {
	root   string
	Files  fs.FS
	Ledger *spec.Ledger
}

// Open reads the ledgers of a working tree.
func Open(root string) (*Workspace, error) {
	w := &Workspace{root: root, Files: textfs.New(os.DirFS(root))}
	specs, err := fs.Sub(w.Files, "spec")
	if err != nil {
		return nil, err
	}
	if _, err := fs.Stat(w.Files, "spec"); err != nil {
		return nil, fmt.Errorf("%s is not the root of the project (%w): run slbconform there, or name it with -root", shorten(root, 100), err)
	}
	w.Ledger, err = spec.Load(specs)
	return w, err
}

// LockName is where the lock of an operation stands in a working tree.
func LockName(operation string) string { return path.Join("spec", operation, "document.lock") }

// ErrNoLedger is wrapped by the error for an operation that the project does not know.
var ErrNoLedger = errors.New("is missing")

// Project is what the documents of an operation are held against. An operation that has a lock and no ledger yet is one
// without rules; one that has neither is an error. withoutLock leaves out the lock, to write it anew.
func (w *Workspace) Project(operation string, withoutLock bool) (*Project, error) {
	lock, err := ReadLock(w.Files, LockName(operation), LockName(operation))
	missing := errors.Is(err, fs.ErrNotExist)
	if withoutLock {
		lock, err = nil, nil
	}
	if err != nil && !missing {
		return nil, err
	}
	if lock != nil && lock.Operation != operation {
		return nil, strictyaml.Errorf(LockName(operation), 0, "is the lock of %q: it stands in the folder of another operation", lock.Operation)
	}
	o := w.Ledger.Operation(operation)
	if meant := nearest.Slip(operation, w.Ledger.Names()); o == nil && missing && meant != "" {
		return nil, fmt.Errorf("spec/%s/rules.yaml: %w%s", operation, ErrNoLedger, meant)
	}
	if o == nil && missing {
		return nil, fmt.Errorf("spec/%s/rules.yaml: %w; it begins with product, version and documents, as those of %s do", operation, ErrNoLedger, strings.Join(w.Ledger.Names(), ", "))
	}
	if o == nil {
		o = &spec.Operation{Name: operation}
	}
	specs, _ := fs.Sub(w.Files, "spec") // the paths are valid, so there are no errors
	samples, _ := fs.Sub(w.Files, path.Join("fixtures", operation, "samples"))
	return &Project{Specs: specs, Samples: samples, Operation: o, Lock: lock}, nil
}

// Adopt takes a reviewed document over, as Project.Adopt says, and writes the ledger and the lock. withoutLock leaves out
// the lock that there is, and writes it anew.
func (w *Workspace) Adopt(d *Document, consent Consent, withoutLock bool) (*Adoption, error) {
	p, err := w.Project(d.Operation, withoutLock)
	if err != nil {
		return nil, err
	}
	a, err := p.Adopt(d, consent)
	if err != nil {
		return nil, err
	}
	return a, w.write(d.Operation, a)
}

// write writes the ledger and the lock of an adoption, each completely or not at all, and restores the ledger where the lock
// cannot be written. If the process is killed between the two, adopting the document again writes both.
func (w *Workspace) write(operation string, a *Adoption) error {
	rules := filepath.Join(w.root, "spec", operation, "rules.yaml")
	before, err := os.ReadFile(rules)
	if err != nil {
		return err
	}
	if err := replace(rules, a.Rules); err != nil {
		return err
	}
	if err := replace(filepath.Join(w.root, filepath.FromSlash(LockName(operation))), a.Lock); err != nil {
		return errors.Join(err, replace(rules, before))
	}
	return nil
}

// replace writes a file beside the old one and then replaces that by it.
func replace(name string, data []byte) error {
	beside := name + ".new"
	err := writeSynced(beside, data)
	if err == nil {
		err = os.Rename(beside, name)
	}
	if err != nil {
		_ = os.Remove(beside) // it may not be there
	}
	return err
}

// writeSynced writes a file that is on the disk when it returns.
func writeSynced(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

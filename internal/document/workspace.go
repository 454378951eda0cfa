package document

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/spec"
)

// Workspace is a working tree: the folder that holds spec, features and fixtures.
type Workspace struct {
	root   string
	Files  fs.FS
	Ledger *spec.Ledger
}

// Open reads the ledgers of a working tree. An adoption that was killed half way is brought to its end first.
func Open(root string) (*Workspace, error) {
	w := &Workspace{root: root, Files: os.DirFS(root)}
	if err := w.recover(); err != nil {
		return nil, err
	}
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
	if o == nil && missing {
		return nil, fmt.Errorf("spec/%s/rules.yaml: %w; operations with a ledger are %s", operation, ErrNoLedger, strings.Join(w.Ledger.Names(), ", "))
	}
	if o == nil {
		o = &spec.Operation{Name: operation}
	}
	specs, _ := fs.Sub(w.Files, "spec") // the paths are valid, so there are no errors
	samples, _ := fs.Sub(w.Files, path.Join("fixtures", operation, "samples"))
	return &Project{Specs: specs, Samples: samples, Operation: o, Lock: lock}, nil
}

// pending is the ending of a file that is written and not yet in its place.
const pending = ".new"

// Write puts the ledger and the lock of an adoption in their places, both or neither: the ledger is written beside its
// place, then the lock beside its own, then the ledger is moved, then the lock. A lock beside its place without a ledger
// beside its own says that the first was moved and the second was not, which Open makes up for; so a ledger beside its
// place is the first to come, and the last to go when nothing was moved.
func (w *Workspace) Write(operation string, a *Adoption) error {
	rules, lock := w.places(operation)
	before, err := os.ReadFile(rules)
	if err == nil {
		err = writeSynced(rules+pending, a.Rules)
	}
	if err == nil {
		err = writeSynced(lock+pending, a.Lock)
	}
	if err == nil {
		err = os.Rename(rules+pending, rules)
	}
	if err != nil {
		return errors.Join(err, discard(lock+pending), discard(rules+pending))
	}
	if err := os.Rename(lock+pending, lock); err != nil {
		return errors.Join(err, os.WriteFile(rules, before, 0o644), discard(lock+pending))
	}
	return nil
}

func (w *Workspace) places(operation string) (rules, lock string) {
	return filepath.Join(w.root, "spec", operation, "rules.yaml"), filepath.Join(w.root, filepath.FromSlash(LockName(operation)))
}

// recover ends adoptions that were killed: one that had not moved the ledger moves nothing, one that had moves the lock.
func (w *Workspace) recover() error {
	var errs []error
	begun, _ := fs.Glob(w.Files, "spec/*/rules.yaml"+pending) // the patterns are sound
	for _, name := range begun {
		rules, lock := w.places(path.Base(path.Dir(name)))
		errs = append(errs, discard(lock+pending), discard(rules+pending))
	}
	moved, _ := fs.Glob(w.Files, "spec/*/document.lock"+pending)
	for _, name := range moved {
		_, lock := w.places(path.Base(path.Dir(name)))
		errs = append(errs, os.Rename(lock+pending, lock))
	}
	return errors.Join(errs...)
}

func discard(name string) error {
	if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
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

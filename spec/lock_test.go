package spec_test

import (
	"io/fs"
	"os"
	"path"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/spec"
)

// The lock lists every statement of an operation's documents; here it stands for the documents, which are not in the
// repository. eachLock runs a test for every operation.
func eachLock(t *testing.T, test func(*testing.T, *document.Lock, *spec.Operation)) {
	t.Helper()
	ledger, err := spec.Load(spec.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range ledger.Operations {
		t.Run(o.Name, func(t *testing.T) {
			name := path.Join(o.Name, "document.lock")
			lock, err := document.ReadLock(spec.Files, name, path.Join("spec", name))
			if err != nil {
				t.Fatal(err)
			}
			test(t, lock, o)
		})
	}
}

func TestEveryStatementIsBehindARuleOrSetAside(t *testing.T) {
	eachLock(t, func(t *testing.T, lock *document.Lock, o *spec.Operation) {
		a := document.AccountFor(lock.Statements, o)
		for _, s := range a.Unaccounted {
			t.Errorf("%v is behind no rule and not set aside", s.Pointer())
		}
		for _, s := range a.Both {
			t.Errorf("%v is behind a rule and set aside as well", s.Pointer())
		}
		for _, v := range a.Vanished {
			t.Errorf("rule %q (empty: set aside) points at %v, which the lock does not have", v.Rule, v.Pointer)
		}
		if len(a.Unpointed)+len(a.Misplaced) > 0 {
			t.Errorf("rules of the documents without a statement: %v; rules of another origin with one: %v", a.Unpointed, a.Misplaced)
		}
	})
}

func TestTheLedgerSaysWhatTheLockedDocumentSays(t *testing.T) {
	eachLock(t, func(t *testing.T, lock *document.Lock, o *spec.Operation) {
		dir := path.Join("fixtures", o.Name, "samples")
		if _, err := os.Stat("../" + dir); err != nil {
			dir = "fixtures/samples"
		}
		samples, err := fs.Sub(os.DirFS(".."), dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range document.Compare(lock.Statements, o, samples).Differences {
			t.Errorf("%s, %s: %s", d.Rule, d.Path, d)
		}
	})
}

func TestTheLockIsOfTheLedgersDocument(t *testing.T) {
	eachLock(t, func(t *testing.T, lock *document.Lock, o *spec.Operation) {
		if got := lock.Updated.Format(time.DateOnly); lock.Title != o.Name || lock.Product != o.Product || got != o.Updated() {
			t.Errorf("document.lock is of %s (%s, %s), rules.yaml of %s (%s, %s)", lock.Title, lock.Product, got, o.Name, o.Product, o.Updated())
		}
	})
}

func TestSetAsideHasAReason(t *testing.T) {
	eachLock(t, func(t *testing.T, _ *document.Lock, o *spec.Operation) {
		for _, s := range o.SetAside {
			if len(s.Reason) < 10 {
				t.Errorf("%v is set aside because %q", s.Pointer, s.Reason)
			}
		}
	})
}

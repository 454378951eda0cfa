package spec_test

import (
	"os"
	"slices"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/spec"
)

// The lock lists every statement of the page; here it stands for the page, which is not in the repository.
func readLock(t *testing.T) (*document.Lock, *spec.Ledger) {
	t.Helper()
	ledger, err := spec.Load(spec.Files)
	if err != nil {
		t.Fatal(err)
	}
	lock, err := document.ReadLock(os.DirFS("."), "page.lock", "spec/page.lock")
	if err != nil {
		t.Fatal(err)
	}
	return lock, ledger
}

func TestEveryStatementIsBehindARuleOrSetAside(t *testing.T) {
	lock, ledger := readLock(t)
	a := document.AccountFor(lock.Statements, ledger)
	for _, s := range a.Unaccounted {
		t.Errorf("%v is behind no rule and not set aside", s.Pointer())
	}
	for _, s := range a.Both {
		t.Errorf("%v is behind a rule and set aside as well", s.Pointer())
	}
	for _, v := range a.Vanished {
		t.Errorf("rule %q (empty: set aside) points at %v, which page.lock does not have", v.Rule, v.Pointer)
	}
	if len(a.Unpointed)+len(a.Misplaced) > 0 {
		t.Errorf("rules of the page without a statement: %v; rules of another origin with one: %v", a.Unpointed, a.Misplaced)
	}
	if n := len(lock.Statements); n < 100 {
		t.Errorf("page.lock has only %d statements", n)
	}
}

func TestTheLedgerSaysWhatTheLockedPageSays(t *testing.T) {
	lock, ledger := readLock(t)
	c := document.Compare(lock.Statements, ledger, os.DirFS("../fixtures/samples"))
	for _, d := range c.Differences {
		t.Errorf("%s, %s: %s", d.Rule, d.Path, d)
	}
	// The page names the kinds of servers in a sentence that no pattern reads.
	if want := []string{"server.server-id.kinds"}; !slices.Equal(c.Uncompared, want) {
		t.Errorf("facts that nothing on the page is compared with: %v, want %v", c.Uncompared, want)
	}
}

func TestTheLockIsOfTheLedgersPage(t *testing.T) {
	lock, ledger := readLock(t)
	if got := lock.Updated.Format(time.DateOnly); lock.Title != ledger.Page.Title || lock.Product != ledger.Page.Product || got != ledger.Page.Updated {
		t.Errorf("page.lock is of %s (%s, %s), rules.yaml of %s (%s, %s)", lock.Title, lock.Product, got, ledger.Page.Title, ledger.Page.Product, ledger.Page.Updated)
	}
}

func TestSetAsideHasAReason(t *testing.T) {
	_, ledger := readLock(t)
	for _, s := range ledger.SetAside {
		if len(s.Reason) < 10 {
			t.Errorf("%v is set aside because %q", s.Pointer, s.Reason)
		}
	}
}

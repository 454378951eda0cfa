package document_test

import (
	"errors"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/spec"
)

// committed is the repository. Where its ledgers and locks are not one, the test of the root says so, once.
func committed(t *testing.T) *document.Workspace {
	t.Helper()
	w, err := document.Open("../..")
	if err == nil {
		err = w.CheckLocks()
	}
	if err != nil {
		t.Skipf("the test of the root tells: %v", err)
	}
	return w
}

// eachLocked runs a test for every document that is locked in the repository. The documents themselves are the vendor's
// and are not in the repository; their locks stand for them.
func eachLocked(t *testing.T, test func(*testing.T, *document.Project, *document.Locked)) {
	t.Helper()
	w := committed(t)
	for _, o := range w.Ledger.Operations {
		p, err := w.Project(o.Name, false)
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.Lock.Documents {
			d := &p.Lock.Documents[i]
			t.Run(o.Name+"/"+d.Name, func(t *testing.T) { test(t, p, d) })
		}
	}
}

// unlocked is the document that a lock was made of, without its text.
func unlocked(p *document.Project, l *document.Locked) *document.Document {
	return &document.Document{File: "committed", Operation: p.Operation.Name, Locked: document.Locked{
		Name: l.Name, Product: l.Product, Language: l.Language, Updated: l.Updated, Statements: slices.Clone(l.Statements)}}
}

func TestCommittedLocksAreOfTheLedgersDocuments(t *testing.T) {
	eachLocked(t, func(t *testing.T, p *document.Project, l *document.Locked) {
		if len(p.Operation.Documents) != len(p.Lock.Documents) || p.Operation.Documents[0].Name != p.Lock.Documents[0].Name {
			t.Errorf("%d documents are locked; the ledger lists %v", len(p.Lock.Documents), p.Operation.Documents)
		}
		if l.Product != "" && l.Name == document.Page && l.Product != p.Operation.Product {
			t.Errorf("the product is %q in the lock, %q in the ledger", l.Product, p.Operation.Product)
		}
	})
}

// A word more, or another word, in any one statement of a locked document is one edited statement, and no other.
func TestOneEditedWordIsOneEditedStatement(t *testing.T) {
	eachLocked(t, func(t *testing.T, p *document.Project, l *document.Locked) {
		for i := range l.Statements {
			now := unlocked(p, l)
			s := &now.Statements[i]
			s.Hash = document.HashOf("edited " + s.Hash)
			if len(s.Words) >= 4 {
				s.Words = s.Words[2:] + "??"
			} else {
				s.Words += "??"
			}
			var changed []document.Pairing
			for _, pair := range document.Align(l.Statements, now.Statements) {
				if pair.Kind != document.Unchanged {
					changed = append(changed, pair)
				}
			}
			if len(changed) != 1 || changed[0].Kind != document.Edited || changed[0].New != s || changed[0].Old.Path != l.Statements[i].Path {
				t.Errorf("%v: %+v", l.Statements[i].Pointer(), changed)
			}
		}
	})
}

// An edited statement behind a rule of the committed ledgers is adopted once its rule is confirmed, and only its hash
// is rewritten.
func TestACommittedDocumentIsAdopted(t *testing.T) {
	runtest.Sequential(t)
	eachLocked(t, func(t *testing.T, p *document.Project, l *document.Locked) {
		for _, r := range p.Operation.Rules {
			i := slices.IndexFunc(l.Statements, func(s document.Statement) bool {
				return slices.ContainsFunc(r.Document, func(at spec.Pointer) bool {
					named := at.In == l.Name || at.In == "" && p.Operation.Documents[0].Name == l.Name
					return named && at.Statement == s.Hash && at.Path == s.Path && s.Kind != document.Sample
				})
			})
			if i < 0 || r.Kind != "required" && r.Kind != "member" {
				continue
			}
			now := unlocked(p, l)
			old := now.Statements[i].Hash
			now.Statements[i].Hash = document.HashOf("edited")
			now.Updated = "2126-03-04"
			adopted(t, p, now, old, l.Updated)
			return
		}
	})
}

func adopted(t *testing.T, p *document.Project, now *document.Document, old, date string) {
	t.Helper()
	_, err := p.Adopt(now, document.Consent{})
	if !errors.Is(err, document.ErrRefused) || !strings.Contains(err.Error(), "repeat with -confirm ") {
		t.Fatalf("nothing was confirmed: %v", err)
	}
	_, names, _ := strings.Cut(err.Error(), "-confirm ")
	a, err := p.Adopt(now, document.Consent{Rules: strings.Split(names, ",")})
	if err != nil {
		t.Fatal(err)
	}
	before := contents(t, path.Join("../../spec", p.Operation.Name, "rules.yaml"))
	after := string(a.Rules)
	undone := strings.Replace(strings.ReplaceAll(after, document.HashOf("edited"), old), now.Updated, date, 1)
	if len(a.Rewrites) != 1 || after == before || undone != before {
		t.Errorf("%d pointers were rewritten, and more than one hash and a date: %s", len(a.Rewrites), firstLineApart(undone, before))
	}
}

// Metadata does not name its operation. When it is word for word what is locked of another one, that is told.
func TestTheMetadataOfASiblingIsRefused(t *testing.T) {
	w := committed(t)
	names, named := w.Ledger.Names(), false
	for i, name := range names {
		of, err := w.Project(name, false)
		if err != nil {
			t.Fatal(err)
		}
		sibling, err := w.Project(names[(i+1)%len(names)], false)
		if err != nil {
			t.Fatal(err)
		}
		given := unlocked(sibling, of.Lock.Document(document.Metadata))
		if _, err := sibling.Check(given); err == nil {
			t.Errorf("%s passes for %s", name, given.Operation)
		}
		// Without the sample of an answer only what is locked of the other tells, where the two are much alike.
		given.Statements = slices.DeleteFunc(slices.Clone(given.Statements), func(s document.Statement) bool { return s.Kind == document.Sample })
		_, err = sibling.Check(given)
		if err == nil {
			t.Errorf("%s without its samples passes for %s", name, given.Operation)
		}
		named = named || err != nil && strings.Contains(err.Error(), "the document is what is locked of "+name)
	}
	if !named {
		t.Error("no sibling is told by what is locked of it")
	}
}

// A code that only one of two documents has is a defect of the documents, and the note of its rule says so.
func TestWhereTheDocumentsDisagreeIsNoted(t *testing.T) {
	w := committed(t)
	for _, o := range w.Ledger.Operations {
		p, err := w.Project(o.Name, false)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range p.Lock.Disagreements() {
			code, _, _ := strings.Cut(d, ", ")
			if r := o.Rule("error." + code); r == nil || !strings.Contains(r.Note, "metadata") {
				t.Errorf("%s: %s; no note of a rule says so", o.Name, d)
			}
		}
	}
}

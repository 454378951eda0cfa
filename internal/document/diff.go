package document

import (
	"slices"

	"github.com/slbconform/slbconform/spec"
)

// Side is one of the two documents of a diff.
type Side struct {
	File      string `json:"file"`
	Operation string `json:"operation"`
	Product   string `json:"product,omitempty"`
	Updated   string `json:"updated"` // YYYY-MM-DD
}

// Diff is what changed between two versions of a document, and what it touches.
type Diff struct {
	Document  string   `json:"document"` // Page or Metadata
	Old       Side     `json:"old"`
	New       Side     `json:"new"`
	Verdict   Verdict  `json:"verdict"`
	Unchanged int      `json:"unchanged"`        // statements
	Unread    int      `json:"unread,omitempty"` // texts in another language than the old ones
	Rules     []string `json:"rules"`            // all rules that changes affect, sorted
	Changes   []Change `json:"changes"`          // in the order of the new document; what is gone comes last
}

// Verdict is the worst that a diff found.
type Verdict string

// The verdicts of a diff.
const (
	NothingChanged Verdict = "same"
	WordingOnly    Verdict = "wording" // something changed, and no rule stands behind it
	RulesAffected  Verdict = "rules"   // a rule stands behind something that changed, or may have to
)

// Change is a statement that did not stay as and where it was.
type Change struct {
	Kind    ChangeKind   `json:"kind"`
	Section string       `json:"section"`
	Path    string       `json:"path"`
	OldPath string       `json:"oldPath,omitempty"` // section and path, when they differ
	OldLine int          `json:"oldLine,omitempty"`
	NewLine int          `json:"newLine,omitempty"`
	Old     string       `json:"old,omitempty"` // text; empty when the old side is a lock
	New     string       `json:"new,omitempty"`
	Values  []ValueEdit  `json:"values,omitempty"` // edited: what changed by value
	Pointer spec.Pointer `json:"-"`                // of the new statement, or of the one that is gone
	Impact
}

// ValueEdit is a value that a program understands in both documents, or in one.
type ValueEdit struct {
	Field string `json:"field"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

// DiffDocuments compares two documents of one operation; find says what a change touches. Documents of two operations, or a page and
// metadata, are refused with an *Error.
func DiffDocuments(old, new *Document, find *ImpactFinder) (*Diff, error) {
	switch {
	case old.Operation != new.Operation:
		return nil, new.wrong("the document is of %s, and %s of %s", new.Operation, old.File, old.Operation)
	case old.Name != new.Name:
		return nil, new.wrong("the document is a %s, and %s a %s: they are compared with what is locked of each", formName(new.Name), old.File, formName(old.Name))
	}
	return diffOf(old.File, &old.Locked, new, find), nil
}

func formName(name string) string {
	if name == Metadata {
		return "file of metadata"
	}
	return "page"
}

// DiffLock compares what is locked of a document with the document. The old side has no text. shown is the name of the
// lock.
func (p *Project) DiffLock(shown string, new *Document, find *ImpactFinder) (*Diff, error) {
	if err := p.belongs(new); err != nil {
		return nil, err
	}
	old := p.lockedDocument(new.Name)
	if old == nil {
		return nil, new.wrong("no %s is locked in %s", formName(new.Name), shown)
	}
	return diffOf(shown, old, new, find), nil
}

func diffOf(file string, old *Locked, new *Document, find *ImpactFinder) *Diff {
	now, unread := inLanguageOf(old, new)
	d := &Diff{Document: new.Name, Unread: unread, Rules: []string{}, Changes: []Change{},
		Old: Side{File: file, Operation: new.Operation, Product: old.Product, Updated: old.Updated},
		New: Side{File: new.File, Operation: new.Operation, Product: new.Product, Updated: new.Updated}}
	find.pointers = pointersInto(new.Name, find.operation)
	for _, p := range Align(held(old.Statements), held(now)) {
		if p.Kind == Unchanged {
			d.Unchanged++
			continue
		}
		d.Changes = append(d.Changes, changeOf(p, find))
	}
	d.judge()
	return d
}

// held leaves out the title and the date, which Side has, and the web site's navigation.
func held(list []Statement) []Statement {
	return slices.DeleteFunc(slices.Clone(list), func(s Statement) bool { return s.Kind == Title || s.Kind == Updated || s.Kind == Navigation })
}

package spec

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/nearest"
)

// sharesNothing says why the platform shares no rule, where operations have rules of it.
func (l *loader) sharesNothing() string {
	if _, err := fs.Stat(l.files, path.Join(Platform, rulesFile)); errors.Is(err, fs.ErrNotExist) {
		return "it is missing, and operations have rules that it shares"
	}
	return "its list shared: is empty or missing, and operations have rules of it"
}

// resolve is the rule of an entry, written out or shared; nil after a mistake, which it adds.
func (l *loader) resolve(e *entry) *Rule {
	if e.Shares == "" {
		l.saidElsewhere(&e.Rule)
		return &e.Rule
	}
	shared := l.shared[e.Shares]
	switch {
	case len(l.shared) == 0:
		l.mistake(path.Join("spec", Platform, rulesFile), 0, "%s", l.sharesNothing())
		return nil
	case shared == nil:
		l.mistake(e.File, e.Line, "spec/platform/rules.yaml shares no rule %q%s", e.Shares, nearest.Hint(e.Shares, slices.Sorted(maps.Keys(l.shared))))
		return nil
	case !reflect.ValueOf(e.common()).IsZero(), !e.Fact.isZero() && !shared.Fact.isZero():
		l.mistake(e.File, e.Line, "rule %q is shared, so its id, says, kind and fact stand in spec/platform/rules.yaml; here stand its document, basis, codes, live and note, and a fact where none stands there", e.Shares)
		return nil
	}
	own := *shared
	own.Document, own.Shared, own.Line, own.File = e.Document, true, e.Line, e.File
	own.TextFile, own.TextLine = shared.File, shared.Line
	if e.InDocument() { // then other sources do not matter
		own.Origin, own.Source = OriginPage, ""
	}
	own.LeavesOut = e.LeavesOut
	own.Basis, own.Note, own.Live = cmp.Or(e.Basis, own.Basis), cmp.Or(e.Note, own.Note), cmp.Or(e.Live, own.Live)
	if e.Codes != nil {
		own.Codes = e.Codes
	}
	if shared.Fact.isZero() {
		own.Fact = e.Fact
	}
	own.Says = strings.ReplaceAll(own.Says, "<level>", own.Fact.Level) // of access, which no two groups of operations share
	return &own
}

func (f Fact) isZero() bool { return reflect.ValueOf(f).IsZero() }

// common is the rule without the fields that each operation sets itself.
func (r Rule) common() Rule {
	r.Document, r.Basis, r.Fact, r.Codes, r.LeavesOut, r.Live, r.Note, r.File, r.Line = nil, "", Fact{}, nil, "", "", "", "", 0
	return r
}

// saidElsewhere adds a mistake for a rule that an operation writes out although it is shared, or another operation has it in the
// same words: changing one of them would leave the other unchanged.
func (l *loader) saidElsewhere(r *Rule) {
	shared, happens := l.shared[r.Name], []Kind{"effect", "precondition"}
	switch {
	case l.own[r.Name] > 0:
		l.mistake(r.File, r.Line, "rule id %q is the platform's own, at spec/platform/rules.yaml:%d; an operation shares a rule, or gives its own another id", r.Name, l.own[r.Name])
		return
	case shared == nil:
	case r.copies(*shared):
		l.mistake(r.File, r.Line, "rule %q is a copy of the one at %s:%d: refer to it instead, %s", r.Name, shared.File, shared.Line, r.sharing())
		return
	case shared.Kind != r.Kind && !(slices.Contains(happens, shared.Kind) && slices.Contains(happens, r.Kind)):
		l.mistake(r.File, r.Line, "rule %q is of the kind %s, and that of this id at %s:%d of the kind %s: share that one, or give this another id", r.Name, r.Kind, shared.File, shared.Line, shared.Kind)
		return
	}
	written := l.written[r.Name]
	if i := slices.IndexFunc(written, func(other Rule) bool { return other.File != r.File && sameWords(other, *r) }); i >= 0 {
		l.mistake(r.File, r.Line, "rule %q stands word for word at %s:%d: write it once, under shared in spec/platform/rules.yaml, and share it in both, %s",
			r.Name, written[i].File, written[i].Line, r.sharing())
		return
	}
	l.written[r.Name] = append(written, *r)
}

func (r *Rule) sharing() string {
	return fmt.Sprintf("\"- shares: %s\", with the document, and basis, codes, live and note where they differ", r.Name)
}

// checkShared checks that an operation has each shared rule, because otherwise it is not tested.
func (l *loader) checkShared() {
	for _, id := range slices.Sorted(maps.Keys(l.shared)) {
		shares := func(r *Rule) bool { return r.Shared && r.Name == id }
		if r := l.shared[id]; !slices.ContainsFunc(l.ledger.Rules, shares) {
			l.mistake(r.File, r.Line, "rule %q stands under shared, and no operation shares it", id)
		}
	}
}

// copies reports whether a rule promises nothing else than a shared one, wherever it comes from and whatever is tried on it.
func (r Rule) copies(shared Rule) bool {
	for _, one := range []*Rule{&r, &shared} {
		one.Origin, one.Source, one.BrokenBy, one.Borrows = "", "", nil, nil
	}
	return reflect.DeepEqual(r.common(), shared.common()) && (shared.Fact.isZero() || reflect.DeepEqual(r.Fact, shared.Fact))
}

// sameWords reports whether two rules are equal in all fields that operations share. Origin and source are ignored if a document
// has one of them.
func sameWords(a, b Rule) bool {
	if a.InDocument() || b.InDocument() {
		a.Origin, a.Source, b.Origin, b.Source = "", "", "", ""
	}
	return reflect.DeepEqual(a.common(), b.common())
}

// The checks of what a rule refers to: documents, rules that its scenarios break on purpose, rules that it follows from.

// checkDocuments checks that the rules of an operation point only into documents that it has, each listed once. A missing document is one mistake,
// at the first rule that points into it.
func (l *loader) checkDocuments(file string, lines []int, o *Operation) {
	var names []string
	for i, d := range o.Documents {
		if slices.Contains(names, d.Name) {
			l.mistake(file, lines[i], "the document %q stands twice; an operation has each of its documents once", d.Name)
			return // one of them is meant otherwise, and rules may point into it
		}
		if _, err := time.Parse(time.DateOnly, d.Updated); d.Updated != "" && err != nil {
			l.mistake(file, lines[i], "the document %q is of %q, which is no date such as 2026-03-04", d.Name, d.Updated)
		}
		names = append(names, d.Name)
	}
	for _, r := range o.Rules {
		for _, p := range r.Document {
			if p.In != "" && !slices.Contains(names, p.In) {
				l.mistake(r.File, r.Line, "rule %q points into the document %q, which the operation does not have under documents:%s", r.Name, p.In, nearest.Hint(p.In, names))
				names = append(names, p.In)
			}
		}
	}
}

// checkFrom checks that the rules from which a rule follows exist and are stated.
func (l *loader) checkFrom() {
	for _, r := range l.ledger.Rules {
		for _, id := range r.From {
			if from := l.ledger.Rule(id); from == nil && !l.lacksOperation(r, id) {
				l.mistake(r.File, r.Line, "rule %q follows from %q, which is no rule%s", r.Name, id, l.ledger.Hint(id))
			} else if from != nil && from.Basis != Stated {
				l.mistake(r.File, r.Line, "rule %q follows from %q, which no document states: it is %s", r.Name, id, from.Basis)
			}
		}
	}
}

// checkBorrows replaces the ids of borrowed rules by full ones, and checks that the rules exist.
func (l *loader) checkBorrows() {
	for _, r := range l.ledger.Rules {
		for i, id := range r.Borrows {
			borrowed := cmp.Or(l.ledger.Rule(id), l.ledger.Find(r.Operation, id))
			if borrowed == nil && l.lacksOperation(r, id) {
				continue
			}
			if borrowed == nil {
				l.mistake(r.File, r.Line, "rule %q borrows %q, which is no rule%s", r.Name, id, l.ledger.Hint(id))
				continue
			}
			if i == 0 {
				r.Borrows = slices.Clone(r.Borrows) // a shared rule's list is every operation's
			}
			r.Borrows[i] = borrowed.ID
		}
	}
}

// lacksOperation reports whether the operation of a full id has no ledger. That is one mistake, at the first rule that names the
// operation.
func (l *loader) lacksOperation(r *Rule, id string) bool {
	operation, _, full := strings.Cut(id, "/")
	if !full || operation == Platform || l.ledger.Operation(operation) != nil {
		return false
	}
	if !slices.Contains(l.lacking, operation) {
		l.lacking = append(l.lacking, operation)
		l.mistake(r.File, r.Line, "rule %q speaks of the operation %s, which has no spec/%s/rules.yaml: the folder is missing or misspelt, or the name here is%s", r.Name, operation, operation, nearest.Slip(operation, l.ledger.Names()))
	}
	return true
}

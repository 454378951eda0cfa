package spec

import (
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
)

// What a rule names outside itself: documents, rules that its scenarios break on purpose, rules that it follows from.

// checkDocuments holds that the rules of an operation point only into documents that it has. Each that it has not is told
// once, at the first rule that points there.
func (l *loader) checkDocuments(o *Operation) {
	var names []string
	for _, d := range o.Documents {
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

// checkFrom holds that what a rule follows from are rules of operations, each of which a document states.
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

// checkBorrows makes the ids that a rule borrows full, and holds that each is there.
func (l *loader) checkBorrows() {
	for _, r := range l.ledger.Rules {
		for i, id := range r.Borrows {
			borrowed := l.ledger.Rule(id)
			if borrowed == nil {
				borrowed = l.ledger.Find(r.Operation, id)
			}
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

// lacksOperation reports whether the operation of a full id has no ledger, which is told once, at the first rule that names one
// of its rules.
func (l *loader) lacksOperation(r *Rule, id string) bool {
	operation, _, full := strings.Cut(id, "/")
	if !full || operation == Platform || l.ledger.Operation(operation) != nil {
		return false
	}
	if !slices.Contains(l.lacking, operation) {
		l.lacking = append(l.lacking, operation)
		l.mistake(r.File, r.Line, "rule %q speaks of the operation %s, which has no spec/%s/rules.yaml%s", r.Name, operation, operation, nearest.Slip(operation, l.ledger.Names()))
	}
	return true
}

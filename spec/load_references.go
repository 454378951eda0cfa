package spec

import (
	"cmp"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
)

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
		l.mistake(r.File, r.Line, "rule %q speaks of the operation %s, which has no spec/%s/rules.yaml%s", r.Name, operation, operation, nearest.Slip(operation, l.ledger.Names()))
	}
	return true
}

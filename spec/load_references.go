package spec

import (
	"slices"

	"github.com/slbconform/slbconform/internal/nearest"
)

// What a rule names outside itself: documents, rules that its scenarios break on purpose, rules that it follows from.

// checkDocuments holds that a rule points only into documents that its operation has.
func (l *loader) checkDocuments(r *Rule, o *Operation) {
	var names []string
	for _, d := range o.Documents {
		names = append(names, d.Name)
	}
	for _, p := range r.Document {
		if p.In != "" && !slices.Contains(names, p.In) {
			l.mistake(r.File, r.Line, "rule %q points into the document %q, which the operation does not have%s", r.Name, p.In, nearest.Hint(p.In, names))
		}
	}
}

// checkFrom holds that what a rule follows from are rules of operations, each of which a document states.
func (l *loader) checkFrom() {
	for _, r := range l.ledger.Rules {
		for _, id := range r.From {
			if from := l.ledger.Rule(id); from == nil {
				l.mistake(r.File, r.Line, "rule %q follows from %q, which is no rule%s", r.Name, id, l.ledger.Hint(id))
			} else if from.Basis != Stated {
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

package document

import (
	"cmp"
	"slices"
)

// ChangeKind says what became of a statement between two versions of a document.
type ChangeKind string

// What may become of a statement.
const (
	Unchanged ChangeKind = "unchanged"
	Moved     ChangeKind = "moved" // the same words at another place
	Edited    ChangeKind = "edited"
	Added     ChangeKind = "added"
	Removed   ChangeKind = "removed"
)

// Pairing is a statement of the old document beside what it became; Old is nil for one that is new, New for one that
// is gone.
type Pairing struct {
	Kind     ChangeKind
	Old, New *Statement
}

// Align pairs the statements of two documents, or of a lock and a document. It needs no text of the old side. Pairings
// come in the order of the new document; what is gone comes last.
func Align(old, new []Statement) []Pairing {
	a := &aligner{old: old, new: new, pairings: make([]Pairing, len(new)), taken: make([]bool, len(old))}
	for n := range new {
		a.pairings[n] = Pairing{Kind: Added, New: &new[n]}
	}
	a.same(Unchanged, func(o, n *Statement) bool { return o.Pointer() == n.Pointer() })
	a.same(Moved, func(o, n *Statement) bool {
		return o.Hash == n.Hash && o.Kind == n.Kind && sameSubject(o, n)
	})
	a.edited()
	for o := range old {
		if !a.taken[o] {
			a.pairings = append(a.pairings, Pairing{Kind: Removed, Old: &old[o]})
		}
	}
	return a.pairings
}

type aligner struct {
	old, new []Statement
	pairings []Pairing // one for each new statement
	taken    []bool    // old statements that have a partner
}

func (a *aligner) pair(o, n int, kind ChangeKind) {
	a.pairings[n].Kind, a.pairings[n].Old, a.taken[o] = kind, &a.old[o], true
}

// same pairs each new statement with the first equal old one that is not taken.
func (a *aligner) same(kind ChangeKind, equal func(o, n *Statement) bool) {
	for n := range a.new {
		for o := range a.old {
			if a.pairings[n].Old == nil && !a.taken[o] && equal(&a.old[o], &a.new[n]) {
				a.pair(o, n, kind)
			}
		}
	}
}

// sameSubject reports whether two statements are about the same thing: their paths end in the same name, or one of them is
// outside a table. "Valid values: 0 to 100." that disappears from one parameter and appears at another is not the same
// promise. The last name of a leaf of metadata is a keyword, so the one before it has to be the same too.
func sameSubject(o, n *Statement) bool {
	a, b := o.Path, n.Path
	if n.Kind == Value || n.Kind == Prose {
		a, b = above(a), above(b)
	}
	return o.Path == "" || n.Path == "" || lastOf(a) == lastOf(b) && lastOf(o.Path) == lastOf(n.Path)
}

// edited pairs the statements that are left and similar, the most similar first.
func (a *aligner) edited() {
	type candidate struct {
		o, n  int
		score float64
	}
	var all []candidate
	for n := range a.new {
		for o := range a.old {
			if a.pairings[n].Old != nil || a.taken[o] {
				continue
			}
			if s := resemblance(&a.old[o], &a.new[n]); s > 0 {
				all = append(all, candidate{o, n, s})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y candidate) int { return cmp.Compare(y.score, x.score) })
	for _, c := range all {
		if a.pairings[c.n].Old == nil && !a.taken[c.o] {
			a.pair(c.o, c.n, Edited)
		}
	}
}

// The least similarity at which two sentences count as one that was edited, at the same place and elsewhere in the
// section. Below it, one counts as removed and the other as added, and a person has to say which rule it belongs to.
const (
	similarHere  = 0.5
	similarThere = 0.75
)

// resemblance is the score of a pair that may be an edit; 0 when it is none. What can stand only once at its place (the row
// of a name, a heading, a value) is the same thing however much it changed.
func resemblance(o, n *Statement) float64 {
	if o.Section != n.Section || o.Kind != n.Kind {
		return 0
	}
	score := similarity(o.Words, n.Words)
	onePlace := n.Kind != Sentence && n.Kind != Sample
	switch {
	case o.Path == n.Path && onePlace:
		return 2 + score
	case o.Path == n.Path && score >= similarHere:
		return 1 + score
	case o.Path != n.Path && score >= similarThere && (n.Kind != Value || sameSubject(o, n)):
		return score
	}
	return 0
}

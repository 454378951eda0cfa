package document

import (
	"cmp"
	"slices"

	"github.com/slbconform/slbconform/spec"
)

// ChangeKind says what became of a statement between two versions of a page.
type ChangeKind string

// What may become of a statement.
const (
	Unchanged ChangeKind = "unchanged"
	Moved     ChangeKind = "moved" // the same words at another place, or in another order
	Edited    ChangeKind = "edited"
	Added     ChangeKind = "added"
	Removed   ChangeKind = "removed"
)

// Pairing is a statement of the old page beside what it became; Old is nil for one that is new, New for one that
// is gone.
type Pairing struct {
	Kind     ChangeKind
	Old, New *Statement
}

// Align pairs the statements of two pages, or of a lock and a page. It needs no text of the old side. Pairings
// come in the order of the new page; those that are gone follow what stood before them.
func Align(old, new []Statement) []Pairing {
	a := &aligner{old: old, new: new, partner: make([]int, len(new)), kind: make([]ChangeKind, len(new)), taken: make([]bool, len(old))}
	for i := range a.partner {
		a.partner[i] = -1
	}
	a.inOrder()
	a.same(Moved, func(o, n *Statement) bool { return o.Pointer() == n.Pointer() })
	a.same(Moved, func(o, n *Statement) bool {
		return o.Hash == n.Hash && o.Kind == n.Kind && speaksOfTheSame(o.Path, n.Path)
	})
	a.edited()
	return a.pairings()
}

type aligner struct {
	old, new []Statement
	partner  []int // of a new statement: its old one, or -1
	kind     []ChangeKind
	taken    []bool // old statements that have a partner
}

func (a *aligner) pair(o, n int, kind ChangeKind) {
	a.partner[n], a.kind[n], a.taken[o] = o, kind, true
}

// inOrder pairs, section by section, what stayed as it was and where it was.
func (a *aligner) inOrder() {
	for _, section := range sectionsOf(a.new) {
		o, n := indexes(a.old, section), indexes(a.new, section)
		for _, p := range common(pointersAt(a.old, o), pointersAt(a.new, n)) {
			a.pair(o[p.a], n[p.b], Unchanged)
		}
	}
}

func pointersAt(list []Statement, at []int) []spec.Pointer {
	out := make([]spec.Pointer, len(at))
	for i, k := range at {
		out[i] = list[k].Pointer()
	}
	return out
}

func sectionsOf(list []Statement) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s.Section) {
			out = append(out, s.Section)
		}
	}
	return out
}

func indexes(list []Statement, section string) []int {
	var out []int
	for i := range list {
		if list[i].Section == section {
			out = append(out, i)
		}
	}
	return out
}

// same pairs what is left and equal, first come, first served.
func (a *aligner) same(kind ChangeKind, equal func(o, n *Statement) bool) {
	for n := range a.new {
		for o := range a.old {
			if a.partner[n] < 0 && !a.taken[o] && equal(&a.old[o], &a.new[n]) {
				a.pair(o, n, kind)
			}
		}
	}
}

// speaksOfTheSame holds for paths that end in the same name, and for text outside a table: "Valid values: 0 to
// 100." that left one parameter and came to another is not the same promise.
func speaksOfTheSame(a, b string) bool {
	return a == "" || b == "" || lastOf(a) == lastOf(b)
}

// The least that two statements have to share to be one that was edited: half of the words at the same place,
// most of them elsewhere in the section. Below that, one is gone and another is new, and a person has to say
// which rule it belongs to.
const (
	alikeHere  = 0.5
	alikeThere = 0.75
)

// edited pairs what is left and resembles, the most alike first.
func (a *aligner) edited() {
	type candidate struct {
		o, n  int
		score float64
	}
	var all []candidate
	for n := range a.new {
		for o := range a.old {
			if a.partner[n] >= 0 || a.taken[o] {
				continue
			}
			if s := resemblance(&a.old[o], &a.new[n]); s > 0 {
				all = append(all, candidate{o, n, s})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y candidate) int { return cmp.Compare(y.score, x.score) })
	for _, c := range all {
		if a.partner[c.n] < 0 && !a.taken[c.o] {
			a.pair(c.o, c.n, Edited)
		}
	}
}

// resemblance scores a pair that may be an edit; 0 when it is none. Whatever has one place on the page (a row of
// one name, a heading, an example) is the same thing however it changed.
func resemblance(o, n *Statement) float64 {
	if o.Section != n.Section || o.Kind != n.Kind {
		return 0
	}
	score := similarity(o.Words, n.Words)
	if o.Path == n.Path {
		if n.Kind != Sentence && n.Kind != Sample {
			return 2 + score
		}
		if score >= alikeHere {
			return 1 + score
		}
		return 0
	}
	if score >= alikeThere {
		return score
	}
	return 0
}

func (a *aligner) pairings() []Pairing {
	after := make(map[int][]int) // gone statements, by the old statement before them; -1 at the start
	for o := range a.old {
		if !a.taken[o] {
			before := o - 1
			for before >= 0 && !a.taken[before] {
				before--
			}
			after[before] = append(after[before], o)
		}
	}
	var out []Pairing
	gone := func(before int) {
		for _, o := range after[before] {
			out = append(out, Pairing{Kind: Removed, Old: &a.old[o]})
		}
	}
	gone(-1)
	for n := range a.new {
		if a.partner[n] < 0 {
			out = append(out, Pairing{Kind: Added, New: &a.new[n]})
			continue
		}
		out = append(out, Pairing{Kind: a.kind[n], Old: &a.old[a.partner[n]], New: &a.new[n]})
		gone(a.partner[n])
	}
	return out
}

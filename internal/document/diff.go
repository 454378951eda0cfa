package document

import (
	"slices"
	"strings"
	"time"

	"github.com/slbconform/slbconform/spec"
)

// Side is one of the two pages of a diff.
type Side struct {
	File    string `json:"file"`
	Title   string `json:"title"`
	Product string `json:"product"`
	Updated string `json:"updated"` // YYYY-MM-DD; empty when the page gives no date
}

// Diff is what changed between two versions of a page, and what it touches.
type Diff struct {
	Old       Side     `json:"old"`
	New       Side     `json:"new"`
	Verdict   Verdict  `json:"verdict"`
	Unchanged int      `json:"unchanged"` // statements
	Reordered bool     `json:"reordered"` // the sections stand in another order
	Rules     []string `json:"rules"`     // all rules that changes affect, sorted
	Changes   []Change `json:"changes"`   // in the order of the new page
}

// Verdict is the worst that a diff found.
type Verdict string

// The verdicts of a diff.
const (
	SamePage      Verdict = "same"    // nothing changed
	WordingOnly   Verdict = "wording" // something changed, and no rule stands behind it
	RulesAffected Verdict = "rules"   // a rule stands behind something that changed, or may have to
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
	Words   []Word       `json:"words,omitempty"`  // edited: both texts, word by word
	Values  []ValueEdit  `json:"values,omitempty"` // edited: what changed by value
	Pointer spec.Pointer `json:"-"`                // of the new statement, or of the one that is gone
	Impact
}

// ValueEdit is a value that a program understands on both pages, or on one.
type ValueEdit struct {
	Field string `json:"field"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

// DiffPages compares two pages. t finds what a change touches.
func DiffPages(old, new *Page, t *ImpactFinder) *Diff {
	return diffOf(sideOf(old), old.Statements, new, t)
}

// DiffLock compares the page of a lock with a page. The old side has no text.
func DiffLock(shown string, old *Lock, new *Page, t *ImpactFinder) *Diff {
	side := Side{File: shown, Title: old.Title, Product: old.Product, Updated: isoDate(old.Updated)}
	return diffOf(side, old.Statements, new, t)
}

func sideOf(p *Page) Side {
	return Side{File: p.File, Title: p.Title, Product: p.Product, Updated: isoDate(p.Updated)}
}

func isoDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func diffOf(side Side, old []Statement, new *Page, t *ImpactFinder) *Diff {
	d := &Diff{Old: side, New: sideOf(new), Rules: []string{}, Changes: []Change{}}
	old, now := withoutHeader(old), withoutHeader(new.Statements)
	d.Reordered = reordered(sectionsOf(old), sectionsOf(now))
	for _, p := range Align(old, now) {
		if p.Kind == Unchanged {
			d.Unchanged++
			continue
		}
		d.Changes = append(d.Changes, changeOf(p, t))
	}
	d.judge()
	return d
}

// withoutHeader leaves out the lines that Side already tells.
func withoutHeader(list []Statement) []Statement {
	return slices.DeleteFunc(slices.Clone(list), func(s Statement) bool { return s.Kind == Title || s.Kind == Updated })
}

func reordered(old, new []string) bool {
	both := func(list, other []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return !slices.Contains(other, s) })
	}
	return !slices.Equal(both(old, new), both(new, old))
}

func changeOf(p Pairing, t *ImpactFinder) Change {
	at := p.New
	if at == nil {
		at = p.Old
	}
	c := Change{Kind: p.Kind, Section: at.Section, Path: at.Path, Pointer: at.Pointer(), Impact: t.impact(p)}
	if p.Old != nil {
		c.OldLine, c.Old = p.Old.Line, p.Old.Text
		if p.Old.Section != at.Section || p.Old.Path != at.Path {
			c.OldPath = place(p.Old.Section, p.Old.Path)
		}
	}
	if p.New != nil {
		c.NewLine, c.New = p.New.Line, p.New.Text
	}
	if p.Kind == Edited {
		c.Words = wordDiff(c.Old, c.New)
		c.Values = valueEdits(p.Old.Facts, p.New.Facts)
	}
	return c
}

// valueEdits compares the facts of one statement before and after.
func valueEdits(old, new []Fact) []ValueEdit {
	var out []ValueEdit
	for _, field := range factFields() {
		before, after := fieldOf(field, old), fieldOf(field, new)
		if before != after {
			out = append(out, ValueEdit{Field: field.name, Old: before, New: after})
		}
	}
	return out
}

func fieldOf(field factField, facts []Fact) string {
	var out []string
	for i := range facts {
		if value, set := field.get(&facts[i].Fact); set {
			out = append(out, value)
		}
	}
	return strings.Join(out, " and ")
}

// judge draws the conclusion. What is new in a normative section, and not yet in the ledger, may be a rule.
func (d *Diff) judge() {
	d.Verdict = SamePage
	if len(d.Changes) > 0 || d.Reordered || d.Old.Title != d.New.Title || d.Old.Updated != d.New.Updated || d.Old.Product != d.New.Product {
		d.Verdict = WordingOnly
	}
	affected := map[string]bool{}
	for i := range d.Changes {
		c := &d.Changes[i]
		if c.Affects() {
			d.Verdict = RulesAffected
			for _, id := range c.Rules {
				affected[id] = true
			}
		}
	}
	if d.Old.Title != d.New.Title {
		d.Verdict = RulesAffected
	}
	for id := range affected {
		d.Rules = append(d.Rules, id)
	}
	slices.Sort(d.Rules)
}

// Affects reports whether a rule stands behind the change, or may have to. A sentence of a rule that only moved
// promises what it promised before.
func (c *Change) Affects() bool {
	return c.Open || (c.Kind != Moved && len(c.Rules) > 0)
}

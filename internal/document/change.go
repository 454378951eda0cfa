package document

import (
	"cmp"
	"slices"
	"strings"
)

// changeOf is what became of a statement, and what that touches.
func changeOf(p Pairing, find *ImpactFinder) Change {
	at := cmp.Or(p.New, p.Old)
	c := Change{Kind: p.Kind, Section: at.Section, Path: at.Path, Pointer: at.Pointer(), Impact: find.impact(p)}
	if p.Old != nil {
		c.OldLine, c.Old = p.Old.Line, p.Old.Text
		if p.Old.Section != at.Section || p.Old.Path != at.Path {
			c.OldPath = location(p.Old.Section, p.Old.Path)
		}
	}
	if p.New != nil {
		c.NewLine, c.New = p.New.Line, p.New.Text
	}
	if p.Kind == Edited {
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

// judge sets the verdict and the affected rules. A new statement in a normative section may be a rule, so it affects them.
// Another date of metadata is no change: it is the day on which the metadata was fetched.
func (d *Diff) judge() {
	d.Verdict = NothingChanged
	if len(d.Changes) > 0 || d.Document == Page && d.Old.Updated != d.New.Updated {
		d.Verdict = WordingOnly
	}
	for _, c := range d.Changes {
		if c.affects() {
			d.Verdict = RulesAffected
			d.Rules = append(d.Rules, c.Rules...)
		}
	}
	slices.Sort(d.Rules)
	d.Rules = slices.Compact(d.Rules)
}

// affects reports whether a rule is based on the changed statement, or may have to be. A statement that only moved does not
// affect its rule.
func (c *Change) affects() bool {
	return c.Open || (c.Kind != Moved && len(c.Rules) > 0)
}

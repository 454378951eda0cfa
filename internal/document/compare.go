package document

import (
	"cmp"
	"io/fs"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

// Difference is one value on which the document and the ledger disagree.
type Difference struct {
	Rule     string // empty for something that the ledger does not have
	Section  string
	Path     string
	Line     int    // 0 when the document does not have it, or when it was read from the lock
	Field    string // as the ledger calls it: status, message, max …
	Document string // what it says; empty when it says nothing
	Ledger   string // what the ledger says; empty when it says nothing
}

func orNothing(s string) string { return cmp.Or(s, "nothing") }

// Comparison is the result of comparing by value.
type Comparison struct {
	Compared    int // values that stand on both sides
	Differences []Difference
	// Uncompared are rules whose facts no statement gives in a form that a program understands;
	// the hash of their statements holds them.
	Uncompared []string
}

// Compare compares the facts of an operation's ledger with those of the statements of the document of that name, read from
// the document or from the lock. It finds statements by section and path, not by hash, so that a reworded statement is
// compared as well. samples has the files that the ledger's facts name.
func Compare(name string, statements []Statement, o *spec.Operation, samples fs.FS) *Comparison {
	c := &comparison{name: name, statements: statements, samples: samples, there: map[spec.Pointer]bool{}}
	for i := range statements {
		c.there[statements[i].Pointer()] = true
	}
	into := pointersInto(name, o)
	for _, r := range o.Rules {
		at := slices.DeleteFunc(slices.Clone(r.Document), func(p spec.Pointer) bool { return !into.in(p) })
		if len(at) > 0 {
			c.rule(r, at)
		}
	}
	return &c.out
}

type comparison struct {
	name       string // of the document
	statements []Statement
	there      map[spec.Pointer]bool
	samples    fs.FS
	out        Comparison

	at []spec.Pointer // where the rule that is being compared points
}

func (c *comparison) rule(r *spec.Rule, at []spec.Pointer) {
	c.at = nil
	for _, p := range at {
		c.at = append(c.at, bare(p))
	}
	before := c.out.Compared
	switch {
	case r.Kind == "error":
		c.errorRow(r)
	case r.Kind == "sample":
		c.sample(r)
	default:
		c.facts(r, c.candidates(r))
	}
	if c.out.Compared == before && hasValues(r) {
		c.out.Uncompared = append(c.out.Uncompared, r.Name)
	}
}

func hasValues(r *spec.Rule) bool {
	return r.Kind == "sample" || slices.ContainsFunc(factFields(), func(f factField) bool {
		_, set := f.get(&r.Fact)
		return set
	})
}

// found is a fact of the document and the statement it stands in.
type found struct {
	fact Fact
	in   *Statement
}

// candidates are the facts of a rule's kind and name at the places where the rule points, and below them, because the
// values of a list are in bullets of their own. While the document has all statements of a rule, a row to which the rule
// does not point belongs to another rule.
func (c *comparison) candidates(r *spec.Rule) []found {
	var out []found
	complete := c.gone() == nil
	for i := range c.statements {
		s := &c.statements[i]
		if !slices.ContainsFunc(c.at, func(p spec.Pointer) bool { return p.Section == s.Section && under(s.Path, p.Path) }) {
			continue
		}
		if complete && s.Kind == Row && !slices.Contains(c.at, s.Pointer()) {
			continue
		}
		for _, f := range s.Facts {
			if f.Kind == r.Kind && (f.Name == "" || r.Fact.Name == "" || f.Name == r.Fact.Name) {
				out = append(out, found{f, s})
			}
		}
	}
	return out
}

func under(path, top string) bool {
	return path == top || (top != "" && strings.HasPrefix(path, top+" > "))
}

// differ records a difference; without a statement, at the first place where the rule points.
func (c *comparison) differ(r *spec.Rule, at *Statement, field, document, ledger string) {
	d := Difference{Rule: r.Name, Section: c.at[0].Section, Path: c.at[0].Path, Field: field, Document: document, Ledger: ledger}
	if at != nil {
		d.Section, d.Path, d.Line = at.Section, at.Path, at.Line
	}
	c.out.Differences = append(c.out.Differences, d)
}

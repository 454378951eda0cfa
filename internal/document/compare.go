package document

import (
	"fmt"
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

// String shows both sides.
func (d Difference) String() string {
	return fmt.Sprintf("%s: the document says %s, the ledger %s", d.Field, orNothing(d.Document), orNothing(d.Ledger))
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// Comparison is what comparing by value found.
type Comparison struct {
	Compared    int // values that stand on both sides
	Differences []Difference
	// Uncompared are rules whose facts no statement gives in a form that a program understands;
	// the hash of their statements holds them.
	Uncompared []string
}

// Compare holds the facts of the ledger of an operation against those of the statements of the document of that name,
// as they are or as the lock has them. It finds its way by section and path, not by hash, so that a reworded statement
// is compared as well. samples holds the files that the ledger's facts name.
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

// candidates are the facts of a rule's kind and name at the places where the rule points, and below them: the
// values of a list stand in bullets of their own.
func (c *comparison) candidates(r *spec.Rule) []found {
	var out []found
	for i := range c.statements {
		s := &c.statements[i]
		if !slices.ContainsFunc(c.at, func(p spec.Pointer) bool { return p.Section == s.Section && under(s.Path, p.Path) }) {
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

// facts compares each field that the rule sets with the candidates that set it too. Lists are taken together.
func (c *comparison) facts(r *spec.Rule, candidates []found) {
	for _, field := range factFields() {
		want, set := field.get(&r.Fact)
		if !set {
			continue
		}
		got, at := gather(field, candidates)
		if at == nil {
			if gone := c.gone(); gone != nil && c.name == Page {
				c.differ(r, &Statement{Section: gone.Section, Path: gone.Path}, field.name, "", want)
			}
			continue
		}
		c.out.Compared++
		if !slices.Contains(got, want) {
			c.differ(r, at, field.name, strings.Join(got, " and "), want)
		}
	}
}

// gone is the first statement of a rule that the document no longer has, or nil. While all are there, a
// fact that no pattern reads is held by their hashes, as prose of metadata always is.
func (c *comparison) gone() *spec.Pointer {
	for i := range c.at {
		if !c.there[c.at[i]] {
			return &c.at[i]
		}
	}
	return nil
}

func gather(field factField, candidates []found) (values []string, at *Statement) {
	var all []string
	for _, f := range candidates {
		value, set := field.get(&f.fact.Fact)
		if !set {
			continue
		}
		if at == nil {
			at = f.in
		}
		if field.list != nil {
			all = append(all, field.list(&f.fact.Fact)...)
			continue
		}
		if !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	if field.list != nil && at != nil {
		values = []string{"[" + strings.Join(slices.Compact(slices.Sorted(slices.Values(all))), ", ") + "]"}
	}
	return values, at
}

// differ notes a value. Without a statement it stands where the rule expects one.
func (c *comparison) differ(r *spec.Rule, at *Statement, field, document, ledger string) {
	d := Difference{Rule: r.Name, Field: field, Document: document, Ledger: ledger}
	switch {
	case at != nil:
		d.Section, d.Path, d.Line = at.Section, at.Path, at.Line
	case len(c.at) > 0:
		d.Section, d.Path = c.at[0].Section, c.at[0].Path
	}
	c.out.Differences = append(c.out.Differences, d)
}

package document

import (
	"slices"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

// facts compares each field that the rule sets with the candidates that set it too. Lists are taken together.
func (c *comparison) facts(r *spec.Rule, candidates []found) {
	for _, field := range factFields() {
		want, set := field.get(&r.Fact)
		if !set {
			continue
		}
		got, at := gather(field, candidates)
		if field.isList() && !slices.Contains(got, want) && twice(field, candidates) {
			continue // a value that is listed twice stands where another was meant
		}
		if at == nil {
			if gone := c.gone(); gone != nil && c.name == Page {
				c.differ(r, &Statement{Section: gone.Section, Path: gone.Path}, field.name, "", want)
			}
			continue
		}
		c.out.Compared++
		if !slices.ContainsFunc(got, func(value string) bool { return field.same(value, want) }) {
			c.differ(r, at, field.name, strings.Join(got, " and "), want)
		}
	}
}

// gone is the first statement of a rule that the document no longer has, or nil. While it has them all, their hashes show
// that facts which no pattern reads are unchanged.
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
		if field.isList() {
			all = append(all, field.list(&f.fact.Fact)...)
			continue
		}
		if !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	if field.isList() && at != nil {
		values = []string{listed(slices.Compact(slices.Sorted(slices.Values(all))))}
	}
	return values, at
}

// twice reports whether a list names a value twice.
func twice(field factField, candidates []found) bool {
	seen := map[string]bool{}
	for _, f := range candidates {
		for _, value := range field.list(&f.fact.Fact) {
			if seen[value] {
				return true
			}
			seen[value] = true
		}
	}
	return false
}

package document

import (
	"slices"
	"strconv"
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

// errorRow compares the row of a code. If the document does not have the code, it takes the row with the same message, and
// the code is what differs.
func (c *comparison) errorRow(r *spec.Rule) {
	rows := c.rows(func(f Fact) bool { return f.Code == r.Fact.Code })
	if len(rows) == 0 {
		rows = c.rows(func(f Fact) bool { return sameText(f, r.Fact) && !strings.HasPrefix(r.Fact.Message, "%s") })
		if len(rows) == 0 {
			c.differ(r, nil, "code", "", r.Fact.Code)
			return
		}
	}
	// A code may stand in several rows, each with its message: the rule speaks of the one that fits.
	best := rows[0]
	for _, row := range rows {
		if sameText(row.fact, r.Fact) && row.fact.Status == r.Fact.Status {
			best = row
		}
	}
	c.compareRow(r, best)
}

func (c *comparison) compareRow(r *spec.Rule, row found) {
	got, want := row.fact, r.Fact
	c.out.Compared += 3
	if got.Code != want.Code {
		c.differ(r, row.in, "code", got.Code, want.Code)
	}
	if got.Status != want.Status {
		c.differ(r, row.in, "status", strconv.Itoa(got.Status), strconv.Itoa(want.Status))
	}
	if sameText(got, want) {
		return
	}
	rest, begins := afterMessage(got, want)
	if begins && rest == "" && c.name == Metadata {
		return // it has no descriptions
	}
	if !begins {
		c.differ(r, row.in, "message", strings.TrimSpace(got.Message+" "+got.Description), strings.TrimSpace(want.Message+" "+want.Description))
		return
	}
	c.differ(r, row.in, "description", rest, want.Description)
}

// sameText reports whether a row has the ledger's message and description. A row does not show where the message ends, so
// it has to begin with the ledger's message and end with its description.
func sameText(row Fact, want spec.Fact) bool {
	rest, begins := afterMessage(row, want)
	return begins && rest == normalise(want.Description)
}

func afterMessage(row Fact, want spec.Fact) (rest string, begins bool) {
	text := normalise(row.Message + " " + row.Description)
	rest, begins = strings.CutPrefix(text, normalise(want.Message))
	if !begins || (rest != "" && !strings.HasPrefix(rest, " ")) {
		return "", false
	}
	return strings.TrimPrefix(rest, " "), true
}

// rows are the rows of the error table that pick selects.
func (c *comparison) rows(pick func(Fact) bool) []found {
	var out []found
	for i := range c.statements {
		for _, f := range c.statements[i].Facts {
			if f.Kind == "error" && pick(f) {
				out = append(out, found{f, &c.statements[i]})
			}
		}
	}
	return out
}

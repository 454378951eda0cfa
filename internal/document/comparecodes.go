package document

import (
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

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

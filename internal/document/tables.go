package document

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

var (
	nameCell  = regexp.MustCompile(`^[A-Za-z][\w.-]*$`)
	typeCell  = regexp.MustCompile(`^(?:string|integer|int|int32|int64|long|boolean|bool|float|double|number|object|any|byte|date|file|array|map|list)(?:\s*<.*>)?$`)
	requiring = regexp.MustCompile(`^(?i:yes|no)$`)
)

// table cuts the table of parameters or elements: prose before it, the heads of its columns, its rows.
func (c *cutter) table(cells []cell, firstHead []string, withRequired bool) {
	at := c.columns(cells, firstHead, []string{"type"}, []string{"required", "description", "example", "parameter description", "sample value"})
	if at == 0 {
		c.fail(c.current.Line, "has no table: no line "+firstHead[0]+" with a line Type below it")
		return
	}
	rows := rowStarts(cells[at:], withRequired)
	if len(rows) == 0 || rows[0].at != 0 {
		c.fail(lineOf(cells, at, c.current), "the first row of the table is not understood; expected a name and a type"+map[bool]string{true: ", and Yes or No"}[withRequired])
		return
	}
	above := ""
	for i, r := range rows {
		next := len(cells) - at
		if i+1 < len(rows) {
			next = rows[i+1].at
		}
		above = c.row(cells[at+r.at:at+next], r, above)
	}
}

func lineOf(cells []cell, i int, s Section) int {
	if i >= 0 && i < len(cells) {
		return cells[i].line
	}
	return s.Line
}

// columns finds the heads of a table, the first two of which are given, cuts what stands before them as prose,
// and returns where the rows begin; 0 when there is no table.
func (c *cutter) columns(cells []cell, first, second, others []string) int {
	is := func(i int, known []string) bool {
		return i < len(cells) && !cells[i].bullet && slices.Contains(known, strings.ToLower(collapseSpace(cells[i].text)))
	}
	for i := range cells {
		if !is(i, first) || !is(i+1, second) {
			continue
		}
		c.prose(cells[:i], "")
		c.cut(cells[i].from, cells[i], Columns, "")
		rest := i + 2
		for is(rest, others) {
			rest++
		}
		return rest
	}
	return 0
}

// tableRow is where a row begins, and what its first cells say.
type tableRow struct {
	at       int // index of its first cell
	cells    int // how many cells name, type and mark take
	name     string
	typ      string
	required string // Yes, No, or empty when the table has no such column
}

// rowStarts finds the rows: a name, a type, and Yes or No where the table has that column; or a type alone, for
// the answer itself and for the items of an array.
func rowStarts(cells []cell, withRequired bool) []tableRow {
	var rows []tableRow
	for i := 0; i < len(cells); i++ {
		r, ok := rowAt(cells[i:], withRequired)
		if !ok {
			continue
		}
		r.at = i
		rows = append(rows, r)
		i += r.cells - 1
	}
	return rows
}

func rowAt(cells []cell, withRequired bool) (tableRow, bool) {
	var r tableRow
	if len(cells) > 1 && plain(cells[0], nameCell) && plain(cells[1], typeCell) && !plain(cells[0], typeCell) {
		r.name = cells[0].text
		r.cells++
	}
	if !plain(cells[r.cells], typeCell) {
		return r, false
	}
	r.typ = cells[r.cells].text
	r.cells++
	if !withRequired {
		return r, true
	}
	if r.cells >= len(cells) || !plain(cells[r.cells], requiring) {
		return r, false
	}
	r.required = cells[r.cells].text
	r.cells++
	return r, true
}

func plain(c cell, re *regexp.Regexp) bool {
	return !c.bullet && !c.sample && re.MatchString(c.text)
}

// row cuts one row: what it says of its parameter, the description, the example. above is the path of the row
// before, below which the items of an array stand; row returns the path of its own.
func (c *cutter) row(cells []cell, r tableRow, above string) string {
	path := cmp.Or(r.name, join(above, r.typ))
	c.cut(cells[0].from, cells[0], Row, path, rowFacts(r)...)
	rest := cells[r.cells:]
	example := exampleCell(rest)
	c.unmarked(rest)
	c.prose(rest[:example], path)
	for _, cl := range rest[example:] {
		kind := Example
		if cl.sample {
			kind = Sample
		}
		c.cut(cl.from, cl, kind, join(path, "Example"))
	}
	return path
}

// unmarked reports a row without Yes or No, which would otherwise be read as text of the row above.
func (c *cutter) unmarked(cells []cell) {
	for i := 0; i+1 < len(cells); i++ {
		if plain(cells[i], nameCell) && plain(cells[i+1], typeCell) {
			c.fail(cells[i].line, fmt.Sprintf("the row of %s says neither Yes nor No in the column Required", cells[i].text))
		}
	}
}

func rowFacts(r tableRow) []Fact {
	if r.required == "" {
		kind := spec.Kind("member")
		if r.name == "" {
			kind = "type"
		}
		return []Fact{{Kind: kind, Fact: spec.Fact{Name: r.name, Type: r.typ}}}
	}
	return []Fact{
		required(r.name, strings.EqualFold(r.required, "yes")),
		{Kind: "type", Fact: spec.Fact{Name: r.name, Type: r.typ}},
	}
}

// exampleCell is the index of the cell of the example column, the last of a row, or the number of cells when the
// row has none: the text of a table does not say where a description ends. A sentence is an example only when it
// is all that follows the first paragraph.
func exampleCell(cells []cell) int {
	n := len(cells)
	if n < 2 || cells[n-1].bullet || isNoteLabel(cells[n-2].text) {
		return n
	}
	last := cells[n-1]
	if !last.sample && endsLikeProse(last.text) && n > 2 {
		return n
	}
	return n - 1
}

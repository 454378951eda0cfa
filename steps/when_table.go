package steps

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/cucumber/godog"

	"github.com/slbconform/slbconform/internal/nearest"
)

// CheckTable reports what in the table below a sentence is not understood, and the row in which it stands.
func CheckTable(table *godog.Table) (row int, err error) {
	_, _, row, err = serverRows(table)
	return row, err
}

// serverRows reads a table of backend servers: a column "server" with roles, the others named like members. An error is of the row
// at.
func serverRows(table *godog.Table) (names []string, rows []described, at int, err error) {
	header := table.Rows[0].Cells
	if len(table.Rows) < 2 {
		return nil, nil, 0, errors.New("the table lists no backend server")
	}
	if header[0].Value != "server" {
		return nil, nil, 0, fmt.Errorf("the first column of the table must be \"server\", not %q", header[0].Value)
	}
	for _, column := range header[1:] {
		name, ok := memberNames()[column.Value]
		if !ok {
			return nil, nil, 0, fmt.Errorf("no member is called %q%s", column.Value, nearest.Hint(column.Value, slices.Collect(maps.Keys(memberNames()))))
		}
		if slices.Contains(names, name) {
			return nil, nil, 0, fmt.Errorf("the column %q stands twice", column.Value)
		}
		names = append(names, name)
	}
	for at := 1; at < len(table.Rows); at++ {
		s := &scanner{rest: table.Rows[at].Cells[0].Value}
		of, err := s.server()
		if err != nil || s.rest != "" {
			return nil, nil, at, cmp.Or(err, s.notUnderstood())
		}
		row := described{of: of}
		for i, cell := range table.Rows[at].Cells[1:] {
			s, v := &scanner{rest: cell.Value}, constant("") // which leaves the member out
			if cell.Value != "" {
				v, err = s.value()
			}
			if err != nil || s.rest != "" {
				return nil, nil, at, fmt.Errorf("%q is no value%s", cell.Value, nearest.Hint(cell.Value, slices.Collect(maps.Keys(phrases()))))
			}
			row.clauses = append(row.clauses, memberIs(names[i], v))
		}
		rows = append(rows, row)
	}
	return names, rows, 0, nil
}

// elements are the backend servers of a table, and the members that it speaks of.
func (w *World) elements(ctx context.Context, table *godog.Table) (list []element, names []string, err error) {
	names, rows, _, err := serverRows(table)
	for _, row := range rows {
		r, err := row.of(w)
		if err != nil {
			return nil, nil, err
		}
		one := &call{list: []element{newElement(r)}}
		if err := w.apply(ctx, one, row.shape); err != nil {
			return nil, nil, err
		}
		list = append(list, one.list...)
	}
	return list, names, err
}

// The neutral sentences: they stand in scenarios of rules that several operations share, and call whichever operation
// the scenario is run for.
func calling(v *Vocabulary) {
	v.When(`^I call the operation for these backend servers$`, (*World).whenCallTable, Definition{
		Means: "One call of the operation that the rule is tested for, with the backend servers of the table; an empty cell leaves the member out, a column that is not there is as in the samples.",
	})
	v.When(`^I call the operation((?: with| without| by| as| signed| dated| naming).*)?$`, (*World).whenCall, Definition{
		Example: `I call the operation with a backend server on port 80 with weight "10"`,
		Means:   "One call of the operation that the rule is tested for, with one backend server where it takes any, shaped by what follows.",
	})
}

func (w *World) whenCall(ctx context.Context, how neutral) error {
	op, err := w.tested()
	if err != nil {
		return err
	}
	c, err := w.describe(ctx, op, how.described)
	if err != nil {
		return err
	}
	return w.perform(ctx, c)
}

func (w *World) whenCallTable(ctx context.Context, table *godog.Table) error {
	op, err := w.tested()
	if err != nil {
		return err
	}
	return w.performTable(ctx, op, table)
}

// tested is the operation whose rule the scenario tests.
func (w *World) tested() (*Operation, error) {
	if w.op == nil {
		return nil, errors.New("the rule belongs to no operation; say which call is made")
	}
	return w.op, nil
}

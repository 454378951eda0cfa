package steps

import (
	"fmt"
	"maps"
	"slices"

	"github.com/cucumber/godog"

	"github.com/slbconform/slbconform/internal/nearest"
)

// serverRow is a row of a table of backend servers, read: what plays the role, and a value for each column after the first; nil
// leaves the member out.
type serverRow struct {
	of     resource
	values []value
}

// CheckTable reports what in the table below a sentence is not understood, and the row in which it stands.
func CheckTable(table *godog.Table) (row int, err error) {
	_, _, row, err = serverRows(table)
	return row, err
}

// serverRows reads a table of backend servers: a column "server" with roles, the others named like members.
func serverRows(table *godog.Table) (names []string, rows []serverRow, at int, err error) {
	if len(table.Rows) < 2 {
		return nil, nil, 0, fmt.Errorf("the table lists no backend server")
	}
	header := table.Rows[0].Cells
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
	for i, row := range table.Rows[1:] {
		r := serverRow{values: make([]value, len(names))}
		s := &scanner{rest: row.Cells[0].Value}
		if r.of, err = s.server(); err == nil && s.rest != "" {
			err = s.notUnderstood()
		}
		for j, cell := range row.Cells[1:] {
			if err == nil && cell.Value != "" {
				r.values[j], err = cellValue(cell.Value)
			}
		}
		if err != nil {
			return nil, nil, i + 1, err
		}
		rows = append(rows, r)
	}
	return names, rows, 0, nil
}

func cellValue(text string) (value, error) {
	s := &scanner{rest: text}
	v, err := s.value()
	if err != nil || s.rest != "" {
		return nil, fmt.Errorf("%q is no value%s", text, nearest.Hint(text, slices.Collect(maps.Keys(phrases()))))
	}
	return v, nil
}

// elements are the backend servers of a table, and the members that it speaks of.
func (w *World) elements(table *godog.Table) (list []element, names []string, err error) {
	names, rows, _, err := serverRows(table)
	for _, row := range rows {
		r, err := row.of(w)
		if err != nil {
			return nil, nil, err
		}
		e := newElement(r)
		for i, v := range row.values {
			raw := ""
			if v != nil {
				if raw, err = v(w, r); err != nil {
					return nil, nil, err
				}
			}
			e.say(names[i], raw)
		}
		list = append(list, e)
	}
	return list, names, err
}

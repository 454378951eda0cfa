package steps

import (
	"fmt"
	"maps"
	"slices"

	"github.com/cucumber/godog"

	"github.com/slbconform/slbconform/internal/nearest"
)

// elements reads a table of backend servers: a column "server" with roles, the others named like members.
func (w *World) elements(table *godog.Table) ([]element, error) {
	if len(table.Rows) < 2 {
		return nil, fmt.Errorf("the table lists no backend server")
	}
	header := table.Rows[0].Cells
	if header[0].Value != "server" {
		return nil, fmt.Errorf("the first column of the table must be \"server\", not %q", header[0].Value)
	}
	var list []element
	for _, row := range table.Rows[1:] {
		var of resource
		if err := of.read(row.Cells[0].Value); err != nil {
			return nil, err
		}
		r, err := of(w)
		if err != nil {
			return nil, err
		}
		e := newElement(r)
		for i, cell := range row.Cells[1:] {
			if err := w.setCell(&e, header[i+1].Value, cell.Value); err != nil {
				return nil, err
			}
		}
		list = append(list, e)
	}
	return list, nil
}

func (w *World) setCell(e *element, column, text string) error {
	name, ok := memberNames()[column]
	if !ok {
		return fmt.Errorf("no member is called %q%s", column, nearest.Hint(column, slices.Collect(maps.Keys(memberNames()))))
	}
	if text == "" {
		e.say(name, "")
		return nil
	}
	v, err := (&scanner{rest: text}).value()
	if err != nil {
		return err
	}
	raw, err := v(w, e.of)
	if err != nil {
		return err
	}
	e.say(name, raw)
	return nil
}

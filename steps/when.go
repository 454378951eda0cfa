package steps

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/cucumber/godog"

	"github.com/slbconform/slbconform/internal/nearest"
)

func when() []Definition {
	return []Definition{
		reading(define(`I add (an? .+|the .+)`, `I add a backend server on port 80 with weight 0`,
			"One call that adds one backend server, shaped by what follows it.",
			func(w *World) any { return w.whenAdd }), readsServer),
		define(`I add (\d+) backend servers`, `I add 20 backend servers`,
			"One call that adds the cheapest backend server on so many ports, from 1 upward.",
			func(w *World) any { return w.whenAddMany }),
		define(`I add these backend servers`, `I add these backend servers`,
			"One call that adds the backend servers of the table; an empty cell leaves the member out.",
			func(w *World) any { return w.whenAddTable }),
		reading(define(`I send the list(?: (by .+))?`, `I send the list`,
			"One call whose BackendServers is the text below, masked values filled in.",
			func(w *World) any { return w.whenSendList }), readsClauses),
		reading(define(`I repeat the call(?: (.+))?`, `I repeat the call`,
			"The last call once more, as it was, or shaped by what follows.",
			func(w *World) any { return w.whenRepeat }), readsClauses),
		define(`I look at the load balancer and list its groups`, `I look at the load balancer and list its groups`,
			"Asks for the load balancer of the group, and for the groups of that load balancer.",
			func(w *World) any { return w.whenListGroups }),
		define(`I remove it from the group`, `I remove it from the group`,
			"Removes the backend server that was added last.",
			func(w *World) any { return w.whenRemove }),
	}
}

func (w *World) newAddition() *addition {
	return &addition{group: w.group, params: map[string]*string{}, headers: map[string]string{}}
}

// describe reads "a backend server on port 80 with weight 0" into a call that adds it.
func (w *World) describe(ctx context.Context, sentence string) (*addition, error) {
	s := &scanner{rest: sentence}
	role, err := s.role()
	if err != nil {
		return nil, err
	}
	shape, err := clauses(s.rest)
	if err != nil {
		return nil, err
	}
	r, err := w.session.Inventory.Resource(role)
	if err != nil {
		return nil, err
	}
	a := w.newAddition()
	a.list = []element{newElement(r)}
	return a, w.apply(ctx, a, shape)
}

func (w *World) apply(ctx context.Context, a *addition, shape []clause) error {
	for _, c := range shape {
		if err := c(ctx, w, a); err != nil {
			return err
		}
	}
	return nil
}

func (w *World) whenAdd(ctx context.Context, sentence string) error {
	a, err := w.describe(ctx, sentence)
	if err != nil {
		return err
	}
	return w.send(ctx, a)
}

func (w *World) whenAddMany(ctx context.Context, number string) error {
	n, err := strconv.Atoi(number)
	if err != nil {
		return err
	}
	a := w.newAddition()
	if a.list, err = w.manyServers(n); err != nil {
		return err
	}
	return w.send(ctx, a)
}

func (w *World) whenAddTable(ctx context.Context, table *godog.Table) error {
	a := w.newAddition()
	var err error
	if a.list, err = w.elements(table); err != nil {
		return err
	}
	return w.send(ctx, a)
}

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
		s := &scanner{rest: row.Cells[0].Value}
		role, err := s.role()
		if err != nil {
			return nil, err
		}
		r, err := w.session.Inventory.Resource(role)
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
		return fmt.Errorf("no member is called %q%s", column, nearest.Hint(column, memberWords()))
	}
	if text == "" {
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
	e.set(name, raw)
	return nil
}

func memberWords() []string {
	var words []string
	for says := range memberNames() {
		words = append(words, says)
	}
	return words
}

func (w *World) whenSendList(ctx context.Context, how string, list *godog.DocString) error {
	shape, err := clauses(how)
	if err != nil {
		return err
	}
	a := w.newAddition()
	a.text = w.fillIn(list.Content)
	if err := w.apply(ctx, a, shape); err != nil {
		return err
	}
	return w.send(ctx, a)
}

// fillIn puts what stands for masked values into a sample.
func (w *World) fillIn(sample string) *string {
	var pairs []string
	for _, masked := range slices.Backward(slices.Sorted(maps.Keys(w.masked))) {
		pairs = append(pairs, masked, w.masked[masked])
	}
	filled := strings.NewReplacer(pairs...).Replace(sample)
	return &filled
}

func (w *World) whenRepeat(ctx context.Context, how string) error {
	if _, err := w.answer(); err != nil {
		return err // what came of the call before is not known, so a second one would show nothing
	}
	shape, err := clauses(how)
	if err != nil {
		return err
	}
	again := w.last.copy()
	if err := w.apply(ctx, again, shape); err != nil {
		return err
	}
	return w.send(ctx, again)
}

func (w *World) whenRemove(ctx context.Context) error {
	if _, err := w.answer(); err != nil {
		return err
	}
	return w.removeServers(ctx, w.last.backendServers())
}

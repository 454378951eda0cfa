package steps

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/cucumber/godog"

	"github.com/slbconform/slbconform/internal/wire"
)

func whens(v *Vocabulary) {
	v.When(`^I send the list(?: (by .+))?$`, (*World).whenSendList, Definition{
		Example: `I send the list`,
		Means:   "One call whose BackendServers is the text below, masked values filled in.",
	})
	v.When(`^I repeat the call(?: (.+))?$`, (*World).whenRepeat, Definition{
		Example: `I repeat the call`,
		Means:   "The last call once more, as it was, or shaped by what follows.",
	})
	v.When(`^I read the load balancer and list its groups$`, (*World).whenListGroups, Definition{
		Means: "Asks for the load balancer of the group, and for the groups of that load balancer.",
	})
}

// describe makes "a backend server on port 80 with weight 0" a call of the operation with it.
func (w *World) describe(ctx context.Context, op *Operation, with described) (*call, error) {
	r, err := with.of(w)
	if err != nil {
		return nil, err
	}
	c := w.newCall(op)
	c.list = []element{newElement(r)}
	return c, w.apply(ctx, c, with.shape)
}

// performing, performingMany and performingTable are sentences that call an operation with the one backend server that
// they name; with a number of different ones, all on one port, the usual one when they name none; with those of a table.
// more is what else such a sentence says of the call.
func performing(op func() Operation, more ...func(*call)) any {
	return func(w *World, ctx context.Context, with described) error {
		c, err := w.describe(ctx, of(op), with)
		if err != nil {
			return err
		}
		return w.perform(ctx, c, more...)
	}
}

func performingMany(op func() Operation, more ...func(*call)) any {
	return func(w *World, ctx context.Context, number int, port string) error {
		c, err := w.many(of(op), number, port)
		if err != nil {
			return err
		}
		return w.perform(ctx, c, more...)
	}
}

func performingTable(op func() Operation, more ...func(*call)) any {
	return func(w *World, ctx context.Context, table *godog.Table) error {
		return w.performTable(ctx, of(op), table, more...)
	}
}

// performingPlainly is a sentence that calls an operation with no backend server.
func performingPlainly(op func() Operation, more ...func(*call)) any {
	return func(w *World, ctx context.Context) error { return w.perform(ctx, w.newCall(of(op)), more...) }
}

// leavingOut leaves a parameter out of a call.
func leavingOut(parameter string) func(*call) {
	return func(c *call) { c.params[parameter] = nil }
}

func of(op func() Operation) *Operation {
	one := op()
	return &one
}

// many is a call with a number of different backend servers on a port.
func (w *World) many(op *Operation, number int, port string) (c *call, err error) {
	c = w.newCall(op)
	c.list, err = w.manyServers(number, 0)
	for i := range c.list {
		if port != "" {
			c.list[i].Set("Port", wire.Quote(port))
		}
	}
	return c, err
}

// performTable calls an operation with the backend servers of a table.
func (w *World) performTable(ctx context.Context, op *Operation, table *godog.Table, more ...func(*call)) error {
	c := w.newCall(op)
	var err error
	if c.list, _, err = w.elements(ctx, table); err != nil {
		return err
	}
	return w.perform(ctx, c, more...)
}

func (w *World) apply(ctx context.Context, c *call, said shape) error {
	for _, part := range said.clauses {
		if err := part(ctx, w, c); err != nil {
			return err
		}
	}
	return nil
}

func (w *World) whenSendList(ctx context.Context, how shape, list *godog.DocString) error {
	op, err := w.tested()
	if err != nil {
		return err
	}
	c := w.newCall(op)
	c.text = w.fillIn(list.Content)
	if err := w.apply(ctx, c, how); err != nil {
		return err
	}
	return w.perform(ctx, c)
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

func (w *World) whenRepeat(ctx context.Context, how shape) error {
	if _, err := w.answer(); err != nil {
		return err // what came of the call before is not known, so a second one would show nothing
	}
	again := w.last.copy()
	if err := w.apply(ctx, again, how); err != nil {
		return err
	}
	return w.send(ctx, again)
}

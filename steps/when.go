package steps

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/cucumber/godog"
)

func whens(v *Vocabulary) {
	v.When(`^I send the list(?: (by .+))?$`, (*World).whenSendList, Definition{
		Example: `I send the list`,
		Means:   "One call whose BackendServers is the text below, masked values filled in.",
		reads:   []reads{readsClauses},
	})
	v.When(`^I repeat the call(?: (.+))?$`, (*World).whenRepeat, Definition{
		Example: `I repeat the call`,
		Means:   "The last call once more, as it was, or shaped by what follows.",
		reads:   []reads{readsClauses},
	})
	v.When(`^I look at the load balancer and list its groups$`, (*World).whenListGroups, Definition{
		Means: "Asks for the load balancer of the group, and for the groups of that load balancer.",
	})
}

// describe reads "a backend server on port 80 with weight 0" into a call of the operation with it.
func (w *World) describe(ctx context.Context, op *Operation, sentence string) (*call, error) {
	s := &scanner{rest: sentence}
	of, err := s.resource()
	if err != nil {
		return nil, err
	}
	shape, err := clauses(s.rest)
	if err != nil {
		return nil, err
	}
	r, err := of(w)
	if err != nil {
		return nil, err
	}
	c := w.newCall(op)
	c.list = []element{newElement(r)}
	return c, w.apply(ctx, c, shape)
}

// performing, performingMany and performingTable are sentences that call an operation with the one backend server that
// they name; with a number of different ones, all on one port, the usual one when they name none; with those of a table.
// more is what else such a sentence says of the call.
func performing(op func() Operation, more ...func(*call)) any {
	return func(w *World, ctx context.Context, sentence string) error {
		c, err := w.describe(ctx, of(op), sentence)
		if err != nil {
			return err
		}
		return w.perform(ctx, c, more...)
	}
}

func performingMany(op func() Operation, more ...func(*call)) any {
	return func(w *World, ctx context.Context, number, port string) error {
		c, err := w.many(of(op), number, port)
		if err != nil {
			return err
		}
		return w.perform(ctx, c, more...)
	}
}

func performingTable(op func() Operation) any {
	return func(w *World, ctx context.Context, table *godog.Table) error {
		return w.performTable(ctx, of(op), table)
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
func (w *World) many(op *Operation, number, port string) (*call, error) {
	n, err := strconv.Atoi(number)
	if err != nil {
		return nil, err
	}
	c := w.newCall(op)
	c.list, err = w.manyServers(n)
	for i := range c.list {
		if port != "" {
			c.list[i].set("Port", quote(port))
		}
	}
	return c, err
}

// performTable calls an operation with the backend servers of a table.
func (w *World) performTable(ctx context.Context, op *Operation, table *godog.Table) error {
	c := w.newCall(op)
	var err error
	if c.list, err = w.elements(table); err != nil {
		return err
	}
	return w.perform(ctx, c)
}

func (w *World) apply(ctx context.Context, c *call, shape []clause) error {
	for _, part := range shape {
		if err := part(ctx, w, c); err != nil {
			return err
		}
	}
	return nil
}

func (w *World) whenSendList(ctx context.Context, how string, list *godog.DocString) error {
	shape, err := clauses(how)
	if err != nil {
		return err
	}
	op, err := w.tested()
	if err != nil {
		return err
	}
	c := w.newCall(op)
	c.text = w.fillIn(list.Content)
	if err := w.apply(ctx, c, shape); err != nil {
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

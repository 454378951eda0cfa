package steps

import (
	"context"
	"errors"
	"strings"

	"github.com/cucumber/godog"
)

// The neutral sentences: they stand in scenarios of rules that several operations share, and call whichever operation
// the scenario is run for.
func calling(v *Vocabulary) {
	v.When(`^I call the operation for these backend servers$`, (*World).whenCallTable, Definition{
		Means: "One call of the operation that the rule is tested for, with the backend servers of the table; an empty cell leaves the member out, a column that is not there is as in the samples.",
	})
	v.When(`^I call the operation((?: with| without| by| as| signed| dated| naming).*)?$`, (*World).whenCall, Definition{
		Example: `I call the operation with a backend server on port 80 with weight "10"`,
		Means:   "One call of the operation that the rule is tested for, with one backend server where it takes any, shaped by what follows.",
		reads:   []reads{readsCall},
	})
}

// plainServer is the backend server of a neutral call that names none.
const plainServer = "a backend server on port 80"

func (w *World) whenCall(ctx context.Context, how string) error {
	op, err := w.tested()
	if err != nil {
		return err
	}
	server, shape := neutral(how)
	c, err := w.describe(ctx, op, server)
	if err != nil {
		return err
	}
	clauses, err := clauses(shape)
	if err != nil {
		return err
	}
	if err := w.apply(ctx, c, clauses); err != nil {
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

// neutral parts what follows "I call the operation" into the backend server with its clauses, and clauses of the call
// alone: "with a backend server on port 80" names a server, "without RegionId" none.
func neutral(how string) (server, shape string) {
	how = strings.TrimSpace(how)
	if rest, ok := strings.CutPrefix(how, "with "); ok {
		if _, ok := (&scanner{rest: rest}).knownRole(); ok {
			return rest, ""
		}
	}
	return plainServer, how
}

func readsCall(how string) error {
	server, shape := neutral(how)
	return errors.Join(readsServer(server), readsClauses(shape))
}

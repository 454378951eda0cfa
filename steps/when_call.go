package steps

import (
	"context"
	"errors"

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

package steps

import (
	"context"
	"slices"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
)

// DescribeVServerGroupAttribute describes one group and its backend servers.
func (catalogue) DescribeVServerGroupAttribute() Operation {
	return Operation{
		Name:       "DescribeVServerGroupAttribute",
		Sentences:  describeAttributeSentences,
		Parameters: theGroup,
		SDK:        typed((*slb.Client).DescribeVServerGroupAttributeWithOptions),
		Prepare:    theGroupIsFilled,
	}
}

func describeAttributeSentences(v *Vocabulary) {
	v.When(`^I read the group$`, performingPlainly(catalogue{}.DescribeVServerGroupAttribute), Definition{
		Means: "One call that describes the group.",
	})
	v.Then(`^every answer gives the group the same ([A-Z][A-Za-z]+)$`, (*World).thenSameInEveryAnswer, Definition{
		Example: `every answer gives the group the same CreateTime`,
		Means:   "All answers of the scenario that say this of the group say the same of it.",
	})
	v.Then(`^the answer lists (?:all tags of the group|the tag of the group with its (key|value))$`, (*World).thenAnswerListsTags, Definition{
		Example: `the answer lists the tag of the group with its key`,
		Means:   "The answer lists the tag, or all the tags, that the group was created with.",
	})
}

// theGroupIsFilled puts the backend servers of a call into the group just as they are described.
func theGroupIsFilled(ctx context.Context, w *World, c *call) error {
	if _, own := w.own[c.group.id]; !own || len(c.list) == 0 {
		return nil
	}
	if err := w.knowGroup(ctx); err != nil {
		return err
	}
	there := func(s server) bool { return s.at() == c.list[0].listed().at() }
	if slices.ContainsFunc(w.group.listed, there) {
		return nil
	}
	if err := w.add(ctx, c.list); err != nil {
		return err
	}
	return w.knowGroup(ctx)
}

// thenAnswerListsTags holds that the answer lists the tags that the group was created with, or one of them as far as its key or its
// value.
func (w *World) thenAnswerListsTags(ctx context.Context, part string) error {
	return w.listedLate(ctx, func() error {
		_, members, err := w.success()
		if err != nil {
			return err
		}
		return w.carriesTags(ctx, members["Tags"], part)
	})
}

package steps

import (
	"context"
	"encoding/json"
	"slices"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"

	"github.com/slbconform/slbconform/internal/wire"
)

// list lists the backend servers of any group.
func (w *World) list(ctx context.Context, group string) ([]server, error) {
	x, err := w.readAll(ctx, group)
	if err != nil {
		return nil, err
	}
	if err := unjudgeable(x); err != nil {
		return nil, err
	}
	listed, err := listing(x)
	if err != nil && lists(x, group) == nil {
		return nil, nil
	}
	if err != nil {
		return nil, undecided("the vServer group could not be read: "+shortAnswer(x), nil)
	}
	return w.distinct(x, listed), nil
}

// readAll asks for all that is to be read of a group.
func (w *World) readAll(ctx context.Context, group string) (*wire.Exchange, error) {
	return w.exchange(ctx, caller{}, w.plainly("DescribeVServerGroupAttribute", map[string]string{"VServerGroupId": group}))
}

// lists is nil for an answer that names the group and has no list of backend servers, or null in its place: no document says
// that an empty one is there.
func lists(x *wire.Exchange, group string) json.RawMessage {
	members, err := wire.Object(x.Answer.Body)
	if err != nil || string(members["VServerGroupId"]) != wire.Quote(group) {
		return x.Answer.Body
	}
	var outer struct{ BackendServer json.RawMessage }
	if raw := members["BackendServers"]; len(raw) > 0 && json.Unmarshal(raw, &outer) != nil {
		return raw
	}
	if string(outer.BackendServer) == "null" {
		return nil
	}
	return outer.BackendServer
}

// DescribeVServerGroupAttribute describes one group and its backend servers.
func (catalogue) DescribeVServerGroupAttribute() Operation {
	return Operation{
		Name:       "DescribeVServerGroupAttribute",
		Sentences:  descriptions,
		Parameters: theGroup,
		SDK:        typed((*slb.Client).DescribeVServerGroupAttributeWithOptions),
		Prepare:    theGroupIsFilled,
	}
}

func descriptions(v *Vocabulary) {
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
	_, members, err := w.success()
	if err != nil {
		return err
	}
	return w.carriesTags(ctx, members["Tags"], part)
}

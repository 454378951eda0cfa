package steps

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/wire"
)

// DescribeVServerGroups lists the groups of a load balancer.
func (catalogue) DescribeVServerGroups() Operation {
	return Operation{
		Name:       "DescribeVServerGroups",
		Sentences:  describeGroupsSentences,
		Parameters: func(_ *World, c *call) parameters { return parameters{"LoadBalancerId": dara.String(c.group.lb)} },
		SDK:        typed((*slb.Client).DescribeVServerGroupsWithOptions),
	}
}

func describeGroupsSentences(v *Vocabulary) {
	v.When(`^I list the groups of the load balancer$`, performingPlainly(catalogue{}.DescribeVServerGroups), Definition{
		Means: "One call that lists the groups of the group's load balancer.",
	})
	v.Given(`^(one|ten) more vServer groups? of the same load balancer$`, (*World).givenMore, Definition{
		Example: `ten more vServer groups of the same load balancer`,
		Means:   "Empty vServer groups more, which go with the scenario. The sentences still speak of the first.",
	})
	v.Then(`^the answer lists every group of the scenario$`, (*World).thenListedAll, Definition{
		Means: "The answer names each of the groups that the scenario created once.",
	})
	v.Then(`^the answer lists the group( with its name)?$`, (*World).thenListed, Definition{
		Example: `the answer lists the group with its name`,
		Means:   "The answer names the group of the scenario once.",
	})
	v.Then(`^the answer does not list the group$`, (*World).thenNotListed, Definition{
		Means: "The answer does not name the group of the scenario.",
	})
	v.Then(`^the answer lists (the|no) (listener|forwarding rule) of the group(?: by its (id|name))?$`, (*World).thenListsInFront, Definition{
		Example: `the answer lists the listener of the group`,
		Means:   "What leads to the group is listed with it, or nothing is; a forwarding rule by its own id or name.",
	})
	v.Then(`^the answer lists both (listeners|forwarding rules) of the group$`, (*World).thenListsBoth, Definition{
		Example: `the answer lists both listeners of the group`,
		Means:   "At least two of them are listed with the group.",
	})
	v.Then(`^the group's ([A-Za-z.]+) is (an object|an array|a text|a time in UTC|the port of the listener|\d+|"[^"]*")(, where it is given)?$`, (*World).thenGroupMember, Definition{
		Example: `the group's ServerCount is 1, where it is given`,
		Means:   "A member of what the answer lists of the group; a dot leads into an object, and into the first item of an array. What is said to be perhaps not given may be absent.",
	})
	v.Then(`^the group is listed with (?:all its tags|the (key|value) of its tag)$`, (*World).thenGroupTags, Definition{
		Example: `the group is listed with the key of its tag`,
		Means:   "The answer lists the tag, or all the tags, that the group was created with.",
	})
}

func (w *World) thenListed(ctx context.Context, named string) error {
	return w.aboutGroup(ctx, func(g map[string]json.RawMessage) error {
		if got := string(g["VServerGroupName"]); named != "" && got != wire.Quote(w.group.name) {
			return w.violatedBy(w.last.exchange, "VServerGroupName "+wire.Quote(w.group.name), got)
		}
		return nil
	})
}

// givenMore makes another group, or, with the group that is there, one more than the ten that a page usually has.
func (w *World) givenMore(ctx context.Context, how string) error {
	for range map[string]int{"one": 1, "ten": 10}[how] {
		if _, err := w.createGroup(ctx, w.group.lb); err != nil {
			return err
		}
	}
	return nil
}

func (w *World) thenListedAll(ctx context.Context) error {
	return w.listedLate(ctx, func() error {
		for _, made := range w.made {
			if g, err := w.listedAs(made.id); err != nil || g == nil {
				return cmp.Or(err, w.notListed(made, fmt.Sprintf("a list of %d groups, with %s", len(w.made), made.id)))
			}
		}
		return nil
	})
}

func (w *World) thenNotListed(ctx context.Context) error {
	return w.listedLate(ctx, func() error {
		g, err := w.listedGroup()
		if err == nil && g != nil {
			return w.violatedBy(w.last.exchange, "a list without "+w.group.id, shortAnswer(w.last.exchange))
		}
		return err
	})
}

func (w *World) thenListsInFront(ctx context.Context, article, what, by string) error {
	path := map[string]string{"listener": "AssociatedObjects.Listeners.Listener.Port", "forwarding rule": "AssociatedObjects.Rules.Rule.RuleId"}[what]
	own := map[string]string{"id": w.rule, "name": w.Name}[by]
	member := map[string]string{"id": "RuleId", "name": "RuleName"}[by]
	return w.aboutGroup(ctx, func(g map[string]json.RawMessage) error {
		if listed := inside(g, path) != nil; listed != (article == "the") {
			return w.violatedBy(w.last.exchange, article+" "+what+" of the group", shortAnswer(w.last.exchange))
		}
		if got := string(inside(g, "AssociatedObjects.Rules.Rule."+member)); by != "" && got != wire.Quote(own) {
			return w.violatedBy(w.last.exchange, "the forwarding rule with the "+member+" "+wire.Quote(own), got)
		}
		return nil
	})
}

// thenListsBoth counts what leads to the group: what stands for each is the matter of its members' own rules.
func (w *World) thenListsBoth(ctx context.Context, what string) error {
	path := map[string]string{"listeners": "AssociatedObjects.Listeners.Listener", "forwarding rules": "AssociatedObjects.Rules.Rule"}[what]
	return w.aboutGroup(ctx, func(g map[string]json.RawMessage) error {
		var listed []json.RawMessage
		if json.Unmarshal(inside(g, path), &listed) != nil || len(listed) < 2 {
			return w.violatedBy(w.last.exchange, "two "+what+" of the group", shortAnswer(w.last.exchange))
		}
		return nil
	})
}

func (w *World) thenGroupMember(ctx context.Context, path, expected, perhaps string) error {
	return w.aboutGroup(ctx, func(g map[string]json.RawMessage) error {
		got := inside(g, path)
		if got == nil && perhaps != "" {
			return nil
		}
		if holds, err := w.memberIs(got, expected); err != nil || holds {
			return err
		}
		return w.memberIsNot(w.last.exchange, path, expected, got)
	})
}

func (w *World) thenGroupTags(ctx context.Context, part string) error {
	return w.aboutGroup(ctx, func(g map[string]json.RawMessage) error { return w.carriesTags(ctx, g["Tags"], part) })
}

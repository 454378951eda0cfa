package steps

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/slbconform/slbconform/internal/target"
)

// DescribeVServerGroups lists the groups of a load balancer.
func (catalogue) DescribeVServerGroups() Operation {
	return Operation{
		Name:       "DescribeVServerGroups",
		Sentences:  listings,
		Parameters: func(_ *World, c *call) parameters { return parameters{"LoadBalancerId": dara.String(c.group.lb)} },
		SDK:        typed((*slb.Client).DescribeVServerGroupsWithOptions),
	}
}

func listings(v *Vocabulary) {
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

// describeGroups asks for the groups of a load balancer, whatever the scenario is about.
func (w *World) describeGroups(lb string) func(*slb.Client) (any, error) {
	return w.plainly("DescribeVServerGroups", map[string]string{"LoadBalancerId": lb})
}

// listedGroup is what the answer lists of the scenario's group; nil when it does not list it.
func (w *World) listedGroup() (map[string]json.RawMessage, error) { return w.listedAs(w.group.id) }

// listedAs is what the answer lists of a group; nil when it does not list it.
func (w *World) listedAs(id string) (map[string]json.RawMessage, error) {
	x, members, err := w.success()
	if err != nil {
		return nil, err
	}
	var groups struct{ VServerGroup []server }
	if err := json.Unmarshal(members["VServerGroups"], &groups); err != nil {
		return nil, w.violatedBy(x, "a list of vServer groups", err.Error())
	}
	var found server
	for _, g := range w.distinct(x, groups.VServerGroup) {
		if string(g["VServerGroupId"]) != quote(id) {
			continue
		}
		if found != nil {
			return nil, w.violatedBy(x, "a list with "+id+" once", shortAnswer(x))
		}
		found = g
	}
	return found, nil
}

// aboutGroup looks at what the answer lists of the scenario's group, which must be listed.
func (w *World) aboutGroup(ctx context.Context, look func(g map[string]json.RawMessage) error) error {
	return w.listedLate(ctx, func() error {
		g, err := w.listedGroup()
		switch {
		case err != nil:
			return err
		case g == nil:
			return w.notListed(w.group, "a list with "+w.group.id)
		}
		return look(g)
	})
}

// notListed is the violation by an answer that lacks a group. One that names others, where none were filtered out, may be a
// part of the whole list; but not where it names the group and has its id wrong.
func (w *World) notListed(of group, expected string) error {
	x := w.last.exchange
	err := w.violatedBy(x, expected, shortAnswer(x))
	others, _ := groupsIn(x)
	filtered := slices.ContainsFunc(slices.Collect(maps.Keys(x.Request.Params())), func(name string) bool {
		return name == "Description" || strings.HasPrefix(name, "Tag.")
	})
	var v *Violation
	if errors.As(err, &v) {
		named := slices.ContainsFunc(others, func(g groupOfBalancer) bool { return g.VServerGroupName == of.name })
		v.Part = len(others) > 0 && !filtered && !named
	}
	return err
}

// listedLate looks at the answer, and where a change may show late makes the call again: a list lags behind as a
// read-back does.
func (w *World) listedLate(ctx context.Context, look func() error) error {
	return w.repeated(ctx, func() error { return w.whenRepeat(ctx, shape{}) }, look)
}

func (w *World) thenListed(ctx context.Context, named string) error {
	return w.aboutGroup(ctx, func(g map[string]json.RawMessage) error {
		if got := string(g["VServerGroupName"]); named != "" && got != quote(w.group.name) {
			return w.violatedBy(w.last.exchange, "VServerGroupName "+quote(w.group.name), got)
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
	own := map[string]string{"id": w.rule, "name": w.name}[by]
	member := map[string]string{"id": "RuleId", "name": "RuleName"}[by]
	return w.aboutGroup(ctx, func(g map[string]json.RawMessage) error {
		if listed := inside(g, path) != nil; listed != (article == "the") {
			return w.violatedBy(w.last.exchange, article+" "+what+" of the group", shortAnswer(w.last.exchange))
		}
		if got := string(inside(g, "AssociatedObjects.Rules.Rule."+member)); by != "" && got != quote(own) {
			return w.violatedBy(w.last.exchange, "the forwarding rule with the "+member+" "+quote(own), got)
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

// inside follows a path into objects, and into the first item of each array; nil when it ends early.
func inside(members map[string]json.RawMessage, path string) json.RawMessage {
	var raw json.RawMessage
	for _, name := range strings.Split(path, ".") {
		var items []json.RawMessage
		if json.Unmarshal(raw, &items) == nil && len(items) > 0 {
			raw = items[0]
		}
		if raw != nil {
			members = nil
			if json.Unmarshal(raw, &members) != nil {
				return nil
			}
		}
		if raw = members[name]; raw == nil {
			return nil
		}
	}
	return raw
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
		return w.violatedBy(w.last.exchange, path+", "+expected, server{path: got}.text(path))
	})
}

// memberIs reports whether the raw JSON of a member is what a sentence says of it: of a type, or a value.
func (w *World) memberIs(raw json.RawMessage, expected string) (bool, error) {
	var text string
	isText := json.Unmarshal(raw, &text) == nil && text != ""
	switch expected {
	case "an object":
		return strings.HasPrefix(string(raw), "{"), nil
	case "an array":
		return strings.HasPrefix(string(raw), "[") && string(raw) != "[]", nil
	case "a text":
		return isText, nil
	case "a time in UTC":
		_, err := time.Parse("2006-01-02T15:04:05Z", text)
		return err == nil, nil
	}
	v, err := (&scanner{rest: expected}).value()
	if err != nil {
		return false, err
	}
	value, err := v(w, target.Resource{})
	return sameJSON(value, string(raw)), err
}

func (w *World) thenGroupTags(ctx context.Context, part string) error {
	return w.aboutGroup(ctx, func(g map[string]json.RawMessage) error { return w.carriesTags(ctx, g["Tags"], part) })
}

package steps

import (
	"context"
	"slices"
	"strconv"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"

	"github.com/slbconform/slbconform/internal/wire"
)

// groupOfBalancer is a vServer group as its load balancer lists it.
type groupOfBalancer struct {
	VServerGroupId, VServerGroupName string
	Tags                             struct {
		Tag []tag
	}
}

// tag is one of a request or of an answer.
type tag struct{ TagKey, TagValue string }

// groupsOf lists the vServer groups of a load balancer.
func (w *World) groupsOf(ctx context.Context, lb string) ([]groupOfBalancer, error) {
	x, err := w.judged(ctx, w.describeGroups(lb))
	if err != nil {
		return nil, err
	}
	listed, err := groupsIn(x)
	if !x.Succeeded() || err != nil {
		return nil, undecided("the vServer groups could not be listed: "+shortAnswer(x), nil)
	}
	return listed, nil
}

// describeGroups asks for the groups of a load balancer, whatever the scenario is about.
func (w *World) describeGroups(lb string) func(*slb.Client) (any, error) {
	return w.plainly(w.Actions.ThatLists(groupParameter), map[string]string{"LoadBalancerId": lb})
}

// groupsIn are the vServer groups that an answer lists.
func groupsIn(x *wire.Exchange) ([]groupOfBalancer, error) {
	var list struct {
		VServerGroups struct{ VServerGroup []groupOfBalancer }
	}
	err := wire.Decode(x.Answer.Body, &list)
	return list.VServerGroups.VServerGroup, err
}

// isGroup picks the vServer group with an id.
func isGroup(id string) func(groupOfBalancer) bool {
	return func(g groupOfBalancer) bool { return g.VServerGroupId == id }
}

// nothingCreated holds that a refused call left no group behind: none is listed under the name that the call gave, but
// those that the scenario knows.
func (w *World) nothingCreated(ctx context.Context, c *call) error {
	asked := w.parameters(c)["VServerGroupName"]
	listed, err := w.groupsOf(ctx, c.group.lb)
	if err != nil || asked == nil {
		return err
	}
	for _, g := range listed {
		if _, known := w.own[g.VServerGroupId]; known || g.VServerGroupName != *asked {
			continue
		}
		w.takeOver(g.VServerGroupId)
		return w.leftBehind(ctx, c, g)
	}
	return nil
}

// leftBehind is the violation of a group that a refused call left. It may be without the backend servers or the tags that it
// was to be made with: then nothing of a list, or not all of the tags, was carried out.
func (w *World) leftBehind(ctx context.Context, c *call, g groupOfBalancer) error {
	held, unread := w.list(ctx, g.VServerGroupId)
	err := w.violated("no group left by the refused call", "group "+g.VServerGroupId+" named "+strconv.Quote(g.VServerGroupName))
	return marked(err, func(v *Violation) {
		v.Empty = unread == nil && len(held) == 0 && len(c.elements()) > 0
		v.Untagged = lacksTag(c, g)
	})
}

// lacksTag reports whether a group is without one of the tags that a call gave, by its key.
func lacksTag(c *call, g groupOfBalancer) bool {
	return slices.ContainsFunc(tagsIn(c.exchange), func(sent tag) bool {
		return !slices.ContainsFunc(g.Tags.Tag, func(t tag) bool { return t.TagKey == sent.TagKey })
	})
}

// takeOver makes a group go with the scenario.
func (w *World) takeOver(id string) {
	if _, known := w.own[id]; !known {
		w.own[id] = false
		w.cleanups = append(w.cleanups, func(ctx context.Context) error { return w.deleteGroup(ctx, id) })
	}
}

func (w *World) thenNewGroup(ctx context.Context, how string) error {
	g, err := w.newGroup(ctx)
	if err != nil {
		return err
	}
	again := func() (err error) {
		g, err = w.newGroup(ctx)
		return err
	}
	return w.repeated(ctx, again, func() error {
		switch how {
		case " under its name":
			return w.named(g)
		case " with its tags":
			return w.tagged(ctx, g)
		}
		return nil
	})
}

// newGroup is what the load balancer lists of the group that the last call created.
func (w *World) newGroup(ctx context.Context) (*groupOfBalancer, error) {
	if _, _, err := w.success(); err != nil {
		return nil, err
	}
	c := w.last
	if c.existed {
		return nil, w.violatedBy(c.exchange, "the id of a group that was not there before", c.group.id)
	}
	var made *groupOfBalancer
	var listed []groupOfBalancer
	err := w.eventually(ctx, func() (err error) {
		if listed, err = w.groupsOf(ctx, c.group.lb); err != nil {
			return err
		}
		i := slices.IndexFunc(listed, isGroup(c.group.id))
		if i < 0 {
			return w.violated("a list with the new group "+c.group.id, "a list of others only")
		}
		made = &listed[i]
		return nil
	})
	return made, marked(err, func(v *Violation) {
		v.Shows = Unlisted
		if len(listed) == 0 {
			return
		}
		switch read, _, missing := w.reading(ctx, c.group.id); {
		case missing != nil:
		case isElsewhere(read, c.group):
			v.Shows = Astray
		default:
			v.Shows = AmongOthers
		}
	})
}

// isElsewhere reports whether a reading of a group says that it is on another load balancer.
func isElsewhere(read *wire.Exchange, g group) bool {
	members, err := wire.Object(read.Answer.Body)
	on := server(members)["LoadBalancerId"]
	return err == nil && len(on) > 0 && string(on) != wire.Quote(g.lb)
}

// thenOneGroup holds that a call made one group: no other is listed under the name that the scenario alone gives. A call
// that was sent again, for nobody knows what the first did, may well have made two.
func (w *World) thenOneGroup(ctx context.Context) error {
	if _, _, err := w.success(); err != nil {
		return err
	}
	listed, err := w.groupsOf(ctx, w.last.group.lb)
	i := slices.IndexFunc(listed, func(g groupOfBalancer) bool {
		_, known := w.own[g.VServerGroupId]
		return !known && g.VServerGroupName == w.last.group.name
	})
	if err != nil || i < 0 || w.unknown != nil {
		return err
	}
	w.takeOver(listed[i].VServerGroupId)
	return w.violated("one group named "+strconv.Quote(w.last.group.name), "group "+listed[i].VServerGroupId+" beside it")
}

// named holds a new group against the name that the call gave it.
func (w *World) named(g *groupOfBalancer) error {
	if sent := w.last.exchange.Request.Params().Get("VServerGroupName"); g.VServerGroupName != sent {
		return w.violated("the new group under the name "+strconv.Quote(sent), strconv.Quote(g.VServerGroupName))
	}
	return nil
}

package steps

import (
	"context"
	"fmt"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// CreateVServerGroup creates a group, with backend servers. The scenario's group is then the new one; before, it is one
// that was there, so that the plain call has a load balancer.
func (catalogue) CreateVServerGroup() Operation {
	return Operation{
		Name:       "CreateVServerGroup",
		Sentences:  creations,
		List:       "BackendServers",
		Parameters: aMarkedGroup,
		SDK:        typed((*slb.Client).CreateVServerGroupWithOptions),
		Changes: func(_ []server, c *call) ([]server, bool) {
			if !c.exchange.Request.Params().Has("BackendServers") {
				return nil, true
			}
			return theList(c)
		},
		Stores:  theList,
		Creates: true,
		Done: func(w *World, c *call, x *wire.Exchange) error {
			before := len(w.own)
			params := x.Request.Params()
			made, err := w.created(x, group{lb: c.group.lb, name: params.Get("VServerGroupName"), tags: tagsIn(x)})
			if err != nil {
				return err
			}
			c.existed = len(w.own) == before
			c.group, w.group = made, group{id: made.id, lb: made.lb, name: made.name, tags: made.tags}
			return nil
		},
	}
}

func aMarkedGroup(w *World, c *call) parameters {
	name := w.newName()
	return parameters{
		"LoadBalancerId": dara.String(c.group.lb), "BackendServers": dara.String(c.backendServers()),
		"VServerGroupName": dara.String(name), "Tag.1.Key": dara.String(target.MarkTag), "Tag.1.Value": dara.String(name),
	}
}

// newName is a name that no group of the scenario has: whether two may have one is not said.
func (w *World) newName() string {
	if len(w.made) == 0 {
		return w.Name
	}
	return fmt.Sprintf("%s-%d", w.Name, len(w.made)+1)
}

// creating is the operation that makes groups, for whoever tries another call through it.
func creating() *Operation { return of(catalogue{}.CreateVServerGroup) }

func creations(v *Vocabulary) {
	v.When(`^I create a group with (an? .+|the .+)$`, performing(catalogue{}.CreateVServerGroup), Definition{
		Example: `I create a group with a backend server on port 80`,
		Means:   "One call that creates a group with one backend server, on the load balancer of the group before. The sentences after it speak of the new group.",
	})
	v.When(`^I create a group with these backend servers$`, performingTable(catalogue{}.CreateVServerGroup), Definition{
		Means: "The same with the backend servers of the table.",
	})
	v.When(`^I create an empty group$`, performingPlainly(catalogue{}.CreateVServerGroup, leavingOut("BackendServers")), Definition{
		Means: "The same without backend servers.",
	})
	v.Then(`^the load balancer lists the new group( under its name| with its tags)?$`, (*World).thenNewGroup, Definition{
		Example: `the load balancer lists the new group under its name`,
		Means:   "The load balancer lists the group that the answer names, which was not there before the call; under the name or with the tags that the call gave it.",
	})
	v.Then(`^the load balancer lists one group under its name$`, (*World).thenOneGroup, Definition{
		Means: "The load balancer lists no second group under the name that the call gave and no other scenario gives.",
	})
}

// createGroup makes a vServer group, empty where nothing is to be in it, and sees to its removal.
func (w *World) createGroup(ctx context.Context, lb string, servers ...element) (group, error) {
	return w.createTagged(ctx, lb, nil, servers...)
}

// createTagged is createGroup with more tags than the one that marks the group.
func (w *World) createTagged(ctx context.Context, lb string, more []tag, servers ...element) (group, error) {
	name := w.newName()
	values := map[string]string{"LoadBalancerId": lb, "VServerGroupName": name}
	for i, t := range append([]tag{{target.MarkTag, name}}, more...) {
		values[fmt.Sprintf("Tag.%d.Key", i+1)], values[fmt.Sprintf("Tag.%d.Value", i+1)] = t.TagKey, t.TagValue
	}
	if len(servers) > 0 {
		values["BackendServers"] = listed(servers)
	}
	x, err := w.setup(ctx, "creating a vServer group", w.plainly("CreateVServerGroup", values))
	if err != nil && len(servers) == 0 && w.Balancers.own(lb) {
		err = unable(err)
	}
	if err != nil {
		return group{}, err
	}
	return w.created(x, group{lb: lb, name: name, tags: tagsIn(x)})
}

// created takes over the group that an answer names: it is removed with the scenario.
func (w *World) created(x *wire.Exchange, g group) (group, error) {
	id, err := made(x, "VServerGroupId")
	if err != nil {
		return group{}, err
	}
	w.takeOver(id)
	g.id, g.known = id, true
	w.made = append(w.made, g)
	return g, nil
}

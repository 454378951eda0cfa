package steps

import (
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
		Sentences:  createSentences,
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
				c.unnamed = err // which decides nothing where a refusal was wanted
				return nil
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

func createSentences(v *Vocabulary) {
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

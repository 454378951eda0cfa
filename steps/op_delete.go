package steps

import (
	slb "github.com/alibabacloud-go/slb-20140515/v4/client"

	"github.com/slbconform/slbconform/internal/wire"
)

// DeleteVServerGroup deletes a group.
func (catalogue) DeleteVServerGroup() Operation {
	return Operation{
		Name:       "DeleteVServerGroup",
		Sentences:  deleteSentences,
		Parameters: theGroup,
		SDK:        typed((*slb.Client).DeleteVServerGroupWithOptions),
		Done: func(w *World, c *call, _ *wire.Exchange) error {
			w.own[c.group.id] = true
			return nil
		},
	}
}

func deleteSentences(v *Vocabulary) {
	v.When(`^I delete the group$`, performingPlainly(catalogue{}.DeleteVServerGroup), Definition{
		Means: "One call that deletes the group.",
	})
	v.Then(`^the group is gone$`, (*World).thenGroupGone, Definition{
		Means: "The load balancer lists the group no more.",
	})
}

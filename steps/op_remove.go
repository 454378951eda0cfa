package steps

import (
	"context"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"
)

// RemoveVServerGroupBackendServers takes backend servers out of a group.
func (catalogue) RemoveVServerGroupBackendServers() Operation {
	return Operation{
		Name:       "RemoveVServerGroupBackendServers",
		Sentences:  removals,
		List:       "BackendServers",
		Parameters: groupAndList,
		Send: func(client *slb.Client, p parameters, r *dara.RuntimeOptions) (any, error) {
			var request slb.RemoveVServerGroupBackendServersRequest
			answer, err := client.RemoveVServerGroupBackendServersWithOptions(&request, p.into(&request, r))
			if err != nil {
				return nil, err
			}
			return answer.Body, nil
		},
		Body:    &slb.RemoveVServerGroupBackendServersResponseBody{},
		Prepare: theGroupHasThem,
		Changes: func(before []server, c *call) ([]server, bool) {
			asked, known := c.asked("BackendServers")
			return without(before, asked), known
		},
	}
}

func removals(v *vocabulary) {
	v.When(`^I remove it from the group$`, Definition{
		Means: "Removes the backend server that was added last.",
		bind:  func(w *World) any { return w.whenRemoveIt },
	})
}

func removing() *Operation {
	op := catalogue{}.RemoveVServerGroupBackendServers()
	return &op
}

func (w *World) whenRemoveIt(ctx context.Context) error {
	if _, err := w.answer(); err != nil {
		return err
	}
	if err := w.knowGroup(ctx); err != nil {
		return err
	}
	c := w.newCall(removing())
	c.list = w.last.list
	_, err := w.setup(ctx, "removing backend servers", func(client *slb.Client) (any, error) { return c.through(client, w.parameters(c)) })
	w.group.known = false
	return err
}

package steps

import (
	"context"
	"slices"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
)

// AddVServerGroupBackendServers adds backend servers to a group.
func (catalogue) AddVServerGroupBackendServers() Operation {
	return Operation{
		Name:       "AddVServerGroupBackendServers",
		Sentences:  addSentences,
		List:       "BackendServers",
		Parameters: groupAndList,
		SDK:        typed((*slb.Client).AddVServerGroupBackendServersWithOptions),
		Changes: func(before []server, c *call) ([]server, bool) {
			asked, known := theList(c)
			return slices.Concat(before, asked), known
		},
		Stores: theList,
	}
}

func addSentences(v *Vocabulary) {
	v.When(`^I add (an? .+|the .+)$`, performing(catalogue{}.AddVServerGroupBackendServers), Definition{
		Example: `I add a backend server on port 80 with weight "0"`,
		Means:   "One call that adds one backend server, shaped by what follows it.",
	})
	v.When(`^I add (\d+) backend servers(?: on port (\d+))?$`, performingMany(catalogue{}.AddVServerGroupBackendServers), Definition{
		Example: `I add 20 backend servers`,
		Means:   "One call that adds so many different backend servers, all on one port.",
	})
	v.When(`^I add these backend servers$`, performingTable(catalogue{}.AddVServerGroupBackendServers), Definition{
		Means: "One call that adds the backend servers of the table; an empty cell leaves the member out, a column that is not there is as in the samples.",
	})
	v.Given(`^the group already has (.+)$`, (*World).givenServer, Definition{
		Example: `the group already has a backend server on port 80 with weight "10"`,
		Means:   "Adds a backend server to the group before the call under test.",
	})
}

func (w *World) givenServer(ctx context.Context, server described) error {
	c, err := w.describe(ctx, of(catalogue{}.AddVServerGroupBackendServers), server)
	if err != nil {
		return err
	}
	return w.add(ctx, c.list)
}

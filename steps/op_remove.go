package steps

import (
	"context"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
)

// RemoveVServerGroupBackendServers takes backend servers out of a group.
func (catalogue) RemoveVServerGroupBackendServers() Operation {
	return Operation{
		Name:       "RemoveVServerGroupBackendServers",
		Sentences:  removeSentences,
		List:       "BackendServers",
		Parameters: groupAndList,
		SDK:        typed((*slb.Client).RemoveVServerGroupBackendServersWithOptions),
		Prepare:    theGroupHasThem,
		Changes: func(before []server, c *call) ([]server, bool) {
			asked, known := theList(c)
			return without(before, asked), known
		},
	}
}

func removeSentences(v *Vocabulary) {
	v.When(`^I remove (an? .+|the .+)$`, performing(catalogue{}.RemoveVServerGroupBackendServers), Definition{
		Example: `I remove a backend server on port 80`,
		Means:   "One call that removes one backend server, which is put into the group before unless it is said not to be there.",
	})
	v.When(`^I remove (\d+) backend servers(?: on port (\d+))?$`, performingMany(catalogue{}.RemoveVServerGroupBackendServers), Definition{
		Example: `I remove 20 backend servers`,
		Means:   "Adds so many different backend servers to the group, all on one port, then one call that removes them.",
	})
	v.When(`^I remove these backend servers$`, performingTable(catalogue{}.RemoveVServerGroupBackendServers), Definition{
		Means: "Adds the backend servers of the table to the group where they are not in it, then one call that removes them.",
	})
	v.When(`^I remove these backend servers from the group as it is$`, performingTable(catalogue{}.RemoveVServerGroupBackendServers, asItIs), Definition{
		Means: "One call that removes the backend servers of the table, whichever of them the group has.",
	})
	v.Then(`^every backend server that the answer lists has (.+)$`, (*World).thenAnswerListsAllWith, Definition{
		Example: `every backend server that the answer lists has type "eni"`,
		Means:   "The answer lists at least one backend server, and each with these values: whether it lists what is left or what was removed is not said.",
	})
	v.When(`^I remove it from the group$`, (*World).whenRemoveIt, Definition{
		Means: "Removes the backend server that was added last.",
	})
}

// asItIs leaves the group as it is before a call, whatever the call needs.
func asItIs(c *call) { c.unprepared = true }

func (w *World) whenRemoveIt(ctx context.Context) error {
	if _, err := w.answer(); err != nil {
		return err
	}
	if err := w.knowGroup(ctx); err != nil {
		return err
	}
	c := w.newCall(of(catalogue{}.RemoveVServerGroupBackendServers))
	c.list = w.last.list
	var named []server
	for _, e := range c.list {
		named = append(named, e.listed())
	}
	left := len(without(w.group.listed, named))
	_, err := w.setup(ctx, "removing backend servers", w.sending(c))
	w.group.known, w.group.due = false, &left
	return err
}

func (w *World) thenAnswerListsAllWith(said having) error {
	x, all, err := w.answeredSome()
	if err != nil {
		return err
	}
	it := w.last.list[len(w.last.list)-1]
	expected, err := w.expectation(it, said.shape)
	if err != nil {
		return err
	}
	for _, s := range all {
		if names := others(s, expected); names != nil {
			return overMembers(w.violatedBy(x, "every backend server "+said.text, describeFully([]server{s}, expected)), names)
		}
	}
	return nil
}

package steps

import (
	"context"
	"slices"
	"strings"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/cucumber/godog"
)

// ModifyVServerGroupBackendServers takes backend servers out of a group and puts others in. The plain call puts in alone:
// the documents say that either list is enough.
func (catalogue) ModifyVServerGroupBackendServers() Operation {
	return Operation{
		Name:      "ModifyVServerGroupBackendServers",
		Sentences: modifySentences,
		List:      "NewBackendServers",
		Old:       "OldBackendServers",
		Parameters: func(w *World, c *call) parameters {
			p := groupAndList(w, c)
			if c.old != nil {
				p[c.op.Old] = dara.String(listed(c.old))
			}
			return p
		},
		SDK:     typed((*slb.Client).ModifyVServerGroupBackendServersWithOptions),
		Prepare: theGroupHasTheOld,
		Changes: func(before []server, c *call) ([]server, bool) {
			old, _ := c.asked(c.op.Old)
			put, _ := theList(c)
			return slices.Concat(without(before, old), put), true
		},
		Stores: theList,
	}
}

// theGroupHasTheOld puts into the group what a call is to take out.
func theGroupHasTheOld(ctx context.Context, w *World, c *call) error {
	old := c.copy()
	old.list, old.text = c.old, nil
	return theGroupHasThem(ctx, w, old)
}

func modifySentences(v *Vocabulary) {
	v.When(`^I replace ((?:an?|the) .+) by ((?:an?|the) .+)$`, (*World).whenReplace, Definition{
		Example: `I replace a backend server on port 80 by a second network interface on port 80`,
		Means:   "One call that takes out the first backend server, which is put into the group before, and puts in the second.",
	})
	v.When(`^I replace (\d+) backend servers on port (\d+) by (\d+) on port (\d+)$`, (*World).whenReplaceMany, Definition{
		Example: `I replace 20 backend servers on port 80 by 20 on port 81`,
		Means:   "The same for so many different backend servers.",
	})
	v.When(`^I take out (an? .+|the .+)$`, performing(catalogue{}.ModifyVServerGroupBackendServers, takingOut), Definition{
		Example: `I take out a backend server on port 80`,
		Means:   "One call that takes out a backend server, which is put into the group before, and puts in none.",
	})
	v.When(`^I take out (\d+) backend servers(?: on port (\d+))?$`, performingMany(catalogue{}.ModifyVServerGroupBackendServers, takingOut), Definition{
		Example: `I take out 20 backend servers`,
		Means:   "The same for so many different backend servers.",
	})
	v.When(`^I put in (\d+) backend servers(?: on port (\d+))?$`, performingMany(catalogue{}.ModifyVServerGroupBackendServers), Definition{
		Example: `I put in 20 backend servers`,
		Means:   "One call that puts in so many different backend servers and takes out none.",
	})
	v.When(`^I send the old list( and the new list)?$`, (*World).whenSendOld, Definition{
		Example: `I send the old list and the new list`,
		Means:   "One call whose OldBackendServers is the first list of the text below, what it names put into the group before, and whose NewBackendServers is the second, if that is sent too.",
	})
}

func (w *World) whenReplace(ctx context.Context, old, by described) error {
	out, err := w.describe(ctx, of(catalogue{}.ModifyVServerGroupBackendServers), old)
	if err != nil {
		return err
	}
	c, err := w.describe(ctx, of(catalogue{}.ModifyVServerGroupBackendServers), by)
	if err != nil {
		return err
	}
	c.old, c.unprepared = out.list, out.unprepared
	return w.perform(ctx, c)
}

func (w *World) whenReplaceMany(ctx context.Context, old int, port string, by int, other string) error {
	out, err := w.many(of(catalogue{}.ModifyVServerGroupBackendServers), old, port)
	if err != nil {
		return err
	}
	c, err := w.many(of(catalogue{}.ModifyVServerGroupBackendServers), by, other)
	if err != nil {
		return err
	}
	c.old = out.list
	return w.perform(ctx, c)
}

// takingOut makes the backend servers of a call the ones that it takes out, and has it put in none.
func takingOut(c *call) {
	c.old, c.list = c.list, nil
	c.params[c.op.List] = nil
}

func (w *World) whenSendOld(ctx context.Context, both string, lists *godog.DocString) error {
	c := w.newCall(of(catalogue{}.ModifyVServerGroupBackendServers))
	old, put, _ := strings.Cut(*w.fillIn(lists.Content), "\n")
	c.text = &old
	c.old = c.elements()
	c.text = &put
	if both == "" {
		c.text, c.params[c.op.List] = nil, nil
	}
	if err := theGroupHasTheOld(ctx, w, c); err != nil {
		return err
	}
	c.params[c.op.Old] = &old
	return w.send(ctx, c)
}

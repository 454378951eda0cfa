package steps

import (
	"cmp"
	"context"
	"encoding/json"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"
)

// SetVServerGroupAttribute changes the name of a group and the weights of its backend servers.
func (catalogue) SetVServerGroupAttribute() Operation {
	return Operation{
		Name:      "SetVServerGroupAttribute",
		Sentences: settings,
		List:      "BackendServers",
		Parameters: func(w *World, c *call) parameters {
			p := groupAndList(w, c)
			p["VServerGroupName"] = dara.String(cmp.Or(c.group.name, w.name))
			return p
		},
		SDK:     typed((*slb.Client).SetVServerGroupAttributeWithOptions),
		Prepare: theGroupHasThem,
		Changes: func(before []server, _ *call) ([]server, bool) { return before, true },
		Stores:  weightsOf,
		Amends:  true,
	}
}

// weightsOf is what a call says of backend servers that the group has: their weights, and nothing else that it could
// change.
func weightsOf(c *call) ([]server, bool) {
	asked, ok := c.asked(c.op.List)
	var out []server
	for _, s := range asked {
		if count(c.group.listed, s.like) == 0 {
			continue
		}
		weight := server{}
		for _, name := range []string{"ServerId", "Port", "ServerIp", "Weight"} {
			if raw, sent := s[name]; sent {
				weight[name] = raw
			}
		}
		out = append(out, weight)
	}
	return out, ok
}

func settings(v *Vocabulary) {
	v.When(`^I set (an? .+|the .+)$`, Definition{
		Example: `I set a backend server on port 80 with weight "10"`,
		Means:   "One call with a list of one backend server, which is put into the group first, and without a name.",
		reads:   readsServer,
		bind:    func(w *World) any { return w.whenSet },
	})
	v.When(`^I set (\d+) backend servers$`, Definition{
		Example: `I set 20 backend servers`,
		Means:   "One call with a list of so many different backend servers, which are put into the group first.",
		bind:    func(w *World) any { return w.whenSetMany },
	})
	v.When(`^I rename the group to "([^"]*)"$`, Definition{
		Example: `I rename the group to "Group1"`,
		Means:   "One call with the new name alone.",
		bind:    func(w *World) any { return w.whenRename },
	})
	v.Then(`^the group is called "([^"]*)"$`, Definition{
		Example: `the group is called "Group1"`,
		Means:   "What is read of the group has this name.",
		bind:    func(w *World) any { return w.thenCalled },
	})
	v.Then(`^the group is called as before$`, Definition{
		Means: "What is read of the group has the name that it was given last.",
		bind:  func(w *World) any { return w.thenCalledAsBefore },
	})
	v.Then(`^the answer's ([A-Za-z]+) is "([^"]*)"$`, Definition{
		Example: `the answer's VServerGroupName is "Group1"`,
		Means:   "A member of the answer is this text.",
		bind:    func(w *World) any { return w.thenAnswerIs },
	})
}

func setting() *Operation {
	op := catalogue{}.SetVServerGroupAttribute()
	return &op
}

func (w *World) whenSet(ctx context.Context, sentence string) error {
	c, err := w.describe(ctx, setting(), sentence)
	if err != nil {
		return err
	}
	c.params["VServerGroupName"] = nil
	return w.perform(ctx, c)
}

func (w *World) whenSetMany(ctx context.Context, number string) error {
	return w.performMany(ctx, setting(), number, "")
}

func (w *World) whenRename(ctx context.Context, name string) error {
	c := w.newCall(setting())
	c.params["BackendServers"], c.params["VServerGroupName"] = nil, &name
	return w.perform(ctx, c)
}

func (w *World) thenCalled(ctx context.Context, name string) error {
	return w.eventually(ctx, func() error {
		if _, err := w.readGroup(ctx); err != nil {
			return err
		}
		x := w.calls[len(w.calls)-1]
		var read struct{ VServerGroupName string }
		if err := json.Unmarshal(x.Answer.Body, &read); err != nil || read.VServerGroupName != name {
			return w.violatedBy(x, "a group called "+quote(name), quote(read.VServerGroupName))
		}
		return nil
	})
}

func (w *World) thenCalledAsBefore(ctx context.Context) error { return w.thenCalled(ctx, w.group.name) }

func (w *World) thenAnswerIs(member, text string) error { return w.thenAnswerSays(member, text) }

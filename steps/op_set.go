package steps

import (
	"context"
	"strings"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/wire"
)

// SetVServerGroupAttribute changes the name of a group and the weights of its backend servers.
func (catalogue) SetVServerGroupAttribute() Operation {
	return Operation{
		Name:      "SetVServerGroupAttribute",
		Sentences: setSentences,
		List:      "BackendServers",
		Parameters: func(w *World, c *call) parameters {
			p := groupAndList(w, c)
			p["VServerGroupName"] = dara.String(w.otherName(c.group.name))
			return p
		},
		SDK:     typed((*slb.Client).SetVServerGroupAttributeWithOptions),
		Prepare: theGroupHasThem,
		Changes: func(before []server, _ *call) ([]server, bool) { return before, true },
		Stores:  weightsOf,
		Amends:  true,
	}
}

// otherName is a name that a group does not have: whether a call may give the one that it has is not said.
func (w *World) otherName(name string) string {
	const suffix = "-renamed"
	before, renamed := strings.CutSuffix(name, suffix)
	if renamed || !strings.HasPrefix(name, w.Name) {
		return before
	}
	return name + suffix
}

// weightsOf is what a call says of backend servers that the group has: their weights, and nothing else that it could
// change.
func weightsOf(c *call) ([]server, bool) {
	asked, ok := theList(c)
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

func setSentences(v *Vocabulary) {
	v.When(`^I set (an? .+|the .+)$`, performing(catalogue{}.SetVServerGroupAttribute, leavingOut("VServerGroupName")), Definition{
		Example: `I set a backend server on port 80 with weight "10"`,
		Means:   "One call with a list of one backend server, which is put into the group first, and without a name.",
	})
	v.When(`^I set (\d+) backend servers with weight "(\d+)"$`, (*World).whenSetMany, Definition{
		Example: `I set 20 backend servers with weight "7"`,
		Means:   "One call with a list of so many different backend servers, which are put into the group first.",
	})
	v.When(`^I rename the group to "([^"]*)"$`, (*World).whenRename, Definition{
		Example: `I rename the group to "Group1"`,
		Means:   "One call with the new name alone.",
	})
}

func (w *World) whenSetMany(ctx context.Context, number int, weight string) error {
	c, err := w.many(of(catalogue{}.SetVServerGroupAttribute), number, "")
	if err != nil {
		return err
	}
	for i := range c.list {
		c.list[i].Set("Weight", wire.Quote(weight))
	}
	return w.perform(ctx, c)
}

func (w *World) whenRename(ctx context.Context, name string) error {
	c := w.newCall(of(catalogue{}.SetVServerGroupAttribute))
	c.params["BackendServers"], c.params["VServerGroupName"] = nil, &name
	return w.perform(ctx, c)
}

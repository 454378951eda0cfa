package run

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// calls is what the exchanges of one scenario used of the inventory.
type calls struct {
	index   *roleIndex
	session *target.Session
	groups  map[string]string // id of a group → id of its load balancer
}

// callsOf prepares to tell what the calls of a scenario use. The load balancer of a group is told by the call that made
// it, or by the inventory.
func (a *roleIndex) callsOf(exchanges []*wire.Exchange, session *target.Session) *calls {
	c := &calls{index: a, session: session, groups: map[string]string{}}
	if a.inventory == nil || session == nil {
		return c
	}
	for _, r := range a.inventory.Roles {
		if r.LB != "" {
			c.groups[r.ID] = r.LB
		}
	}
	for _, x := range exchanges {
		lb := x.Request.Params().Get("LoadBalancerId")
		var made struct{ VServerGroupId string }
		if lb != "" && x.Succeeded() && wire.Decode(x.Answer.Body, &made) == nil && made.VServerGroupId != "" {
			c.groups[made.VServerGroupId] = lb
		}
	}
	return c
}

// of says what one call uses.
func (c *calls) of(x *wire.Exchange) usage {
	return c.index.of(x, c.groups, c.profile(x))
}

// taken says what the success of one call shows: of the backend servers that it names those that the answer lists, and that it
// names as of the type that the inventory says. What a call takes out of a group, or names and the service ignores, is shown by nothing.
func (c *calls) taken(x *wire.Exchange) usage {
	servers := slices.DeleteFunc(list(x), func(s sent) bool {
		var as string
		_ = json.Unmarshal(s.Type, &as) // what is no text says as little as none
		return !bytes.Contains(x.Answer.Body, []byte(s.ServerID)) || !c.index.typed(s.ServerID, as)
	})
	if len(servers) == 0 {
		return usage{}
	}
	return c.index.with(x, servers, c.groups, c.profile(x))
}

// accepted are the backend servers that the success of one call of the main identity shows, each with the members
// that it was sent with; those that the samples have beside are null. One in another place depends on the load balancer.
func (c *calls) accepted(x *wire.Exchange) map[part]taking {
	var entries []map[string]any
	if json.Unmarshal([]byte(x.Request.Params().Get(c.index.actions[x.Action].In)), &entries) != nil || c.profile(x) != "" {
		return nil
	}
	by := map[part]taking{}
	for _, e := range entries {
		id, _ := e["ServerId"].(string)
		if c.index.servers[id] == "" || e["ServerRegionId"] != nil || !bytes.Contains(x.Answer.Body, []byte(id)) {
			continue
		}
		for _, name := range []string{"Weight", "Type", "ServerIp", "Port", "Description"} {
			if _, sent := e[name]; !sent {
				e[name] = nil
			}
		}
		if members, err := json.Marshal(e); err == nil {
			by[c.index.server(id)] = taking{string(members), !x.Request.Params().Has("VServerGroupId")}
		}
	}
	return by
}

// typed reports whether a call names a backend server as what its role is: as an ECS instance, which is what none is said to be
// without a type, anything may be accepted that is one and no other.
func (a *roleIndex) typed(id, as string) bool {
	of := a.inventory.Roles[a.servers[id]].Type
	return of == "" || of == cmp.Or(as, "ecs")
}

// profile is that of the second identity that signed a call; "" for the main one, and for nobody's key.
func (c *calls) profile(x *wire.Exchange) string {
	signed, err := wire.ReadSignature(&x.Request)
	if err != nil || c.session == nil || len(c.index.inventory.Identities) == 0 {
		return ""
	}
	if main, err := c.session.Credentials(""); err != nil || main.AccessKeyID == signed.AccessKeyID {
		return ""
	}
	for _, id := range c.index.inventory.Identities {
		if keys, err := c.session.Credentials(id.Profile); err == nil && keys.AccessKeyID == signed.AccessKeyID {
			return id.Profile
		}
	}
	return ""
}

// under is what the call uses that an exchange of a scenario speaks of: itself, or for one that only looks the last call
// before it that named backend servers.
func (c *calls) under(exchanges []*wire.Exchange, x *wire.Exchange) usage {
	if x == nil {
		return usage{}
	}
	last := x
	if list(x) != nil {
		exchanges = nil
	}
	for _, earlier := range exchanges {
		if earlier == x {
			break
		}
		if list(earlier) != nil {
			last = earlier
		}
	}
	u := c.of(last)
	u.right = c.right(x)
	return u
}

// right is what a call rests on of the RAM user who made it: that its policy grants the action, or does not.
func (c *calls) right(x *wire.Exchange) part {
	role := target.FindRole(c.index.identity(c.profile(x)))
	if role == nil || role.Trait != target.RAMUser {
		return part{}
	}
	return part{role.Name, x.Action}
}

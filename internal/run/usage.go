package run

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// part is what a call uses of the inventory: a role, one server of a role that has several, or an address, a region or a
// router of it.
type part struct {
	role string
	what string // "" is the role itself; else the value, the id of one of several, or the action that a RAM user may call
}

// usage is what a call rests on.
type usage struct {
	parts   []part
	vouched []string       // the roles whose point is to be refused
	right   part           // of a RAM user, the action; nothing of the service shows a policy
	plain   map[part]plain // the call that would show a part; that of its role also shows what else is used of it
}

// plain is a call that would show that a usage is what the inventory says.
type plain struct {
	role    string // of the backend server; "" when the call names none of the inventory
	members string // JSON
	lb      string // id; "" is the run's own load balancer
	profile string
	created bool // it stands in the call that creates the group
	late    bool // asked when the scenarios were over
}

// roleIndex finds the roles of an inventory by what a call says.
type roleIndex struct {
	inventory *target.Inventory
	actions   wire.Actions
	servers   map[string]string   // id → role
	others    map[string][]string // id of a load balancer, a group or a router → the roles that it plays
}

func newRoleIndex(inv *target.Inventory, actions wire.Actions) *roleIndex {
	a := &roleIndex{inventory: inv, actions: actions, servers: map[string]string{}, others: map[string][]string{}}
	if inv == nil {
		return a
	}
	for _, name := range slices.Sorted(maps.Keys(inv.Roles)) {
		r, role := inv.Roles[name], target.FindRole(name)
		for _, one := range r.Each() {
			switch {
			case role == nil:
			case role.Kind == target.ServerRole:
				a.servers[one.ID] = name
			default:
				a.others[one.ID] = append(a.others[one.ID], name)
			}
		}
	}
	return a
}

// sent is a backend server as a call names it.
type sent struct {
	ServerID string          `json:"ServerId"`
	IP       json.RawMessage `json:"ServerIp"`
	Region   json.RawMessage `json:"ServerRegionId"`
	Router   json.RawMessage `json:"VbrId"`
	Type     json.RawMessage

	at string // where it stands: "BackendServers /0"
}

// list is the backend servers that a call names, in all its parameters: a call may have two lists. It is nil for none.
func list(x *wire.Exchange) []sent {
	var all []sent
	params := x.Request.Params()
	for _, name := range slices.Sorted(maps.Keys(params)) {
		var some []sent
		if json.Unmarshal([]byte(params.Get(name)), &some) == nil {
			for i := range some {
				some[i].at = fmt.Sprintf("%s /%d", name, i)
			}
			all = append(all, slices.DeleteFunc(some, func(s sent) bool { return s.ServerID == "" })...)
		}
	}
	return all
}

// of says what a call of a scenario uses. groups are the load balancers of the groups that the scenario made, by id.
func (a *roleIndex) of(x *wire.Exchange, groups map[string]string, profile string) usage {
	servers := list(x)
	if servers == nil {
		servers = a.mentioned(x.Request.Params())
	}
	return a.with(x, servers, groups, profile)
}

// with is of for some of the backend servers that the call names.
func (a *roleIndex) with(x *wire.Exchange, servers []sent, groups map[string]string, profile string) usage {
	u := usage{plain: map[part]plain{}}
	params := x.Request.Params()
	group := params.Get("VServerGroupId")
	lb := groups[group]
	if named := params.Get("LoadBalancerId"); named != "" {
		lb = named
	}
	for _, role := range slices.Concat(a.others[lb], a.others[group]) {
		u.add(part{role: role})
		u.plain[part{role: role}] = plain{lb: lb}
	}
	if role := a.identity(profile); role != "" {
		u.add(part{role: role})
		u.plain[part{role: role}] = plain{profile: profile}
	}
	for _, s := range servers {
		a.use(&u, s, lb)
	}
	return u
}

// mentioned are the backend servers of the inventory whose ids stand in a call that is no JSON.
func (a *roleIndex) mentioned(params url.Values) []sent {
	var all []sent
	for _, values := range params {
		for id := range a.servers {
			if strings.Contains(strings.Join(values, " "), id) {
				all = append(all, sent{ServerID: id})
			}
		}
	}
	return all
}

// server is the part of the inventory that a backend server of it is: its role, or the one server where a role has several.
func (a *roleIndex) server(id string) part {
	name := a.servers[id]
	if len(a.inventory.Roles[name].IDs) == 0 {
		return part{role: name}
	}
	return part{name, id}
}

// use adds a backend server of a call. One that is in another place than the load balancer is tried with the load
// balancer of the call.
func (a *roleIndex) use(u *usage, s sent, lb string) {
	name := a.servers[s.ServerID]
	if name == "" {
		return // an id that nobody is said to have rests on nothing
	}
	r := a.inventory.Roles[name]
	whole, members, router := a.server(s.ServerID), map[string]json.RawMessage{}, ""
	u.add(whole)
	use := func(member string, raw json.RawMessage, known func(string) bool) {
		var value string
		if json.Unmarshal(raw, &value) != nil || value == "" || !known(value) {
			return
		}
		if whole.what == "" {
			u.add(part{name, value})
		}
		members[member] = raw
	}
	use("ServerIp", s.IP, func(v string) bool { return slices.Contains(r.Addresses, v) })
	use("ServerRegionId", s.Region, func(v string) bool { return v == r.Region || r.Region == "" && v == a.inventory.Region })
	use("VbrId", s.Router, func(v string) bool {
		for _, role := range a.others[v] {
			router = role
			u.add(part{role: role})
		}
		return a.others[v] != nil
	})
	if router != "" && vouched(router) { // it is there to be refused: the server is shown behind the other
		router = ""
		delete(members, "VbrId")
		if plain := a.plainRouter(); plain != "" {
			members["VbrId"], _ = json.Marshal(plain) // a text always marshals
		}
	}
	if whole.what != "" {
		members["ServerId"], _ = json.Marshal(s.ServerID) // a text always marshals
	}
	text, _ := json.Marshal(members) // what was read as JSON always marshals
	asked := plain{role: name, members: string(text)}
	if _, elsewhere := members["ServerRegionId"]; elsewhere && a.others[lb] != nil {
		asked.lb = lb
	}
	u.plain[whole] = asked
	if router != "" {
		u.plain[part{role: router}] = asked // it is shown by the server behind it
	}
}

// plainRouter is the id of the router that calls are accepted with; "" where the inventory has none.
func (a *roleIndex) plainRouter() string {
	roles := target.Roles()
	i := slices.IndexFunc(roles, func(r target.Role) bool { return r.Kind == target.RouterRole && !r.Vouched })
	return a.inventory.Roles[roles[i].Name].ID
}

func (a *roleIndex) identity(profile string) string {
	if profile == "" || a.inventory == nil {
		return ""
	}
	for _, role := range slices.Sorted(maps.Keys(a.inventory.Identities)) {
		if a.inventory.Identities[role].Profile == profile {
			return role
		}
	}
	return ""
}

func (u *usage) add(p part) {
	if slices.Contains(u.parts, p) {
		return
	}
	u.parts = append(u.parts, p)
	if vouched(p.role) && !slices.Contains(u.vouched, p.role) {
		u.vouched = append(u.vouched, p.role)
	}
}

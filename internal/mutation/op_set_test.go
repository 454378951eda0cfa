package mutation

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
)

// SetVServerGroupAttribute changes the weight of backend servers that are in the group.
func (catalogue) SetVServerGroupAttribute() Operation {
	return Operation{
		Changes: "Weight",
		Sorts: []Sort{
			{Name: "renames the group", Make: only(renaming("renames the group unasked", accepted)), Named: true},
			{Name: "insists on the name, the list or both", Make: insistsOnBoth("VServerGroupName", "BackendServers"), Named: true},
			{Name: "weighs the first alone", Make: only(weighsTheFirst()...), Named: true, Shows: true},
			{Name: "weighs by the order", Make: only(weighsByOrder()...), Named: true, Shows: true},
			{Name: "weighs by the server alone", Make: only(weighsByServer()), Named: true, Shows: true},
			{Name: "weighs by the first of two", Make: only(weighsByFirstOfTwo()), Named: true, Shows: true, Lawful: true},
			{Name: "weighs what is not named", Make: only(changing("gives the default weight to what is not named", weighsOthers)), Named: true, Shows: true},
			{Name: "drops what is not named", Make: only(changing("drops what is not named", fresh)), Named: true, Shows: true},
			{Name: "passes over a list beside a name", Make: only(passesOver("BackendServers"), passesOverUnread()), Named: true, Shows: true},
			{Name: "passes over a name beside a list", Make: only(passesOver("VServerGroupName")), Named: true, Shows: true},
			{Name: "adds what is not there", Make: only(addsAbsent()), Named: true, Shows: true, Lawful: true},
			{Name: "drops the tags", Make: only(dropsTags("set weights by", weightsSet)), Named: true, Lawful: true},
			{Name: "changes a description", Make: only(changesDescriptions()), Named: true, Shows: true, Lawful: true},
			{Name: "answers with the name of the call", Make: only(answersNameOfCall()), Named: true},
			{Name: "weighs what has no Port", Make: only(weighsWithoutPort()), Named: true, Lawful: true},
			{Name: "gives the default weight", Make: only(givesDefaultWeight()), Named: true, Lawful: true},
		},
	}
}

// weightsSet shows in calls that set weights.
func weightsSet(c *mock.Call, before []mock.BackendServer, r mock.Reply) bool {
	return c.Action() == "SetVServerGroupAttribute" && groupChanged(c, before, r)
}

// changesDescriptions gives a backend server the description that a call sets it with.
func changesDescriptions() *Mutant {
	return &Mutant{How: "changes a description where it is set", alter: func(s *mutated) {
		described := func(item wire.Members) bool { return !lacks("Description")(item) && !isEmpty("Description")(item) }
		s.sets(described, func(item wire.Members, m *mock.BackendServer) {
			text, _ := textOfMember(item, "Description")
			m.Description = &text
		})
	}}
}

// givesDefaultWeight weighs with 100 what a call sets without a weight.
func givesDefaultWeight() *Mutant {
	return &Mutant{How: "gives the default weight to what is set without one", alter: func(s *mutated) {
		s.sets(lacks("Weight"), func(_ wire.Members, m *mock.BackendServer) { m.Weight = 100 })
	}}
}

// weighsWithoutPort weighs every port of a server that is set without one.
func weighsWithoutPort() *Mutant {
	return &Mutant{How: "weighs every port of what is set without one", alter: func(s *mutated) {
		s.sets(lacks("Port"), func(item wire.Members, m *mock.BackendServer) {
			if n, err := strconv.Atoi(strings.Trim(string(valueOf(item, "Weight")), `"`)); err == nil {
				m.Weight = n
			}
		})
	}}
}

// weighsTheFirst sets the first backend server of a list, and leaves the others as they are; the answer hides it or says it.
func weighsTheFirst() []*Mutant {
	first := func(before, after []mock.BackendServer) []mock.BackendServer {
		first := slices.IndexFunc(after, func(m mock.BackendServer) bool { return !holds(before, m) })
		some := slices.Clone(before)
		some[first] = after[first]
		return some
	}
	return []*Mutant{behind("sets the first of a list alone", first), changing("sets the first of a list alone, and says so", first)}
}

// weighsByOrder gives the weights of a call to the first backend servers of the group, whichever they are for.
func weighsByOrder() []*Mutant {
	weighs := func(how string, put func(*mock.Call, *mock.Reply, []mock.BackendServer)) *Mutant {
		return &Mutant{How: how, alter: func(s *mutated) {
			byOrder := func(c *mock.Call, before []mock.BackendServer) []mock.BackendServer {
				all := slices.Clone(before)
				for i, item := range s.items(c) {
					text, _ := textOfMember(item, "Weight")
					if weight, err := strconv.Atoi(text); err == nil && i < len(all) {
						all[i].Weight = weight
					}
				}
				return all
			}
			shows := func(c *mock.Call, before []mock.BackendServer, r mock.Reply) bool {
				return weightsSet(c, before, r) && !same(byOrder(c, before), c.Held(c.Group()))
			}
			s.after(shows, func(c *mock.Call, before []mock.BackendServer, r *mock.Reply) { put(c, r, byOrder(c, before)) })
		}}
	}
	return []*Mutant{
		weighs("gives the weights in the order of the group", func(c *mock.Call, _ *mock.Reply, all []mock.BackendServer) { c.Hold(c.Group(), all) }),
		weighs("gives the weights in the order of the group, and says so", func(c *mock.Call, r *mock.Reply, all []mock.BackendServer) { hold(c, r, c.Group(), all) }),
	}
}

// weighsByServer gives the weight to all that the group has of the server that is named.
func weighsByServer() *Mutant {
	return changing("weighs every backend server with the id that is named", func(before, after []mock.BackendServer) []mock.BackendServer {
		all := slices.Clone(after)
		for _, set := range fresh(before, after) {
			for i := range all {
				if all[i].ServerID == set.ServerID {
					all[i].Weight = set.Weight
				}
			}
		}
		return all
	})
}

// weighsByFirstOfTwo lets the first of two equal backend servers count.
func weighsByFirstOfTwo() *Mutant {
	return &Mutant{How: "weighs by the first of two equal ones", alter: func(s *mutated) {
		s.serves("SetVServerGroupAttribute", func(o mock.Operation, c *mock.Call) mock.Reply {
			var items []json.RawMessage
			if json.Unmarshal([]byte(c.Param("BackendServers")), &items) != nil {
				return o.Serve(c)
			}
			slices.Reverse(items)
			if reversed, err := json.Marshal(items); err == nil {
				c.SetParam("BackendServers", string(reversed))
			}
			return o.Serve(c)
		})
	}}
}

// sets does something else to the backend servers that a call of those names, where it is accepted.
func (s *mutated) sets(which func(wire.Members) bool, change func(item wire.Members, m *mock.BackendServer)) {
	names := func(c *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
		return !r.Refused() && slices.ContainsFunc(s.items(c), which)
	}
	s.after(names, func(c *mock.Call, _ []mock.BackendServer, r *mock.Reply) {
		held := c.Held(c.Group())
		for _, item := range s.items(c) {
			for i := range held {
				if which(item) && serverOf(item) == held[i].ServerID {
					change(item, &held[i])
				}
			}
		}
		hold(c, r, c.Group(), held)
	})
}

// passesOver leaves one of two parameters out of a call that has both.
func passesOver(parameter string) *Mutant {
	return &Mutant{How: "passes over " + parameter + " in a call that has a name and a list", alter: func(s *mutated) {
		s.serves("SetVServerGroupAttribute", func(o mock.Operation, c *mock.Call) mock.Reply {
			if c.Param("VServerGroupName") != "" && c.Param("BackendServers") != "" {
				c.SetParam(parameter, "")
			}
			return o.Serve(c)
		})
	}}
}

// passesOverUnread does not even look at the list of a call that has a name.
func passesOverUnread() *Mutant {
	return &Mutant{How: "passes over BackendServers, whatever they are, in a call that has a name", alter: func(s *mutated) {
		s.touchesCalls()
		s.ahead(func(c *mock.Call) {
			if s.tests(c.Action()) && c.Param("VServerGroupName") != "" && c.Param("BackendServers") != "" {
				s.reached()
				c.SetParam("BackendServers", "")
			}
		})
	}}
}

// addsAbsent puts into the group what it is to set and does not have.
func addsAbsent() *Mutant {
	return &Mutant{How: "adds what is set and is not there", alter: func(s *mutated) {
		absent := func(c *mock.Call) (missing []mock.BackendServer) {
			held := c.Held(c.Group())
			for _, item := range s.items(c) {
				if !slices.ContainsFunc(held, func(m mock.BackendServer) bool { return m.ServerID == serverOf(item) }) {
					missing = append(missing, mock.BackendServer{ServerID: serverOf(item), Port: 80, Weight: 100})
				}
			}
			return wellFormed(missing)[:len(missing)]
		}
		adds := func(c *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
			return !r.Refused() && len(absent(c)) > 0
		}
		s.after(adds, func(c *mock.Call, _ []mock.BackendServer, r *mock.Reply) {
			hold(c, r, c.Group(), append(c.Held(c.Group()), absent(c)...))
		})
	}}
}

// answersNameOfCall repeats the name that a call gives, and an empty one where it gives none.
func answersNameOfCall() *Mutant {
	return &Mutant{How: "answers with the name of the call", alter: func(s *mutated) {
		unnamed := func(c *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
			return !r.Refused() && c.Param("VServerGroupName") == ""
		}
		s.after(unnamed, func(_ *mock.Call, _ []mock.BackendServer, r *mock.Reply) { r.Values["VServerGroupName"] = "" })
	}}
}

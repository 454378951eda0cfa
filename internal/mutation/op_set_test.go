package mutation

import (
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
			{Name: "insists on a name and a list", Make: insistsOnBoth("VServerGroupName", "BackendServers"), Named: true},
			{Name: "weighs the first alone", Make: only(weighsTheFirst()...), Named: true, Shows: true},
			{Name: "weighs by the server alone", Make: only(weighsByServer()), Named: true, Shows: true},
			{Name: "drops what is not named", Make: only(changing("drops what is not named", fresh)), Named: true, Shows: true},
			{Name: "weighs what has no Port", Make: only(weighsWithoutPort()), Named: true, Lawful: true},
			{Name: "gives the default weight", Make: only(givesDefaultWeight()), Named: true, Lawful: true},
		},
		Variants: []*Mutant{{How: "changes a description where it is set", alter: func(s *mutated) {
			s.inCallsOf("SetVServerGroupAttribute")
			described := func(item wire.Members) bool { return !lacks("Description")(item) && !isEmpty("Description")(item) }
			s.sets(described, func(item wire.Members, m *mock.Member) {
				text, _ := textOfMember(item, "Description")
				m.Description = &text
			})
		}}},
	}
}

// givesDefaultWeight weighs with 100 what a call sets without a weight.
func givesDefaultWeight() *Mutant {
	return &Mutant{How: "gives the default weight to what is set without one", alter: func(s *mutated) {
		s.sets(lacks("Weight"), func(_ wire.Members, m *mock.Member) { m.Weight = 100 })
	}}
}

// weighsWithoutPort weighs every port of a server that is set without one.
func weighsWithoutPort() *Mutant {
	return &Mutant{How: "weighs every port of what is set without one", alter: func(s *mutated) {
		s.sets(lacks("Port"), func(item wire.Members, m *mock.Member) {
			if n, err := strconv.Atoi(strings.Trim(string(valueOf(item, "Weight")), `"`)); err == nil {
				m.Weight = n
			}
		})
	}}
}

// weighsTheFirst sets the first backend server of a list, and leaves the others as they are; the answer hides it or says it.
func weighsTheFirst() []*Mutant {
	first := func(before, after []mock.Member) []mock.Member {
		first := slices.IndexFunc(after, func(m mock.Member) bool { return !holds(before, m) })
		some := slices.Clone(before)
		some[first] = after[first]
		return some
	}
	return []*Mutant{behind("sets the first of a list alone", first), changing("sets the first of a list alone, and says so", first)}
}

// weighsByServer gives the weight to all that the group has of the server that is named.
func weighsByServer() *Mutant {
	return changing("weighs every backend server with the id that is named", func(before, after []mock.Member) []mock.Member {
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

// fresh are the members that a group did not hold as they are now.
func fresh(before, after []mock.Member) []mock.Member { return gone(after, before) }

// sets does something else to the backend servers that a call of those names, where it is accepted.
func (s *mutated) sets(which func(wire.Members) bool, change func(item wire.Members, m *mock.Member)) {
	names := func(c *mock.Call, _ []mock.Member, r mock.Reply) bool {
		return !r.Refused() && slices.ContainsFunc(s.items(c), which)
	}
	s.after(names, func(c *mock.Call, _ []mock.Member, _ *mock.Reply) {
		held := c.Held(c.Group())
		for _, item := range s.items(c) {
			for i := range held {
				if which(item) && serverOf(item) == held[i].ServerID {
					change(item, &held[i])
				}
			}
		}
		c.Hold(c.Group(), held)
	})
}

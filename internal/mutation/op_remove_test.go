package mutation

import (
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
)

// RemoveVServerGroupBackendServers takes out of a group what is named, and ignores what is not there.
func (catalogue) RemoveVServerGroupBackendServers() Operation {
	return Operation{Sorts: []Sort{
		{Name: "removes others", Make: only(removesOthers()...), Named: true, Shows: true},
		{Name: "changes what stays", Make: only(forgetsDescriptions(), changing("gives the default weight to what stays", weighsOthers)), Named: true, Shows: true},
		{Name: "removes by the server alone", Make: only(removesByServer()), Named: true, Shows: true},
		{Name: "empties the group", Make: only(emptying("empties the group where something is named that is not in it", namesBeside)), Named: true, Shows: true},
		{Name: "removes what has no Port", Make: only(removesWithoutPort()), Named: true, Lawful: true},
		{Name: "refuses what is not there", Make: only(refusing("refuses what is not there", mock.StageState, namesAbsent)), Named: true},
		{Name: "refuses what nobody has", Make: only(optioned("refuses what the account does not have", namesAbsent, func(o *mock.Options) { o.GoneServers = mock.Refused })), Named: true, Lawful: true},
		{Name: "insists on all members", Named: true, Lawful: true, Make: only(
			refusingItems("refuses what has no Type", lacks("Type")), refusingItems("refuses what has no Weight", lacks("Weight")))},
		{Name: "refuses the last", Make: only(refusing("refuses to take out the last backend server", mock.StageState, takesTheLast)), Named: true},
		{Name: "stops at what is not there", Make: only(stopsAtAbsent()), Named: true, Shows: true},
	}}
}

func removesOthers() []*Mutant {
	return []*Mutant{
		behind("removes all but the first that is named", func(before, after []mock.BackendServer) []mock.BackendServer {
			return append(after, gone(before, after)[0])
		}),
		behind("removes the first that is named alone", func(before, after []mock.BackendServer) []mock.BackendServer {
			return append(after, gone(before, after)[1:]...)
		}),
		changing("removes whatever is on the port of one that is named", func(before, after []mock.BackendServer) []mock.BackendServer {
			return slices.DeleteFunc(slices.Clone(after), func(m mock.BackendServer) bool {
				return slices.ContainsFunc(gone(before, after), func(o mock.BackendServer) bool { return o.Port == m.Port })
			})
		}),
		emptying("empties the group, whatever is named", func(*mutated, *mock.Call, []mock.BackendServer) bool { return true }),
	}
}

// forgetsDescriptions takes from what stays what it was described with.
func forgetsDescriptions() *Mutant {
	m := changing("forgets the descriptions of what stays", func(_, after []mock.BackendServer) []mock.BackendServer {
		for i := range after {
			after[i].Description = nil
		}
		return after
	})
	m.keeps = "Description"
	return m
}

// emptying takes everything out of a group, and answers so, by calls that show it.
func emptying(how string, by func(s *mutated, c *mock.Call, before []mock.BackendServer) bool) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) {
		empties := func(c *mock.Call, before []mock.BackendServer, r mock.Reply) bool {
			return !r.Refused() && len(c.Held(c.Group())) > 0 && by(s, c, before)
		}
		s.after(empties, func(c *mock.Call, _ []mock.BackendServer, r *mock.Reply) { hold(c, r, c.Group(), nil) })
	}}
}

// removesWithoutPort removes every port of a server that is named without one.
func removesWithoutPort() *Mutant {
	return &Mutant{How: "removes every port of what is named without one", alter: func(s *mutated) {
		names := func(c *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
			return !r.Refused() && slices.ContainsFunc(s.items(c), lacks("Port"))
		}
		s.after(names, func(c *mock.Call, _ []mock.BackendServer, r *mock.Reply) {
			hold(c, r, c.Group(), slices.DeleteFunc(c.Held(c.Group()), func(m mock.BackendServer) bool {
				return slices.ContainsFunc(s.items(c), func(item wire.Members) bool { return lacks("Port")(item) && serverOf(item) == m.ServerID })
			}))
		})
	}}
}

func namesAbsent(s *mutated, c *mock.Call) bool { return namesBeside(s, c, c.Held(c.Group())) }

// namesBeside reports whether a call names what is not among what its group held.
func namesBeside(s *mutated, c *mock.Call, held []mock.BackendServer) bool {
	return slices.ContainsFunc(itemsOf(c.Param(s.Table.Operations[c.Action()].Names)), func(item wire.Members) bool {
		return !slices.ContainsFunc(held, func(m mock.BackendServer) bool { return m.ServerID == serverOf(item) })
	})
}

// takesTheLast reports whether a call names all that a group has.
func takesTheLast(s *mutated, c *mock.Call) bool {
	held, named := c.Held(c.Group()), itemsOf(c.Param(s.Table.Operations[c.Action()].Names))
	return len(held) > 0 && !slices.ContainsFunc(held, func(m mock.BackendServer) bool {
		return !slices.ContainsFunc(named, func(item wire.Members) bool { return m.ServerID == serverOf(item) })
	})
}

// stopsAtAbsent leaves in the group what a list names after something that is not there.
func stopsAtAbsent() *Mutant {
	return &Mutant{How: "removes nothing after what is not there", alter: func(s *mutated) {
		left := func(c *mock.Call, before []mock.BackendServer) (kept []mock.BackendServer) {
			stopped := false
			for _, item := range s.items(c) {
				i := slices.IndexFunc(before, func(m mock.BackendServer) bool { return m.ServerID == serverOf(item) })
				if stopped = stopped || i < 0; stopped && i >= 0 {
					kept = append(kept, before[i])
				}
			}
			return kept
		}
		stops := func(c *mock.Call, before []mock.BackendServer, r mock.Reply) bool {
			return !r.Refused() && len(left(c, before)) > 0
		}
		s.after(stops, func(c *mock.Call, before []mock.BackendServer, r *mock.Reply) {
			hold(c, r, c.Group(), append(c.Held(c.Group()), left(c, before)...))
		})
	}}
}

package mutation

import (
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
)

// ModifyVServerGroupBackendServers takes backend servers out of a group and puts others in; either list may be left out.
func (catalogue) ModifyVServerGroupBackendServers() Operation {
	return Operation{Variants: []*Mutant{refusesSamePort()}, Sorts: []Sort{
		{Name: "refuses a call without lists", Make: only(refusing("refuses a call without lists", mock.StageState, withoutLists)), Named: true, Lawful: true},
		{Name: "refuses a server in both lists", Make: only(refusing("refuses a server in both lists", mock.StageState, inBothLists)), Named: true, Lawful: true},
		{Name: "insists on lists of one length", Make: only(refusing("refuses two lists that are not of one length", mock.StageState, unequalLists)), Named: true, Lawful: true},
		{Name: "counts both lists", Make: only(refusing("refuses more than 20 backend servers in both lists", mock.StageState, func(s *mutated, c *mock.Call) bool {
			old, put := bothLists(s, c)
			return len(old) > 0 && len(put) > 0 && len(old)+len(put) > 20
		})), Named: true, Lawful: true},
		{Name: "insists on one list or both", Make: insistsOnBoth("OldBackendServers", "NewBackendServers"), Named: true},
		{Name: "forgets what stands beside", Make: only(forgetsBeside()...), Named: true, Shows: true},
		{Name: "takes out by the server alone", Make: only(removesByServer()), Named: true, Shows: true},
		{Name: "takes out and refuses", Make: only(takesOutAndRefuses()), Named: true},
		{Name: "refuses a description in Chinese", Make: only(refusingItems("refuses a description in Chinese", foreignLetters)), Named: true, Lawful: true},
		{Name: "judges what is taken out", Named: true, Lawful: true, Make: only(
			refusingOld("refuses to take out what has a weight above 100", func(item wire.Members) bool { weight, _ := textOfMember(item, "Weight"); return weight == "101" }),
			refusingOld("refuses to take out what has an odd Type", oddType),
			refusingOld("refuses to take out what has a description above 80 characters", func(item wire.Members) bool { text, _ := textOfMember(item, "Description"); return len(text) > 80 }))},
		{Name: "refuses what is taken out twice", Named: true, Lawful: true, Make: only(refusing("refuses what is taken out twice", mock.StageElement, func(s *mutated, c *mock.Call) bool {
			old, _ := bothLists(s, c)
			return len(old) > 1 && serverOf(old[0]) == serverOf(old[1]) && string(valueOf(old[0], "Port")) == string(valueOf(old[1], "Port"))
		}))},
		{Name: "takes out in part", Make: only(takesOutInPart()), Named: true, Shows: true},
		{Name: "empties the group without lists", Make: only(emptiesWithoutLists()), Named: true},
	}}
}

// forgetsBeside takes out of a group what no list names.
func forgetsBeside() []*Mutant {
	return []*Mutant{
		changing("clears the group before it puts in", fresh),
		changing("drops the first that stands beside", func(before, after []mock.BackendServer) []mock.BackendServer {
			first := slices.IndexFunc(after, func(m mock.BackendServer) bool { return holds(before, m) })
			if first < 0 {
				return after
			}
			return slices.Delete(after, first, first+1)
		}),
	}
}

// takesOutInPart takes out the first that is named, and leaves the others where they are.
func takesOutInPart() *Mutant {
	return changing("takes out the first that is named alone", func(before, after []mock.BackendServer) []mock.BackendServer {
		out := gone(before, after)
		return append(out[min(1, len(out)):], after...)
	})
}

// withoutLists reports whether a call that may take out and put in does neither.
func withoutLists(s *mutated, c *mock.Call) bool {
	o := s.Table.Operations[c.Action()]
	return o.Adds != "" && o.Names != "" && len(s.texts(c)) == 0
}

// refusesSamePort takes two addresses of one server for one backend server.
func refusesSamePort() *Mutant {
	return &Mutant{How: "refuses one ServerId and Port twice, whatever the addresses", alter: func(s *mutated) {
		s.inCallsOf("ModifyVServerGroupBackendServers")
		s.refuses(mock.StageElement, func(c *mock.Call) bool {
			asked := c.Asked()
			return slices.ContainsFunc(asked, func(m mock.BackendServer) bool {
				return countFunc(asked, func(o mock.BackendServer) bool {
					return o.ServerID == m.ServerID && o.Port == m.Port && o.ServerIP != m.ServerIP
				}) > 0
			})
		})
	}}
}

// takesOutAndRefuses takes out what a call names, and then refuses what it is to put in.
func takesOutAndRefuses() *Mutant {
	return &Mutant{How: "takes out what a refused call names", alter: func(s *mutated) {
		names := func(c *mock.Call) string { return c.Param(s.Table.Operations[c.Action()].Names) }
		refused := func(c *mock.Call, _ []mock.BackendServer, r mock.Reply) bool { return r.Refused() && names(c) != "" }
		s.after(refused, func(c *mock.Call, _ []mock.BackendServer, _ *mock.Reply) {
			old := itemsOf(names(c))
			c.Hold(c.Group(), slices.DeleteFunc(c.Held(c.Group()), func(m mock.BackendServer) bool {
				return slices.ContainsFunc(old, func(item wire.Members) bool { return serverOf(item) == m.ServerID })
			}))
		})
	}}
}

func emptiesWithoutLists() *Mutant {
	return &Mutant{How: "empties the group where a call has no lists", alter: func(s *mutated) {
		empty := func(c *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
			return !r.Refused() && withoutLists(s, c)
		}
		s.after(empty, func(c *mock.Call, _ []mock.BackendServer, _ *mock.Reply) { c.Hold(c.Group(), nil) })
	}}
}

// refusingOld refuses calls that take out such a backend server.
func refusingOld(how string, which func(wire.Members) bool) *Mutant {
	return refusing(how, mock.StageElement, func(s *mutated, c *mock.Call) bool {
		old, _ := bothLists(s, c)
		return slices.ContainsFunc(old, which)
	})
}

// bothLists are what a call names to be taken out, and what it puts in.
func bothLists(s *mutated, c *mock.Call) (old, put []wire.Members) {
	o := s.Table.Operations[c.Action()]
	return itemsOf(c.Param(o.Names)), itemsOf(c.Param(o.Adds))
}

func unequalLists(s *mutated, c *mock.Call) bool {
	old, put := bothLists(s, c)
	return len(old) > 0 && len(put) > 0 && len(old) != len(put)
}

func inBothLists(s *mutated, c *mock.Call) bool {
	old, put := bothLists(s, c)
	in := map[string]bool{}
	for _, item := range old {
		in[serverOf(item)] = true
	}
	return slices.ContainsFunc(put, func(item wire.Members) bool { return in[serverOf(item)] })
}

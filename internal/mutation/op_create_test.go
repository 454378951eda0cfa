package mutation

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
)

// CreateVServerGroup makes a group, filled or empty. Set-up makes empty ones.
func (catalogue) CreateVServerGroup() Operation {
	return Operation{RefusesIt: only(refusesToFill()), Variants: []*Mutant{leavesUntaggedGroup(), refusesTypeOfSample()}, Sorts: []Sort{
		{Name: "creates two", Make: only(createsTwo()), Named: true},
		{Name: "refuses an empty group", Make: only(refusing("refuses an empty group", mock.StageState, fillsNone)), Named: true},
		{Name: "leaves a group of a refused list", Make: only(leavesEmptyGroup()), Named: true, Lawful: true},
		{Name: "refuses a name twice", Make: only(refusing("refuses a name that another group has", mock.StageState, namedTwice)), Named: true, Lawful: true},
		{Name: "calls it otherwise", Make: only(calls("gives a group without a name none", ""), calls("gives a group without a name one of its own", "default")), Named: true, Lawful: true},
		{Name: "keeps tags in part", Make: only(keepsTagsInPart()...), Named: true},
		{Name: "creates it elsewhere", Make: only(createsElsewhere()), Named: true},
		{Name: "forgets the group", Make: only(forgetsTheGroup()), Named: true, Shows: true}}}
}

// fillsNone reports whether a call names no backend servers. Set-up names none.
func fillsNone(s *mutated, c *mock.Call) bool {
	return c.Param(s.Table.Operations[c.Action()].Adds) == ""
}

// fills shows in a call that makes a filled group.
func (s *mutated) fills(c *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
	return !r.Refused() && !fillsNone(s, c)
}

// refusesToFill makes a group, and says that it refused, where the call names backend servers.
func refusesToFill() *Mutant {
	return &Mutant{How: "makes a filled group, and says that it refused", alter: func(s *mutated) {
		outcome := s.outcome(unrecorded(http.StatusBadRequest, foreignCode))
		s.after(s.fills, func(_ *mock.Call, _ []mock.BackendServer, r *mock.Reply) { r.Outcome = outcome })
	}}
}

// refusesTypeOfSample takes the Types that the page lists, without the one that its sample has.
func refusesTypeOfSample() *Mutant {
	return refusing("creates no group with the Type eci, which the page's list lacks and its sample has", mock.StageElement, func(s *mutated, c *mock.Call) bool {
		return c.Action() == "CreateVServerGroup" && slices.ContainsFunc(s.items(c), func(item wire.Members) bool {
			kind, _ := textOfMember(item, "Type")
			return kind == "eci"
		})
	})
}

// createsTwo makes two groups where the call names backend servers, and answers with the first.
func createsTwo() *Mutant {
	return &Mutant{How: "makes two groups by one call", alter: func(s *mutated) {
		s.serves("CreateVServerGroup", func(o mock.Operation, c *mock.Call) mock.Reply {
			r := o.Serve(c)
			if !fillsNone(s, c) {
				o.Serve(c)
			}
			return r
		})
	}}
}

// calls gives another name to a group that is made without one.
func calls(how, name string) *Mutant {
	unnamed := func(c *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
		return c.Action() == "CreateVServerGroup" && !r.Refused() && c.Param("VServerGroupName") == ""
	}
	return &Mutant{How: how, alter: func(s *mutated) {
		s.after(unnamed, func(c *mock.Call, _ []mock.BackendServer, _ *mock.Reply) { c.Rename(c.Group(), name) })
	}}
}

// forgetsTheGroup answers as if it had made a group, where the call names backend servers.
func forgetsTheGroup() *Mutant {
	return &Mutant{How: "makes no group, and answers as if", alter: func(s *mutated) {
		s.after(s.fills, func(c *mock.Call, _ []mock.BackendServer, _ *mock.Reply) { c.Drop(c.Group()) })
	}}
}

// createsElsewhere puts every group on one load balancer that stands ready, whichever is named.
func createsElsewhere() *Mutant {
	return &Mutant{How: "puts the group on another load balancer than the one that is named", alter: func(s *mutated) {
		i := slices.IndexFunc(s.Account.LoadBalancers, func(l fixtures.LoadBalancer) bool { return len(l.Tags) > 0 })
		s.after(accepted, func(c *mock.Call, _ []mock.BackendServer, _ *mock.Reply) {
			c.Move(c.Group(), s.Account.LoadBalancers[i].ID)
		})
	}}
}

// keepsTagsInPart gives a group less than the tags that the call has.
func keepsTagsInPart() []*Mutant {
	type tag struct{ key, value string }
	keeps := func(how string, kept func(n int, before, given tag) tag) *Mutant {
		return &Mutant{How: how, alter: func(s *mutated) {
			s.serves("CreateVServerGroup", func(o mock.Operation, c *mock.Call) mock.Reply {
				var before tag
				for n := 1; c.Param(tagKey(n)) != ""; n++ {
					given := tag{c.Param(tagKey(n)), c.Param(tagValue(n))}
					as := kept(n, before, given)
					c.SetParam(tagKey(n), as.key)
					c.SetParam(tagValue(n), as.value)
					before = given
				}
				return o.Serve(c)
			})
		}}
	}
	unless := func(lost func(n int, before, given tag) bool) func(int, tag, tag) tag {
		return func(n int, before, given tag) tag {
			if lost(n, before, given) {
				return tag{}
			}
			return given
		}
	}
	return []*Mutant{
		keeps("keeps the first tag", unless(func(n int, _, _ tag) bool { return n > 1 })),
		keeps("keeps the first ten tags", unless(func(n int, _, _ tag) bool { return n > 10 })),
		keeps("keeps one of two tags with one value", unless(func(n int, before, given tag) bool { return n > 1 && given.value == before.value })),
		keeps("keeps 63 characters of a key", func(_ int, _, of tag) tag { return tag{of.key[:min(63, len(of.key))], of.value} }),
		keeps("keeps 127 characters of a value", func(_ int, _, of tag) tag { return tag{of.key, of.value[:min(127, len(of.value))]} }),
		keeps("keeps no tag without a value", unless(func(_ int, _, given tag) bool { return given.value == "" })),
	}
}

// leavesEmptyGroup makes the group, and then refuses the backend servers that were to be put into it.
func leavesEmptyGroup() *Mutant {
	return &Mutant{How: "leaves an empty group where it refuses the backend servers", alter: func(s *mutated) {
		refuses := func(c *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
			return r.Refused() && c.Param("VServerGroupId") == "" && slices.ContainsFunc(s.items(c), wrongWeight)
		}
		s.after(refuses, func(c *mock.Call, _ []mock.BackendServer, _ *mock.Reply) {
			s.Table.Operations[c.Action()].Serve(c)
			c.Hold(c.Group(), nil)
		})
	}}
}

// leavesUntaggedGroup makes a group without tags and servers, and then refuses a tag with too long a key.
func leavesUntaggedGroup() *Mutant {
	return &Mutant{How: "leaves a group without tags where it refuses a tag", alter: func(s *mutated) {
		tooLong := func(c *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
			return r.Refused() && c.Param("VServerGroupId") == "" && len([]rune(c.Param(tagKey(1)))) > 64
		}
		s.after(tooLong, func(c *mock.Call, _ []mock.BackendServer, _ *mock.Reply) {
			for n := 1; c.Param(tagKey(n)) != ""; n++ {
				c.SetParam(tagKey(n), "")
				c.SetParam(tagValue(n), "")
			}
			s.Table.Operations[c.Action()].Serve(c)
			c.Hold(c.Group(), nil)
		})
	}}
}

func wrongWeight(item wire.Members) bool {
	text := strings.Trim(string(valueOf(item, "Weight")), `"`)
	n, err := strconv.Atoi(text)
	return text != "" && (err != nil || n < 0 || n > 100)
}

func namedTwice(_ *mutated, c *mock.Call) bool {
	return c.Param("VServerGroupId") == "" && slices.ContainsFunc(c.Groups(), func(id string) bool { return c.Name(id) == c.Param("VServerGroupName") })
}

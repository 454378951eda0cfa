package mutation

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// DescribeVServerGroupAttribute is how the features read a group.
func (catalogue) DescribeVServerGroupAttribute() Operation {
	const body = `{"RequestId":"2D3BF1C4-4B8E-4E52-8E5F-0D8C6B3A9E73"}`
	return Operation{ReadsGroup: true, RefusesIt: only(refusesSecondReads()), Sorts: []Sort{
		{Name: "lists an empty description", Make: only(listing("lists an empty description", describeAll)), Named: true, Shows: true},
		{Name: "reads another group", Make: only(readsLatest(), describesLatest()), Named: true, Shows: true},
		{Name: "tells another name", Make: only(namesLatest()), Named: true, Shows: true},
		{Name: "tells another time", Make: only(tellsTimes()...), Named: true, Shows: true},
		{Name: "reads what was", Make: readsWhatWas, Shows: true},
		{Name: "reads one value", Make: readsOneValue, Shows: true},
		{Name: "reads not all tags", Make: only(
			shortening("lists the first of several tags", 1, "DescribeVServerGroupAttribute", "Tags", "Tag"),
			shortening("lists no tag", 0, "DescribeVServerGroupAttribute", "Tags", "Tag"),
			listsNoEmptyTags("DescribeVServerGroupAttribute", "Tags", "Tag"),
		), Named: true},
	}, Requires: requiredOfReading, Variants: []*Mutant{accepting("reads a group that is not there as one without members", "DescribeVServerGroupAttribute", "VServerGroupId does not exist", body)}}
}

// readsLatest lists the backend servers of the youngest group of the load balancer.
func readsLatest() *Mutant {
	other := func(c *mock.Call) []mock.BackendServer { return c.Held(c.Groups()[len(c.Groups())-1]) }
	return &Mutant{How: "reads the youngest group, whichever is named", alter: func(s *mutated) {
		another := func(c *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
			return !r.Refused() && !same(other(c), c.Held(c.Group()))
		}
		s.after(another, func(c *mock.Call, _ []mock.BackendServer, r *mock.Reply) { r.List(other(c)) })
	}}
}

// describesLatest tells all of the youngest group of the load balancer.
func describesLatest() *Mutant {
	latest := func(c *mock.Call) string { return c.Groups()[len(c.Groups())-1] }
	return &Mutant{How: "describes the youngest group, whichever is named", alter: func(s *mutated) {
		another := func(c *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
			return !r.Refused() && latest(c) != c.Group()
		}
		s.after(another, func(c *mock.Call, _ []mock.BackendServer, r *mock.Reply) {
			r.List(c.Held(latest(c)))
			r.Values["VServerGroupId"], r.Values["VServerGroupName"] = latest(c), c.Name(latest(c))
		})
	}}
}

// namesLatest reads a group under the name of the youngest group of the load balancer.
func namesLatest() *Mutant {
	name := func(c *mock.Call) string { return c.Name(c.Groups()[len(c.Groups())-1]) }
	return &Mutant{How: "reads the name of the youngest group, whichever is named", alter: func(s *mutated) {
		another := func(c *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
			return !r.Refused() && name(c) != c.Name(c.Group())
		}
		s.after(another, func(c *mock.Call, _ []mock.BackendServer, r *mock.Reply) { r.Values["VServerGroupName"] = name(c) })
	}}
}

// readsWhatWas reads a group as it was before its last change. Backend servers show it most. Where a service takes what it has
// already, what is added again shows.
func readsWhatWas(g *Generator, r *spec.Rule) []*Mutant {
	if !readsGroup(g.underTest(r)) || r.Echo[string(steps.Answered)] != steps.Itself {
		return nil
	}
	late := func(how string, again mock.Word) *Mutant {
		return &Mutant{How: how, alter: func(s *mutated) {
			type state struct {
				name string
				held []mock.BackendServer
			}
			names, was := map[string]string{}, map[string]state{}
			s.Options.DuplicatesInGroup = again
			s.touchesCalls()
			s.then(func(c *mock.Call, before []mock.BackendServer, r *mock.Reply) {
				group := c.Group()
				last, changed := was[group]
				switch {
				case r.Refused():
				case s.tests(c.Action()) && changed:
					s.reached()
					r.List(last.held)
					r.Values["VServerGroupName"] = last.name
				case !s.Table.Operations[c.Action()].Reads:
					if name, known := names[group]; known {
						was[group] = state{name, before}
					}
					for _, one := range c.Groups() {
						names[one] = c.Name(one)
					}
				}
			})
		}}
	}
	return []*Mutant{
		readsForGood(),
		late("reads a group as it was before its last change", mock.Refused),
		late("reads a group as it was before its last change, or as it is once all was added again", mock.Updated),
	}
}

// readsForGood reads a group for good as it was when it was first read.
func readsForGood() *Mutant {
	return &Mutant{How: "reads a group for good as it was first read", alter: func(s *mutated) {
		first := map[string][]mock.BackendServer{}
		s.touchesCalls()
		s.then(func(c *mock.Call, _ []mock.BackendServer, r *mock.Reply) {
			if r.Refused() || !s.tests(c.Action()) {
				return
			}
			was, known := first[c.Group()]
			if !known {
				was = slices.Clone(c.Held(c.Group()))
				first[c.Group()] = was
			}
			if !same(was, c.Held(c.Group())) {
				s.reached()
				r.List(was)
			}
		})
	}}
}

// requiredOfReading are the sorts that a rule of what is read must have beside a wrong answer.
func requiredOfReading(r *spec.Rule) []string {
	switch r.Echo[string(steps.Answered)] {
	case steps.Itself:
		return []string{"reads what was"}
	case "Type", "Weight", "ServerIp":
		return []string{"reads one value"}
	}
	return nil
}

// readsOneValue reads one value of a member out of every backend server, or of every server its first address, whatever is kept.
func readsOneValue(g *Generator, r *spec.Rule) []*Mutant {
	name := r.Echo[string(steps.Answered)]
	switch {
	case !readsGroup(g.underTest(r)):
		return nil
	case name == "ServerIp":
		return []*Mutant{readsFirstAddress()}
	case sameForAll(name) == nil:
		return nil
	}
	return []*Mutant{listing("reads one "+name+", whatever is kept", forEach(func(m *mock.BackendServer, _ mock.BackendServer) { sameForAll(name)(m) }))}
}

func readsFirstAddress() *Mutant {
	return &Mutant{How: "reads the first address of a server, whichever is kept", alter: func(s *mutated) {
		s.lists(forEach(func(m *mock.BackendServer, _ mock.BackendServer) {
			if server := s.Account.Server(m.ServerID); server != nil && m.ServerIP != "" {
				m.ServerIP = server.Addresses[0]
			}
		}))
	}}
}

// tellsTimes gives a group another time than that of its creation: whenever one operation reads it, and once it was changed.
func tellsTimes() []*Mutant {
	tells := func(how string, when shown) *Mutant {
		return &Mutant{How: how, alter: func(s *mutated) {
			times := 0
			s.touchesCalls()
			s.then(func(c *mock.Call, before []mock.BackendServer, r *mock.Reply) {
				if when(c, before, *r) {
					times++
				}
				for _, g := range append(listedIn(*r), r.Values) {
					if _, told := g["CreateTime"]; told && times > 0 {
						s.reached()
						g["CreateTime"] = fmt.Sprintf("2031-01-01T00:%02d:%02dZ", times/60%60, times%60)
					}
				}
			})
		}}
	}
	return []*Mutant{
		tells("gives a group the time at which it is read", func(c *mock.Call, _ []mock.BackendServer, _ mock.Reply) bool {
			return c.Action() == "DescribeVServerGroupAttribute"
		}),
		tells("gives a group the time at which it is listed", func(c *mock.Call, _ []mock.BackendServer, _ mock.Reply) bool {
			return c.Action() == "DescribeVServerGroups"
		}),
		tells("gives a group the time of its last change", groupChanged),
	}
}

// describeAll gives an empty description to every backend server that has none.
func describeAll(all []mock.BackendServer) []mock.BackendServer {
	empty := ""
	all = slices.Clone(all)
	for i := range all {
		if all[i].Description == nil {
			all[i].Description = &empty
		}
	}
	return all
}

// refusesSecondReads refuses to describe a group once more before anything has changed: set-up reads it once.
func refusesSecondReads() *Mutant {
	return &Mutant{How: "refuses to be asked twice", alter: func(s *mutated) {
		outcome := s.outcome(unrecorded(http.StatusBadRequest, foreignCode))
		reads := 0
		s.touchesCalls()
		s.then(func(c *mock.Call, _ []mock.BackendServer, r *mock.Reply) {
			reads++
			switch {
			case !s.tests(c.Action()):
				reads = 0
			case reads > 1 && !r.Refused():
				s.reached()
				r.Outcome = outcome
			}
		})
	}}
}

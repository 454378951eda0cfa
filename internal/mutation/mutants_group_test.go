package mutation

import (
	"fmt"
	"net/http"
	"slices"
	"sync/atomic"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

func changing(how string, what func(before, after []mock.BackendServer) []mock.BackendServer) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) { s.changes(what) }}
}

func listing(how string, what func([]mock.BackendServer) []mock.BackendServer) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) { s.lists(what) }}
}

// renaming is a mutant that gives the group a name that nobody asked for.
func renaming(how string, shows shown) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) {
		s.after(shows, func(c *mock.Call, _ []mock.BackendServer, _ *mock.Reply) { c.Rename(c.Group(), "renamed") })
	}}
}

// behind is a mutant that answers what it should, and makes something else of the group.
func behind(how string, what func(before, after []mock.BackendServer) []mock.BackendServer) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) {
		s.after(groupChanged, func(c *mock.Call, before []mock.BackendServer, _ *mock.Reply) {
			c.Hold(c.Group(), what(before, c.Held(c.Group())))
		})
	}}
}

// weighsOthers gives the default weight to what a call that sets another leaves alone.
func weighsOthers(before, after []mock.BackendServer) []mock.BackendServer {
	for i := range after {
		if holds(before, after[i]) {
			after[i].Weight = 100
		}
	}
	return after
}

// changesOthers adds other servers to a group than those that were asked for.
func changesOthers() []*Mutant {
	return []*Mutant{
		changing("adds all but the first", func(before, after []mock.BackendServer) []mock.BackendServer {
			added := after[len(before):]
			return append(after[:len(before):len(before)], added[min(1, len(added)):]...)
		}),
		changing("adds the first alone", func(before, after []mock.BackendServer) []mock.BackendServer {
			return after[:min(len(before)+1, len(after))]
		}),
		changing("adds in place of what was there before", func(before, after []mock.BackendServer) []mock.BackendServer { return after[len(before):] }),
		behind("drops what was there before", func(before, after []mock.BackendServer) []mock.BackendServer { return after[len(before):] }),
		behind("adds a backend server that nobody asked for", func(_, after []mock.BackendServer) []mock.BackendServer { return append(after, wellFormed(nil)...) }),
	}
}

// listsAgain are services that list twice what is there once.
func listsAgain() []*Mutant {
	servers := []string{"BackendServers", "BackendServer"}
	return []*Mutant{
		listingAgain("lists each backend server twice where a group is read", servers, true),
		listingAgain("lists each backend server twice in the answer to a change", servers, false),
		listingAgain("lists each group twice", []string{"VServerGroups", "VServerGroup"}, true),
	}
}

// keepsOfServer gives what a call puts in what the group had of the same server before: on another port, or in its place.
func keepsOfServer() []*Mutant {
	keeping := func(how string, keep func(m *mock.BackendServer, had mock.BackendServer)) *Mutant {
		return behind(how, func(before, after []mock.BackendServer) []mock.BackendServer {
			for i := range after {
				at := slices.IndexFunc(before, func(had mock.BackendServer) bool { return had.ServerID == after[i].ServerID })
				if at >= 0 && !holds(before, after[i]) {
					keep(&after[i], before[at])
				}
			}
			return after
		})
	}
	return []*Mutant{
		keeping("keeps the weight that the server had", func(m *mock.BackendServer, had mock.BackendServer) { m.Weight = had.Weight }),
		keeping("adds up the weights of a server", func(m *mock.BackendServer, had mock.BackendServer) { m.Weight = min(100, m.Weight+had.Weight) }),
		keeping("keeps the description that the server had", func(m *mock.BackendServer, had mock.BackendServer) { m.Description = had.Description }),
	}
}

// exchangesValues answers with the values of a member that others of the backend servers have.
func exchangesValues(g *Generator, r *spec.Rule) []*Mutant {
	return []*Mutant{{How: "exchanges the values of " + r.Fact.Name, alter: func(s *mutated) {
		s.editsSuccesses(g.underTest(r), func(body []byte) []byte {
			return at(body, []string{"BackendServers", "BackendServer"}, changed(func(v any) any {
				all, _ := v.([]any)
				for i, j := 0, len(all)-1; i < j; i, j = i+1, j-1 {
					a, b := all[i].(map[string]any), all[j].(map[string]any)
					a[r.Fact.Name], b[r.Fact.Name] = b[r.Fact.Name], a[r.Fact.Name]
				}
				return all
			}))
		})
	}}}
}

// ignoresTheMember looks at a member of the backend servers, and goes on as if none of them had it. Those that are the same then are
// duplicates, or one.
func ignoresTheMember(_ *Generator, r *spec.Rule) []*Mutant {
	has := func(s *mutated, c *mock.Call) bool {
		return slices.ContainsFunc(s.items(c), func(m wire.Members) bool { return !lacks(r.Fact.Name)(m) })
	}
	ignoring := func(s *mutated) {
		s.showsIn(has)
		s.plus(unrecorded(http.StatusBadRequest, foreignCode), mock.StageLookup, func(c *mock.Call) bool {
			adds := s.Table.Operations[c.Action()].Adds
			if s.tests(c.Action()) && adds != "" && has(s, c) {
				s.reached()
				drop := func(parent map[string]any, name string) { delete(parent, name) }
				c.SetParam(adds, string(at([]byte(c.Param(adds)), []string{"[]", r.Fact.Name}, drop)))
			}
			return false
		})
	}
	return []*Mutant{
		{How: "takes no notice of " + r.Fact.Name, alter: ignoring},
		{How: "takes no notice of " + r.Fact.Name + ", and holds once what is then the same", alter: func(s *mutated) {
			s.Options.DuplicatesInGroup = mock.Updated
			ignoring(s)
		}},
	}
}

// addsForNothing adds a backend server that nobody named.
func addsForNothing() *Mutant {
	return &Mutant{How: "adds a backend server where the list is empty", alter: func(s *mutated) {
		empty := func(c *mock.Call, _ []mock.BackendServer, _ mock.Reply) bool {
			return s.tests(c.Action()) && emptyList(s, c)
		}
		s.after(empty, func(c *mock.Call, _ []mock.BackendServer, _ *mock.Reply) {
			c.Hold(c.Group(), append(c.Held(c.Group()), wellFormed(nil)...))
		})
	}}
}

// appliesInPart does what is good in a call that is refused. What is good shows in the answer to the call: so far, that
// its weight is one.
func appliesInPart() []*Mutant {
	part := func(how string, which func(i int, asked []mock.BackendServer) bool) *Mutant {
		return &Mutant{How: how, alter: func(s *mutated) {
			s.addsRefused(func(_ string, asked []mock.BackendServer) []mock.BackendServer {
				var some []mock.BackendServer
				for i, m := range asked {
					if m.Weight <= 100 && which(i, asked) {
						some = append(some, m)
					}
				}
				return some
			})
		}}
	}
	return []*Mutant{
		{How: "adds all of a call that it refuses", alter: func(s *mutated) {
			s.addsRefused(func(_ string, asked []mock.BackendServer) []mock.BackendServer { return wellFormed(asked) })
		}},
		part("adds the good ones of a call that it refuses", func(int, []mock.BackendServer) bool { return true }),
		part("adds the first of a call that it refuses", func(i int, _ []mock.BackendServer) bool { return i == 0 }),
		part("adds the last of a call that it refuses", func(i int, asked []mock.BackendServer) bool { return i == len(asked)-1 }),
		part("adds those before the bad one of a call that it refuses", func(i int, asked []mock.BackendServer) bool {
			return !slices.ContainsFunc(asked[:i], func(m mock.BackendServer) bool { return m.Weight > 100 })
		}),
	}
}

// listsOthers reads other servers out of a group than it holds.
func listsOthers() []*Mutant {
	all := []*Mutant{
		listing("lists nothing", func([]mock.BackendServer) []mock.BackendServer { return nil }),
		listing("lists all but the last", func(all []mock.BackendServer) []mock.BackendServer { return all[:max(0, len(all)-1)] }),
		listing("lists a weight of 0 as 100", forEach(func(m *mock.BackendServer, _ mock.BackendServer) {
			if m.Weight == 0 {
				m.Weight = 100
			}
		})),
		listing("lists the address of the first for all", forEach(func(m *mock.BackendServer, first mock.BackendServer) { m.ServerIP = first.ServerIP })),
	}
	for _, name := range memberNames() {
		all = append(all, listing("lists another "+name, forEach(func(m *mock.BackendServer, _ mock.BackendServer) { otherValue(name)(m) })))
	}
	return all
}

// forEach changes a copy of every backend server of a group; change gets the first of them as it was.
func forEach(change func(m *mock.BackendServer, first mock.BackendServer)) func([]mock.BackendServer) []mock.BackendServer {
	return func(all []mock.BackendServer) []mock.BackendServer {
		changed := slices.Clone(all)
		for i := range changed {
			change(&changed[i], all[0])
		}
		return changed
	}
}

// answersOthers answers with other servers than the group holds.
func answersOthers() []*Mutant {
	answering := func(how string, what func(before, after []mock.BackendServer) []mock.BackendServer) *Mutant {
		return &Mutant{How: how, alter: func(s *mutated) {
			others := func(c *mock.Call, before []mock.BackendServer, r mock.Reply) bool {
				after := c.Held(c.Group())
				return !r.Refused() && len(after) >= len(before) && len(what(before, after)) != len(after)
			}
			s.after(others, func(c *mock.Call, before []mock.BackendServer, r *mock.Reply) {
				r.List(what(before, c.Held(c.Group())))
			})
		}}
	}
	return []*Mutant{
		answering("answers with those just added", func(before, after []mock.BackendServer) []mock.BackendServer { return after[len(before):] }),
		answering("answers with those that were there before", func(before, _ []mock.BackendServer) []mock.BackendServer { return before }),
		answering("answers with nothing", func(_, _ []mock.BackendServer) []mock.BackendServer { return nil }),
	}
}

// optioned is a mutant with other options. Whether a call met them cannot be told from outside.
func optioned(how string, shows func(*mutated, *mock.Call) bool, change func(*mock.Options)) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) {
		change(&s.Options)
		s.showsIn(shows)
		s.reached()
	}}
}

// inventsDescription gives a description to every backend server that was given none.
func inventsDescription(how, invented string) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) {
		s.stores(func(m *mock.BackendServer) {
			if m.Description == nil {
				m.Description = &invented
			}
		})
	}}
}

// holdsOneBatch keeps no more backend servers in a group than one call may add.
func holdsOneBatch(_, after []mock.BackendServer) []mock.BackendServer {
	return after[max(0, len(after)-20):]
}

// countsTheGroup refuses where the whole group, not the call, would have more than one call may add.
func countsTheGroup(_ *mutated, c *mock.Call) bool { return len(c.Held(c.Group()))+len(c.Asked()) > 20 }

// refusedInGroup shows in a call that names a group and is refused.
func refusedInGroup(c *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
	return r.Refused() && c.Group() != ""
}

// dropsTags lists no tags of a group once such a call was made of it.
func dropsTags(did string, such shown) *Mutant {
	return &Mutant{How: "lists no tags of a group once it has " + did + " a call", alter: func(s *mutated) {
		made := map[any]bool{}
		s.touchesCalls()
		s.then(func(c *mock.Call, before []mock.BackendServer, r *mock.Reply) {
			made[c.Group()] = made[c.Group()] || such(c, before, *r)
			drop := func(g fixtures.Values, id any) {
				if _, lists := g["Tags"]; lists && made[id] {
					s.reached()
					g["Tags"] = nil
				}
			}
			drop(r.Values, c.Group())
			for _, g := range listedIn(*r) {
				drop(g, g["VServerGroupId"])
			}
		})
	}}
}

// changesLatest makes of the youngest group of the load balancer what was to become of the one that a call names.
func changesLatest() *Mutant {
	other := func(c *mock.Call) string { return c.Groups()[len(c.Groups())-1] }
	return &Mutant{How: "changes the youngest group, whichever is named", alter: func(s *mutated) {
		another := func(c *mock.Call, before []mock.BackendServer, r mock.Reply) bool {
			return groupChanged(c, before, r) && other(c) != c.Group()
		}
		s.after(another, func(c *mock.Call, before []mock.BackendServer, r *mock.Reply) {
			after := c.Held(c.Group())
			c.Hold(c.Group(), before)
			hold(c, r, other(c), after)
		})
	}}
}

// repeatsRequestID gives a number of answers the same request id.
func repeatsRequestID(answers int64) *Mutant {
	return &Mutant{How: fmt.Sprintf("gives %d answers the same request id", answers), alter: func(s *mutated) {
		var count atomic.Int64
		s.touches = append(s.touches, touch{answers: func(string, bool) bool { return true }})
		s.Table.RequestID = func() string {
			s.reached()
			return fmt.Sprintf("00000000-0000-4000-8000-%012d", count.Add(1)/answers)
		}
	}}
}

// listingAgain repeats a list in the answers of calls that read, or of calls that change.
func listingAgain(how string, where []string, reads bool) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) {
		for name, o := range s.Table.Operations {
			if o.Ledger && o.Reads == reads && s.tests(name) {
				s.editsSuccesses(name, func(body []byte) []byte {
					return at(body, where, changed(func(v any) any { all, _ := v.([]any); return append(all, all...) }))
				})
			}
		}
	}}
}

func removesByServer() *Mutant {
	return changing("removes every backend server with the id that is named", func(before, after []mock.BackendServer) []mock.BackendServer {
		removed := gone(before, after)
		return slices.DeleteFunc(after, func(m mock.BackendServer) bool {
			return slices.ContainsFunc(removed, func(r mock.BackendServer) bool { return r.ServerID == m.ServerID })
		})
	})
}

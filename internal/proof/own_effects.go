package proof

import (
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
)

func addsOthers(*Workshop) []*Mutant {
	return []*Mutant{
		applying("adds all but the first", func(added []mock.Member) []mock.Member { return added[min(1, len(added)):] }),
		applying("adds all but the last", func(added []mock.Member) []mock.Member { return added[:max(0, len(added)-1)] }),
		applying("adds the first twice", func(added []mock.Member) []mock.Member { return append(added, added[:min(1, len(added))]...) }),
		listing("drops what was there before", func(all []mock.Member) []mock.Member { return all[max(0, len(all)-1):] }),
		listing("adds one to an empty group", func(all []mock.Member) []mock.Member {
			if len(all) > 0 {
				return all
			}
			return wellFormed(nil)
		}),
	}
}

func applying(how string, what func([]mock.Member) []mock.Member) *Mutant {
	return &Mutant{How: how, alter: func(s *server) {
		s.adds(what)
	}}
}

func listing(how string, what func([]mock.Member) []mock.Member) *Mutant {
	return &Mutant{How: how, alter: func(s *server) {
		s.lists(func(all []mock.Member) []mock.Member {
			before := len(all)
			listed := what(all)
			if before > 0 || len(listed) > 0 {
				s.reached()
			}
			return listed
		})
	}}
}

func addsElsewhere(*Workshop) []*Mutant {
	to := func(how string, pick func(asked string, groups []string) string) *Mutant {
		return &Mutant{How: how, alter: func(s *server) {
			s.addsTo(func(asked string, groups []string) string {
				s.reached()
				return pick(asked, groups)
			})
		}}
	}
	return []*Mutant{
		to("adds to no group", func(string, []string) string { return "" }),
		to("adds to another group of the load balancer", func(asked string, groups []string) string {
			for _, g := range groups {
				if g != asked {
					return g
				}
			}
			return asked
		}),
	}
}

func addsOnOnePort(*Workshop) []*Mutant {
	return []*Mutant{storing("adds on port 80, whatever port is asked for", func(m *mock.Member) { m.Port = 80 })}
}

func storing(how string, change func(*mock.Member)) *Mutant {
	return &Mutant{How: how, alter: func(s *server) {
		s.stores(change)
	}}
}

func appliesInPart(*Workshop) []*Mutant {
	part := func(how string, which func(i int, asked []mock.Member) bool) *Mutant {
		return &Mutant{How: how, alter: func(s *server) {
			s.addsRefused(func(_ string, asked []mock.Member) []mock.Member {
				var some []mock.Member
				for i, m := range asked {
					if m.Weight <= 100 && which(i, asked) {
						s.reached()
						some = append(some, m)
					}
				}
				return some
			})
		}}
	}
	return []*Mutant{
		part("adds the good ones of a call that it refuses", func(int, []mock.Member) bool { return true }),
		part("adds the first of a call that it refuses", func(i int, _ []mock.Member) bool { return i == 0 }),
		part("adds the last of a call that it refuses", func(i int, asked []mock.Member) bool { return i == len(asked)-1 }),
		part("adds those before the bad one of a call that it refuses", func(i int, asked []mock.Member) bool {
			return !slices.ContainsFunc(asked[:i], func(m mock.Member) bool { return m.Weight > 100 })
		}),
	}
}

func listsOthers(*Workshop) []*Mutant {
	all := []*Mutant{
		listing("lists nothing", func([]mock.Member) []mock.Member { return nil }),
		listing("lists all but the last", func(all []mock.Member) []mock.Member { return all[:max(0, len(all)-1)] }),
		listing("lists each twice", func(all []mock.Member) []mock.Member { return append(all, all...) }),
	}
	for _, name := range memberNames() {
		all = append(all, listing("lists another "+name, func(all []mock.Member) []mock.Member {
			for i := range all {
				otherValue(name)(&all[i])
			}
			return all
		}))
	}
	return all
}

func answersOthers(*Workshop) []*Mutant {
	answering := func(how string, what func(all, added []mock.Member) []mock.Member) *Mutant {
		return &Mutant{How: how, alter: func(s *server) {
			s.around(func(c *mock.Call, handle func() mock.Reply) mock.Reply {
				before := len(c.Held(c.Group()))
				r := handle()
				all := c.Held(c.Group())
				if r.Refused() || len(all) < before {
					return r
				}
				other := what(all, all[before:])
				if len(other) != len(all) {
					s.reached()
				}
				r.List(other)
				return r
			})
		}}
	}
	return []*Mutant{
		answering("answers with those just added", func(_, added []mock.Member) []mock.Member { return added }),
		answering("answers with those that were there before", func(all, added []mock.Member) []mock.Member { return all[:len(all)-len(added)] }),
		answering("answers with nothing", func(_, _ []mock.Member) []mock.Member { return nil }),
	}
}

func takesDuplicates(*Workshop) []*Mutant {
	return []*Mutant{
		optioned("lets the last of two equal ones count", func(o *mock.Options) { o.DuplicatesInCall = mock.Updated }),
		optioned("adds both of two equal ones", func(o *mock.Options) { o.DuplicatesInCall, o.DuplicatesInGroup = mock.Both, mock.Both }),
	}
}

func takesTheFirst(*Workshop) []*Mutant {
	return []*Mutant{optioned("lets the first of two equal members count", func(o *mock.Options) { o.FirstKeyCounts = true })}
}

func invents(*Workshop) []*Mutant {
	text := func(how, invented string) *Mutant {
		return storing(how, func(m *mock.Member) {
			if m.Description == nil {
				m.Description = &invented
			}
		})
	}
	return []*Mutant{text("invents a description", "invented"), text("lists an empty description", "")}
}

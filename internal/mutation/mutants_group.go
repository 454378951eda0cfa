package mutation

import (
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
)

func changing(how string, what func(before, after []mock.Member) []mock.Member) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) { s.changes(what) }}
}

func listing(how string, what func([]mock.Member) []mock.Member) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) { s.lists(what) }}
}

// changesOthers adds other servers to a group than those that were asked for.
func changesOthers(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{
		changing("adds all but the first", func(before, after []mock.Member) []mock.Member {
			added := after[len(before):]
			return append(after[:len(before):len(before)], added[min(1, len(added)):]...)
		}),
		changing("adds all but the last", func(_, after []mock.Member) []mock.Member { return after[:len(after)-1] }),
		changing("adds the first twice", func(before, after []mock.Member) []mock.Member { return append(after, after[len(before)]) }),
		listing("drops what was there before", func(all []mock.Member) []mock.Member { return all[max(0, len(all)-1):] }),
	}
}

// fillsEmptyGroups lists a server that nobody added.
func fillsEmptyGroups(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{listing("adds one to an empty group", func(all []mock.Member) []mock.Member {
		if len(all) > 0 {
			return all
		}
		return wellFormed(nil)
	})}
}

// appliesInPart does what is good in a call that is refused. What is good shows in the answer to the call: so far, that
// its weight is one.
func appliesInPart(*Generator, *spec.Rule) []*Mutant {
	part := func(how string, which func(i int, asked []mock.Member) bool) *Mutant {
		return &Mutant{How: how, alter: func(s *mutated) {
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

// listsOthers reads other servers out of a group than it holds.
func listsOthers(*Generator, *spec.Rule) []*Mutant {
	all := []*Mutant{
		listing("lists nothing", func([]mock.Member) []mock.Member { return nil }),
		listing("lists all but the last", func(all []mock.Member) []mock.Member { return all[:max(0, len(all)-1)] }),
		listing("lists each twice", func(all []mock.Member) []mock.Member { return append(all, all...) }),
	}
	for _, name := range memberNames() {
		all = append(all, listing("lists another "+name, func(all []mock.Member) []mock.Member {
			all = slices.Clone(all)
			for i := range all {
				otherValue(name)(&all[i])
			}
			return all
		}))
	}
	return all
}

// answersOthers answers with other servers than the group holds.
func answersOthers(*Generator, *spec.Rule) []*Mutant {
	answering := func(how string, what func(before, after []mock.Member) []mock.Member) *Mutant {
		return &Mutant{How: how, alter: func(s *mutated) {
			s.around(func(c *mock.Call, handle func() mock.Reply) mock.Reply {
				before := c.Held(c.Group())
				r := handle()
				after := c.Held(c.Group())
				if r.Refused() || len(after) < len(before) {
					return r
				}
				other := what(before, after)
				if len(other) != len(after) {
					s.reached()
				}
				r.List(other)
				return r
			})
		}}
	}
	return []*Mutant{
		answering("answers with those just added", func(before, after []mock.Member) []mock.Member { return after[len(before):] }),
		answering("answers with those that were there before", func(before, _ []mock.Member) []mock.Member { return before }),
		answering("answers with nothing", func(_, _ []mock.Member) []mock.Member { return nil }),
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

func takesDuplicates(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{
		optioned("lets the last of two equal ones count", serverTwice, func(o *mock.Options) { o.DuplicatesInCall = mock.Updated }),
		optioned("adds both of two equal ones", serverTwice, func(o *mock.Options) { o.DuplicatesInCall, o.DuplicatesInGroup = mock.Both, mock.Both }),
	}
}

func takesTheFirst(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{optioned("lets the first of two equal members count", keyTwice, func(o *mock.Options) { o.FirstKeyCounts = true })}
}

func inventsDescriptions(*Generator, *spec.Rule) []*Mutant {
	text := func(how, invented string) *Mutant {
		return &Mutant{How: how, alter: func(s *mutated) {
			s.stores(func(m *mock.Member) {
				if m.Description == nil {
					m.Description = &invented
				}
			})
		}}
	}
	return []*Mutant{text("invents a description", "invented"), text("lists an empty description", "")}
}

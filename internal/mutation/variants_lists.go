package mutation

import (
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
)

// listVariants take lists of backend servers otherwise than the mock does.
func listVariants() []*Variant {
	refuses := func(name string, which func(s *mutated, c *mock.Call) bool) *Variant {
		return &Variant{Name: name, alter: refusing(name, mock.StageElement, which).alter}
	}
	items := func(name string, which func([]written) bool) *Variant {
		return refuses(name, func(s *mutated, c *mock.Call) bool { return slices.ContainsFunc(s.items(c), which) })
	}
	return []*Variant{
		optional("refuses an empty list", emptyList, func(o *mock.Options) { o.EmptyList = mock.EmptyRefused }),
		optional("updates a backend server that is in the group already", inGroup, func(o *mock.Options) { o.DuplicatesInGroup = mock.Updated }),
		optional("ignores a backend server that is in the group already", inGroup, func(o *mock.Options) { o.DuplicatesInGroup = mock.Ignored }),
		optional("lets the last of two equal backend servers count", serverTwice, func(o *mock.Options) { o.DuplicatesInCall = mock.Updated }),
		refuses("refuses two equal backend servers", serverTwice),
		optional("lets the first of two equal members count", keyTwice, func(o *mock.Options) { o.FirstKeyCounts = true }),
		items("refuses a member that is given twice", memberTwice),
		items("refuses null", anyNull),
		items("refuses numbers that are no strings", writesNumbers(asNumber)),
		items("refuses the members in another order than the samples have", otherOrder),
		items("refuses an ENI or elastic container instance without ServerIp", lacksOf("ServerIp", "eni", "eci")),
		refuses("refuses single quotes", singleQuotes),
		refuses("refuses white space around the list", whiteSpace),
		refuses("refuses backend servers of several kinds in one call", severalKinds),
		refuses("refuses one server on two ports", anotherPort),
		{Name: "counts servers against the limit of a call, not entries", alter: func(s *mutated) {
			s.rows(func(r mock.Rule) bool { return r.Outcome == "TooManyBackendServers" }, func(c *mock.Call, broken bool) bool {
				return broken && distinct(s.items(c)) > 20
			})
		}},
		{Name: "takes letters of every script in a description", alter: func(s *mutated) {
			s.rows(func(r mock.Rule) bool { return len(r.Limits.Classes) > 0 && r.Limits.Name == "Description" }, func(c *mock.Call, broken bool) bool {
				return broken && !slices.ContainsFunc(s.items(c), foreignLetters)
			})
		}},
		{Name: "takes an empty description", alter: func(s *mutated) {
			s.rows(func(r mock.Rule) bool { return r.Limits.Name == "Description" && r.Limits.Max > 0 }, func(c *mock.Call, broken bool) bool {
				return broken && !slices.ContainsFunc(s.items(c), isEmpty("Description"))
			})
		}},
		{Name: "takes a weight with a fraction", alter: func(s *mutated) {
			s.rows(func(r mock.Rule) bool { return r.Limits.Name == "Weight" }, func(c *mock.Call, broken bool) bool {
				return broken && !slices.ContainsFunc(s.items(c), fraction("Weight"))
			})
		}},
		{Name: "applies the good entries of a call that it refuses", alter: func(s *mutated) {
			s.showsIn(mixed)
			s.addsRefused(func(_ string, asked []mock.Member) []mock.Member {
				good := slices.DeleteFunc(slices.Clone(asked), bad)
				if len(good) == len(asked) {
					return nil
				}
				s.reached()
				return good
			})
		}},
	}
}

// inGroup reports whether a call asks for a backend server that the group has.
func inGroup(_ *mutated, c *mock.Call) bool {
	held := c.Held(c.Group())
	return slices.ContainsFunc(c.Asked(), func(m mock.Member) bool { return slices.ContainsFunc(held, m.SameAs) })
}

func keyTwice(s *mutated, c *mock.Call) bool { return slices.ContainsFunc(s.items(c), memberTwice) }

// bad reports whether a backend server can be in no group, by what it says.
func bad(m mock.Member) bool { return m.Weight < 0 || m.Weight > 100 || m.Port < 1 || m.ServerID == "" }

// mixed reports whether a call lists good and bad backend servers.
func mixed(_ *mutated, c *mock.Call) bool {
	asked := c.Asked()
	wrong := countFunc(asked, bad)
	return wrong > 0 && wrong < len(asked)
}

// distinct counts the servers that a list names.
func distinct(items [][]written) int {
	ids := map[string]bool{}
	for _, item := range items {
		ids[serverOf(item)] = true
	}
	return len(ids)
}

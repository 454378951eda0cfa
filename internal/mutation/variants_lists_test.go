package mutation

import (
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
)

// listVariants take lists of backend servers otherwise than the mock does.
func listVariants() []*Mutant {
	return []*Mutant{
		optioned("refuses an empty list", emptyList, func(o *mock.Options) { o.EmptyList = mock.Refused }),
		optioned("updates a backend server that is in the group already", inGroup, func(o *mock.Options) { o.DuplicatesInGroup = mock.Updated }),
		optioned("ignores a backend server that is in the group already", inGroup, func(o *mock.Options) { o.DuplicatesInGroup = mock.Ignored }),
		optioned("lets the last of two equal backend servers count", serverTwice, func(o *mock.Options) { o.DuplicatesInCall = mock.Updated }),
		refusing("refuses two equal backend servers", mock.StageElement, serverTwice),
		optioned("lets the first of two equal members count", keyTwice, func(o *mock.Options) { o.FirstKeyCounts = true }),
		refusingItems("refuses a member that is given twice", memberTwice),
		refusingItems("refuses null", anyNull),
		refusingItems("refuses numbers that are no strings", writesNumbers(asNumber)),
		refusingItems("refuses the members in another order than the samples have", otherOrder),
		refusingItems("refuses an ENI or elastic container instance without ServerIp", lacksOf("ServerIp", "eni", "eci")),
		refusing("refuses single quotes", mock.StageElement, singleQuotes),
		refusing("refuses white space around the list", mock.StageElement, whiteSpace),
		refusing("refuses backend servers of several kinds in one call", mock.StageElement, severalKinds),
		refusing("refuses one server on two ports", mock.StageElement, anotherPort),
		refusing("refuses a second port in a group", mock.StageElement, secondPort),
		refusing("refuses a server and port that another group of the load balancer has", mock.StageElement, anotherGroup),
		exempting("counts servers against the limit of a call, not entries", func(r mock.Rule) bool { return r.Outcome == "TooManyBackendServers" }, func(items []wire.Members) bool { return distinct(items) <= 20 }),
		spared("takes letters and digits of every script in a description", "/assumed.description.letters"),
		spared("takes letters and digits of every script in a name", "/assumed.vserver-group-name.letters"),
		spared("takes an empty description", "/assumed.description.empty"),
		exempting("takes a weight with a fraction", func(r mock.Rule) bool { return r.Limits.Name == "Weight" }, anyItem(fraction("Weight"))),
		{How: "applies the good entries of a call that it refuses", alter: func(s *mutated) {
			s.addsRefused(func(_ string, asked []mock.BackendServer) []mock.BackendServer {
				good := slices.DeleteFunc(slices.Clone(asked), bad)
				if len(good) == len(asked) {
					return nil
				}
				return good
			})
		}},
	}
}

// spared is a variant that lacks the rules with a name.
func spared(name, rule string) *Mutant {
	return &Mutant{How: name, alter: func(s *mutated) {
		s.rows(func(r mock.Rule) bool { return strings.HasSuffix(r.ID, rule) }, func(*mock.Call, bool) bool { return false })
	}}
}

// exempting is a variant in which some entries of the table let some lists pass.
func exempting(name string, of func(mock.Rule) bool, exempts func([]wire.Members) bool) *Mutant {
	return &Mutant{How: name, alter: func(s *mutated) {
		s.rows(of, func(c *mock.Call, broken bool) bool { return broken && !exempts(s.items(c)) })
	}}
}

func anyItem(is func(wire.Members) bool) func([]wire.Members) bool {
	return func(items []wire.Members) bool { return slices.ContainsFunc(items, is) }
}

// inGroup reports whether a call asks for a backend server that the group has.
func inGroup(_ *mutated, c *mock.Call) bool {
	held := c.Held(c.Group())
	return slices.ContainsFunc(c.Asked(), func(m mock.BackendServer) bool { return slices.ContainsFunc(held, m.SameAs) })
}

func keyTwice(s *mutated, c *mock.Call) bool { return slices.ContainsFunc(s.items(c), memberTwice) }

// bad reports whether a backend server can be in no group, by what it says.
func bad(m mock.BackendServer) bool {
	return m.Weight < 0 || m.Weight > 100 || m.Port < 1 || m.ServerID == ""
}

// distinct counts the servers that a list names.
func distinct(items []wire.Members) int {
	ids := map[string]bool{}
	for _, item := range items {
		ids[serverOf(item)] = true
	}
	return len(ids)
}

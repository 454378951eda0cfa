package mutation

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
)

// DescribeVServerGroups lists the groups of a load balancer.
func (catalogue) DescribeVServerGroups() Operation {
	const none = `{"RequestId":"2D3BF1C4-4B8E-4E52-8E5F-0D8C6B3A9E72","VServerGroups":{"VServerGroup":[]}}`
	return Operation{Sorts: []Sort{
		{Name: "lists ten groups at most", Named: true, Lawful: true, Make: only(
			listingGroups("lists the first ten groups", func(all []fixtures.Values) []fixtures.Values { return all[:min(10, len(all))] }),
			listingGroups("lists the last ten groups", func(all []fixtures.Values) []fixtures.Values { return all[max(0, len(all)-10):] }))},
		{Name: "lists one group", Named: true, Lawful: true, Make: only(
			listingGroups("lists the first group alone", func(all []fixtures.Values) []fixtures.Values { return all[:min(1, len(all))] }),
			listingGroups("lists the last group alone", func(all []fixtures.Values) []fixtures.Values { return all[max(0, len(all)-1):] }))},
		{Name: "names all groups alike", Named: true, Make: only(likeTheFirst("gives all groups the name of the first", "VServerGroupName"))},
		{Name: "counts all groups alike", Named: true, Make: only(likeTheFirst("gives all groups the number of the first", "ServerCount"))},
		{Name: "counts one", Named: true, Make: only(counts("counts one backend server of a group at most", func(held []mock.BackendServer) int { return min(1, len(held)) }))},
		{Name: "lists no empty groups", Named: true, Make: only(listingGroups("lists no group without backend servers", notEmpty))},
		{Name: "lists no forwarding rules beside listeners", Named: true, Make: only(listsOneKind())},
		{Name: "lists forwarding rules only beside listeners", Named: true, Make: only(listsOnlyBeside("IncludeRule", "IncludeListener"))},
		{Name: "lists listeners only beside forwarding rules", Named: true, Make: only(listsOnlyBeside("IncludeListener", "IncludeRule"))},
		{Name: "counts none of weight 0", Named: true, Make: only(counts("counts no backend server of weight 0", weighted))},
		{Name: "tags all groups alike", Named: true, Make: only(likeTheFirst("gives all groups the tags of the first", "Tags"))},
		{Name: "lists groups of other load balancers", Named: true, Make: only(listsAllBalancers())},
		{Name: "lists the first listener", Named: true, Make: only(shortening("lists the first of two listeners", 1, "DescribeVServerGroups", ofGroup("AssociatedObjects", "Listeners", "Listener")...))},
		{Name: "lists the first forwarding rule", Named: true, Make: only(shortening("lists the first of two forwarding rules", 1, "DescribeVServerGroups", ofGroup("AssociatedObjects", "Rules", "Rule")...))},
		{Name: "lists not all tags", Named: true, Make: only(
			shortening("lists the first of several tags", 1, "DescribeVServerGroups", ofGroup("Tags", "Tag")...),
			listsNoEmptyTags("DescribeVServerGroups", ofGroup("Tags", "Tag")...))},
		{Name: "lists listeners of other groups", Named: true, Make: only(listingAll("lists the listeners of all groups with each", "Listeners"))},
		{Name: "lists forwarding rules of other groups", Named: true, Make: only(listingAll("lists the forwarding rules of all groups with each", "Rules"))},
		{Name: "calls every listener a TCP one", Named: true, Make: only(&Mutant{How: "calls every listener a TCP one", alter: func(s *mutated) {
			s.editsSuccesses("DescribeVServerGroups", func(body []byte) []byte {
				return at(body, ofGroup("AssociatedObjects", "Listeners", "Listener", "[]", "Protocol"), put("tcp"))
			})
		}})},
		{Name: "refuses capitals in a truth value", Named: true, Make: only(refusing("refuses capitals in a truth value", mock.StageParse, func(_ *mutated, c *mock.Call) bool {
			return c.Param("IncludeListener") == "TRUE" || c.Param("IncludeRule") == "TRUE"
		}))},
		{Name: "finds by one filter alone", Named: true, Lawful: true, Make: only(
			findingBy("finds groups by the name alone where tags are given too", "Tag."), findingBy("finds groups by the tags alone where a name is given too", "Description"))},
		{Name: "finds too much by tags", Named: true, Lawful: true, Make: only(
			finding("finds groups by any of the tags", "Tag", carriesAny), finding("finds groups by the keys of tags alone", "Tag", carriesKeys))},
		{Name: "finds by an empty value", Named: true, Lawful: true, Make: only(finding("finds groups by the empty value of a tag", "Tag", carriesExactly))},
		{Name: "passes over a tag without a value", Named: true, Lawful: true, Make: only(finding("passes over a tag without a value", "Tag", carriesValued))},
		{Name: "finds too much by name", Named: true, Lawful: true, Make: only(
			finding("finds groups by the beginning of their names", "Description", calledLike(strings.HasPrefix)),
			finding("finds groups by a part of their names", "Description", calledLike(strings.Contains)))},
	}, Variants: []*Mutant{
		listedOtherwise("lists each group again, its members in another order", againBackwards),
		listedOtherwise("lists a new group late", listedBefore),
		listingGroups("lists the latest group alone", func(all []fixtures.Values) []fixtures.Values { return all[max(0, len(all)-1):] }),
		accepting("lists no groups of a load balancer that is not there", "DescribeVServerGroups", "LoadBalancerId does not exist", none),
		{How: "lists the backend port of a listener", alter: func(s *mutated) {
			s.editsSuccesses("DescribeVServerGroups", func(body []byte) []byte {
				return at(body, ofGroup("AssociatedObjects", "Listeners", "Listener", "[]", "Port"), put(80))
			})
		}},
	}}
}

// ofGroup is the path to what is listed of each group.
func ofGroup(path ...string) []string {
	return append([]string{"VServerGroups", "VServerGroup", "[]"}, path...)
}

// listingAll lists with every group what leads to any of them.
func listingAll(how, member string) *Mutant {
	union := func(r mock.Reply) (all []fixtures.Values) {
		for _, g := range listedIn(r) {
			some, _ := g[member].([]fixtures.Values)
			all = append(all, some...)
		}
		return all
	}
	return &Mutant{How: how, alter: func(s *mutated) {
		fewer := func(_ *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
			return len(listedIn(r)) > 1 && len(union(r)) > 0
		}
		s.after(fewer, func(_ *mock.Call, _ []mock.BackendServer, r *mock.Reply) {
			all := union(*r)
			for _, g := range listedIn(*r) {
				g[member] = all
			}
		})
	}}
}

// likeTheFirst gives every group that is listed a member of the first.
func likeTheFirst(how, member string) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) {
		several := func(_ *mock.Call, _ []mock.BackendServer, r mock.Reply) bool { return len(listedIn(r)) > 1 }
		s.after(several, func(_ *mock.Call, _ []mock.BackendServer, r *mock.Reply) {
			for _, g := range listedIn(*r) {
				g[member] = listedIn(*r)[0][member]
			}
		})
	}}
}

// counts gives groups another number of backend servers.
func counts(how string, number func(held []mock.BackendServer) int) *Mutant {
	counted := func(c *mock.Call, g fixtures.Values) int { return number(c.Held(fmt.Sprint(g["VServerGroupId"]))) }
	return &Mutant{How: how, alter: func(s *mutated) {
		others := func(c *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
			return slices.ContainsFunc(listedIn(r), func(g fixtures.Values) bool { return counted(c, g) != g["ServerCount"] })
		}
		s.after(others, func(c *mock.Call, _ []mock.BackendServer, r *mock.Reply) {
			for _, g := range listedIn(*r) {
				g["ServerCount"] = counted(c, g)
			}
		})
	}}
}

// weighted is how many backend servers get requests.
func weighted(held []mock.BackendServer) int {
	return countFunc(held, func(m mock.BackendServer) bool { return m.Weight > 0 })
}

func notEmpty(all []fixtures.Values) []fixtures.Values {
	return slices.DeleteFunc(slices.Clone(all), func(g fixtures.Values) bool { return g["ServerCount"] == 0 })
}

// listsOneKind lists of what leads to a group the listeners alone, where forwarding rules are asked for too.
func listsOneKind() *Mutant {
	return &Mutant{How: "lists no forwarding rules where listeners are asked for too", alter: func(s *mutated) {
		s.serves("DescribeVServerGroups", func(o mock.Operation, c *mock.Call) mock.Reply {
			if c.Param("IncludeListener") == "true" && c.Param("IncludeRule") == "true" {
				c.SetParam("IncludeRule", "")
			}
			return o.Serve(c)
		})
	}}
}

// listsOnlyBeside lists what one parameter asks for only where another asks too.
func listsOnlyBeside(one, other string) *Mutant {
	return &Mutant{How: "passes over " + one + " without " + other, alter: func(s *mutated) {
		s.serves("DescribeVServerGroups", func(o mock.Operation, c *mock.Call) mock.Reply {
			if c.Param(other) != "true" {
				c.SetParam(one, "")
			}
			return o.Serve(c)
		})
	}}
}

// findingBy passes over one of two filters.
func findingBy(how, other string) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) {
		s.serves("DescribeVServerGroups", func(o mock.Operation, c *mock.Call) mock.Reply {
			if c.Param("Description") != "" && c.Param(tagKey(1)) != "" {
				for _, name := range c.Params() {
					if strings.HasPrefix(name, other) {
						c.SetParam(name, "")
					}
				}
			}
			return o.Serve(c)
		})
	}}
}

// listsAllBalancers lists every group that it has created, whichever load balancer is asked for.
func listsAllBalancers() *Mutant {
	return &Mutant{How: "lists the groups of all load balancers", alter: func(s *mutated) {
		var created []string
		s.touchesCalls()
		s.then(func(c *mock.Call, _ []mock.BackendServer, r *mock.Reply) {
			if c.Action() == "CreateVServerGroup" && !r.Refused() {
				created = append(created, c.Group())
			}
			all := listedIn(*r)
			if !s.tests(c.Action()) || len(all) == 0 {
				return
			}
			for _, id := range created {
				if c.Name(id) != "" && !slices.Contains(c.Groups(), id) {
					s.reached()
					other := maps.Clone(all[0])
					other["VServerGroupId"], other["VServerGroupName"] = id, c.Name(id)
					all = append(all, other)
				}
			}
			r.Values["Groups"] = all
		})
	}}
}

// listingGroups lists others of the groups that are to be listed.
func listingGroups(how string, which func([]fixtures.Values) []fixtures.Values) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) {
		fewer := func(_ *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
			return len(which(listedIn(r))) != len(listedIn(r))
		}
		s.after(fewer, func(_ *mock.Call, _ []mock.BackendServer, r *mock.Reply) { r.Values["Groups"] = which(listedIn(*r)) })
	}}
}

// finding is a mutant that finds groups by a parameter in a way of its own; asked has the values that were given.
func finding(how, parameter string, finds func(asked map[string]string, g fixtures.Values) bool) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) {
		s.serves("DescribeVServerGroups", func(o mock.Operation, c *mock.Call) mock.Reply {
			asked := map[string]string{}
			for _, name := range c.Params() {
				if name == parameter || strings.HasPrefix(name, parameter+".") {
					asked[name] = c.Param(name)
					c.SetParam(name, "")
				}
			}
			r := o.Serve(c)
			if len(asked) > 0 {
				r.Values["Groups"] = slices.DeleteFunc(listedIn(r), func(g fixtures.Values) bool { return !finds(asked, g) })
			}
			return r
		})
	}}
}

func carriesAny(asked map[string]string, g fixtures.Values) bool {
	for n := 1; asked[tagKey(n)] != ""; n++ {
		if has(g, asked[tagKey(n)], asked[tagValue(n)]) {
			return true
		}
	}
	return false
}

func carriesKeys(asked map[string]string, g fixtures.Values) bool {
	for n := 1; asked[tagKey(n)] != ""; n++ {
		if !has(g, asked[tagKey(n)], "") {
			return false
		}
	}
	return true
}

func carriesExactly(asked map[string]string, g fixtures.Values) bool {
	tags, _ := g["Tags"].([]fixtures.Values)
	return carriesKeys(asked, g) && slices.ContainsFunc(tags, func(t fixtures.Values) bool { return t["TagValue"] == asked[tagValue(1)] })
}

// carriesValued asks of a tag with a value alone.
func carriesValued(asked map[string]string, g fixtures.Values) bool {
	return asked[tagValue(1)] == "" || carriesAny(asked, g)
}

// has reports whether a group carries a tag; "" is any value.
func has(g fixtures.Values, key, value string) bool {
	tags, _ := g["Tags"].([]fixtures.Values)
	return slices.ContainsFunc(tags, func(t fixtures.Values) bool {
		return t["TagKey"] == key && (value == "" || t["TagValue"] == value)
	})
}

func calledLike(like func(name, asked string) bool) func(map[string]string, fixtures.Values) bool {
	return func(asked map[string]string, g fixtures.Values) bool {
		return like(fmt.Sprint(g["VServerGroupName"]), asked["Description"])
	}
}

package mutation

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
)

// DescribeVServerGroupAttribute is how the features read a group.
func (catalogue) DescribeVServerGroupAttribute() Operation {
	const body = `{"RequestId":"2D3BF1C4-4B8E-4E52-8E5F-0D8C6B3A9E73"}`
	return Operation{ReadsGroup: true, RefusesIt: only(refusesSecondReads()), Sorts: []Sort{
		{Name: "lists an empty description", Make: only(listing("lists an empty description", describeAll)), Named: true, Shows: true},
		{Name: "reads another group", Make: only(readsLatest()), Named: true, Shows: true},
		{Name: "tells another time", Make: only(tellsTimes()...), Named: true, Shows: true},
		{Name: "reads one tag", Make: only(listingFirst("lists the first of several tags", "DescribeVServerGroupAttribute", "Tags", "Tag")), Named: true},
	}, Variants: []*Mutant{accepting("reads a group that is not there as one without members", "DescribeVServerGroupAttribute", "VServerGroupId does not exist", body)}}
}

// readsLatest lists the backend servers of the youngest group of the load balancer.
func readsLatest() *Mutant {
	other := func(c *mock.Call) []mock.Member { return c.Held(c.Groups()[len(c.Groups())-1]) }
	return &Mutant{How: "reads the youngest group, whichever is named", alter: func(s *mutated) {
		another := func(c *mock.Call, _ []mock.Member, r mock.Reply) bool {
			return !r.Refused() && !same(other(c), c.Held(c.Group()))
		}
		s.after(another, func(c *mock.Call, _ []mock.Member, r *mock.Reply) { r.List(other(c)) })
	}}
}

// tellsTimes gives a group another time than that of its creation: whenever one operation reads it, and once it was changed.
func tellsTimes() []*Mutant {
	tells := func(how string, when shown) *Mutant {
		return &Mutant{How: how, alter: func(s *mutated) {
			times := 0
			s.touchesCalls()
			s.then(func(c *mock.Call, before []mock.Member, r *mock.Reply) {
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
		tells("gives a group the time at which it is read", func(c *mock.Call, _ []mock.Member, _ mock.Reply) bool {
			return c.Action() == "DescribeVServerGroupAttribute"
		}),
		tells("gives a group the time at which it is listed", func(c *mock.Call, _ []mock.Member, _ mock.Reply) bool {
			return c.Action() == "DescribeVServerGroups"
		}),
		tells("gives a group the time of its last change", groupChanged),
	}
}

// describeAll gives an empty description to every backend server that has none.
func describeAll(all []mock.Member) []mock.Member {
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
		s.then(func(c *mock.Call, _ []mock.Member, r *mock.Reply) {
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

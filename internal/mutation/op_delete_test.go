package mutation

import (
	"strings"

	"github.com/slbconform/slbconform/internal/mock"
)

// DeleteVServerGroup takes a group away.
func (catalogue) DeleteVServerGroup() Operation {
	const body = `{"RequestId":"2D3BF1C4-4B8E-4E52-8E5F-0D8C6B3A9E71"}`
	return Operation{
		Sorts: []Sort{
			{Name: "keeps the group", Make: only(pretends("says that it deleted, and keeps the group", "DeleteVServerGroup")), Named: true},
			{Name: "lists a deleted group", Make: only(listsDeleted()), Named: true},
			{Name: "keeps a group that is not empty", Make: only(refusing("refuses to delete a group that is not empty", mock.StageState, filledGroup)), Named: true},
			{Name: "deletes behind an HTTP listener", Make: only(deletesBehind("an HTTP")), Named: true},
			{Name: "deletes behind a UDP listener", Make: only(deletesBehind("a UDP")), Named: true},
			{Name: "keeps a listener that has rules", Make: only(pretends("says that it deleted a listener, and keeps it with its rules", "DeleteLoadBalancerListener")), Named: true},
		},
		Variants: []*Mutant{accepting("deletes a group that is not there", "DeleteVServerGroup", "VServerGroupId does not exist", body)},
	}
}

// listsDeleted keeps a group where it is listed. All other calls that name it are told that it is not there.
func listsDeleted() *Mutant {
	return &Mutant{How: "lists a deleted group", alter: func(s *mutated) {
		deleted := map[string]bool{}
		s.touchesCalls()
		s.ahead(func(c *mock.Call) {
			if deleted[c.Param("VServerGroupId")] {
				c.SetParam("VServerGroupId", "rsp-deleted")
			}
		})
		s.serves("DeleteVServerGroup", func(_ mock.Operation, c *mock.Call) mock.Reply {
			s.reached()
			deleted[c.Group()] = true
			return mock.Reply{Outcome: "success"}
		})
	}}
}

func filledGroup(_ *mutated, c *mock.Call) bool { return len(c.Held(c.Group())) > 0 }

// deletesBehind does not look at listeners of a protocol where a group is to be deleted.
func deletesBehind(protocol string) *Mutant {
	return &Mutant{How: "deletes a group behind " + protocol + " listener", alter: func(s *mutated) {
		behind := map[string]bool{}
		s.touchesCalls()
		s.then(func(c *mock.Call, _ []mock.BackendServer, r *mock.Reply) {
			switch {
			case c.Action() == "CreateLoadBalancer"+protocol[strings.Index(protocol, " ")+1:]+"Listener" && !r.Refused():
				behind[c.Param("VServerGroupId")] = true
			case s.tests(c.Action()) && r.Refused() && behind[c.Group()]:
				s.reached()
				c.Drop(c.Group())
				r.Outcome = "success"
			}
		})
	}}
}

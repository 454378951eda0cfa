package mutation

import (
	"bytes"
	"net/http"
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
)

// familyVariants do the other thing where the documents of one operation are silent, or two documents say two things.
func familyVariants() []*Variant {
	missing := func(name, action, what, body string) *Variant {
		return &Variant{Name: name, alter: func(s *mutated) {
			s.editsRefusals(action, func(a *wire.Answer) {
				if a.Status == http.StatusNotFound && bytes.Contains(a.Body, []byte(what)) {
					a.Status, a.Body = http.StatusOK, []byte(body)
				}
			})
		}}
	}
	return []*Variant{
		{Name: "changes a description where it is set", alter: func(s *mutated) {
			s.inCallsOf("SetVServerGroupAttribute")
			described := func(item []written) bool { return !lacks("Description")(item) && !isEmpty("Description")(item) }
			s.sets(described, func(item []written, m *mock.Member) {
				text, _ := textOfMember(item, "Description")
				m.Description = &text
			})
		}},
		{Name: "refuses one ServerId and Port twice, whatever the addresses", alter: func(s *mutated) {
			s.inCallsOf("ModifyVServerGroupBackendServers")
			s.refuses(mock.StageElement, func(c *mock.Call) bool {
				asked := c.Asked()
				return slices.ContainsFunc(asked, func(m mock.Member) bool {
					return countFunc(asked, func(o mock.Member) bool {
						return o.ServerID == m.ServerID && o.Port == m.Port && o.ServerIP != m.ServerIP
					}) > 0
				})
			})
		}},
		missing("deletes a group that is not there", "DeleteVServerGroup", "VServerGroupId does not exist", `{"RequestId":"2D3BF1C4-4B8E-4E52-8E5F-0D8C6B3A9E71"}`),
		missing("lists no groups of a load balancer that is not there", "DescribeVServerGroups", "LoadBalancerId does not exist", `{"RequestId":"2D3BF1C4-4B8E-4E52-8E5F-0D8C6B3A9E72","VServerGroups":{"VServerGroup":[]}}`),
		{Name: "lists the backend port of a listener", alter: func(s *mutated) {
			s.editsSuccesses("DescribeVServerGroups", func(body []byte) []byte {
				return at(body, []string{"VServerGroups", "VServerGroup", "[]", "AssociatedObjects", "Listeners", "Listener", "[]", "Port"}, put(80))
			})
		}},
	}
}

// inCallsOf leaves the calls of other operations as they are.
func (s *mutated) inCallsOf(operation string) {
	tests := s.tests
	s.tests = func(action string) bool { return action == operation && tests(action) }
}

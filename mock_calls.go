package slbconform

import (
	"fmt"
	"maps"

	"github.com/slbconform/slbconform/internal/serve"
)

// Call is one call that the mock saw. It holds no secret.
type Call struct {
	Action     string            // as the client named it; empty when it named none
	Parameters map[string]string // of query or form, decoded; credentials and signature are placeholders
	Status     int               // of the answer; 0 for a call that was dropped before it was carried out
	Code       string            // of a refusal; empty for a success
	RequestID  string
	Broke      []string // full ids of the rules that the call broke, such as AddVServerGroupBackendServers/server.weight.range
	Why        string   // of a refusal where the rule that spoke is none of the documents': what did; empty where Broke says it, or Ordered
	NotPlayed  bool     // the service has the action and the mock does not play it: the client did nothing wrong
	PassedOver []string // parameters, and members of lists, that the mock does not play, misspelt ones among them: the call was carried out without
	Ordered    string   // what was done to the call on order; empty for one that was answered as it is
}

// BackendServer is a backend server, as a call lists it or a group has it. What is not said is zero.
type BackendServer struct {
	ServerID    string
	Type        string
	ServerIP    string
	Port        int
	Weight      *int // nil where a call names none
	Description string
}

// BackendServers are those that the call lists in BackendServers, whether it writes numbers or texts, JSON or single quotes.
func (c Call) BackendServers() []BackendServer {
	return typed(serve.ParseServers(c.Parameters["BackendServers"]))
}

// Calls are the calls that the mock has answered so far, in order: the latest ten thousand, fewer where they are very long. CountCalls counts all.
func (m *Mock) Calls() []Call {
	kept, _ := m.site.Calls()
	out := make([]Call, len(kept))
	for i, c := range kept {
		out[i] = Call{
			Action: c.Action, Parameters: maps.Clone(c.Parameters), Status: c.Status, Code: c.Code, RequestID: c.RequestID,
			Broke: c.Broke, Why: c.Why, NotPlayed: c.NotPlayed, PassedOver: c.PassedOver, Ordered: c.Ordered,
		}
	}
	return out
}

// CallsOf are those of the calls that were of one action. That there is no such action is an error: a mistake in its name
// would pass for a client that made no call.
func (m *Mock) CallsOf(action string) []Call {
	m.helper()
	var out []Call
	for _, c := range m.Calls() {
		if c.Action == action {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		m.must(m.site.Knows(action))
	}
	return out
}

// CountCalls counts all calls since the mock started or was reset.
func (m *Mock) CountCalls() int {
	_, total := m.site.Calls()
	return total
}

// Group is the members of a group as they are now, whatever reads of it show.
func (m *Mock) Group(id string) []BackendServer {
	m.helper()
	members, ok := m.site.Members(id)
	if !ok {
		m.must(fmt.Errorf("there is no group %q", id))
	}
	return typed(members)
}

func typed(servers []serve.BackendServer) []BackendServer {
	out := make([]BackendServer, len(servers))
	for i, s := range servers {
		out[i] = BackendServer(s)
	}
	return out
}

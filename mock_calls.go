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
	Why        string   // why it was refused, where no document has the rule; empty where Broke or Ordered says it
	NotPlayed  bool     // the service has the action and the mock does not play it: the client did nothing wrong
	PassedOver []string // parameters and members of lists that the mock ignored: it does not play them, or they are misspelt
	Ordered    string   // what an order did to the call; empty for none
}

// BackendServer is a backend server in a list of a call, or in a group. Fields that are not given are zero.
type BackendServer struct {
	ServerID    string
	Type        string
	ServerIP    string
	Port        int
	Weight      *int // nil where a call names none
	Description string
}

// BackendServers are the backend servers in the call's parameter BackendServers. Numbers may be texts, and quotes single.
func (c Call) BackendServers() []BackendServer {
	return typed(serve.ParseServers(c.Parameters["BackendServers"]))
}

// Calls are the calls that the mock has answered, in order: the latest ten thousand, fewer if they are very long. CountCalls counts
// all.
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

// CallsOf are the calls of one action. It fails for an unknown action, because a misspelt name would look like a client that made
// no call.
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

// Group is the present backend servers of a group, even while reads of it lag behind.
func (m *Mock) Group(id string) []BackendServer {
	m.helper()
	servers, ok := m.site.BackendServers(id)
	if !ok {
		m.must(fmt.Errorf("there is no group %q", id))
	}
	return typed(servers)
}

func typed(servers []serve.BackendServer) []BackendServer {
	out := make([]BackendServer, len(servers))
	for i, s := range servers {
		out[i] = BackendServer(s)
	}
	return out
}

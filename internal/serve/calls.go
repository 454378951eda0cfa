package serve

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/slbconform/slbconform/internal/wire"
)

// Call is one call that the mock saw. It holds no secret.
type Call struct {
	Number     int               `json:"number"` // of all calls, from 1
	At         time.Time         `json:"at"`
	Action     string            `json:"action"`                // as the client named it; empty when it named none
	Parameters map[string]string `json:"parameters"`            // of query or form, decoded; credentials and signature are placeholders
	Status     int               `json:"status"`                // of the answer; 0 for a call that was dropped before it was carried out
	Code       string            `json:"code,omitempty"`        // of a refusal
	RequestID  string            `json:"request_id,omitempty"`  //
	Broke      []string          `json:"broke,omitempty"`       // full ids of the rules that the call broke
	Why        string            `json:"why,omitempty"`         // why it was refused, where no document has the rule
	NotPlayed  bool              `json:"not_played,omitempty"`  // the service has the action, the mock does not play it
	PassedOver []string          `json:"passed_over,omitempty"` // parameters and members of lists that the mock ignored because it does not play them
	Ordered    string            `json:"ordered,omitempty"`     // what an order did to the call
}

// KeptCalls is how many calls are kept at most, the latest; fewer if their parameters exceed keptBytes. All are counted.
const KeptCalls = 10_000

// keptBytes bounds the memory for calls of any length. Ten thousand calls of twenty backend servers take half of it.
const keptBytes = 64 << 20

// calls are those that were made. It is safe for concurrent use.
type calls struct {
	mu     sync.Mutex
	latest []Call
	bytes  int // of the parameters of the latest
	total  int
}

func (c *calls) add(one Call) Call {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.total++
	one.Number = c.total
	c.latest = append(c.latest, one)
	c.bytes += one.size()
	for len(c.latest) > KeptCalls || c.bytes > keptBytes {
		c.bytes -= c.latest[0].size()
		c.latest[0] = Call{} // frees its memory; the underlying array would still refer to it
		c.latest = c.latest[1:]
	}
	return one
}

// size is how many bytes the parameters of a call take.
func (c *Call) size() int {
	size := 0
	for name, value := range c.Parameters {
		size += len(name) + len(value)
	}
	return size
}

func (c *calls) reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.latest, c.bytes, c.total = nil, 0, 0
}

// Calls are the latest calls that were answered, at most KeptCalls, in order; total counts all.
func (s *Site) Calls() (latest []Call, total int) {
	c := &s.calls
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.latest), c.total
}

// keep records a call and returns it.
func (s *Site) keep(x *wire.Exchange, ordered *Order) Call {
	one := Call{At: x.Started, Action: x.Action, Parameters: wire.NewMasker().Params(&x.Request), Status: x.Answer.Status}
	one.Code, one.RequestID = outcome(x)
	unplayed := x.Answer.Header.Get(wire.NotPlayedHeader)
	switch {
	case one.Code != "":
		service := s.service.Load()
		one.Broke, one.Why, one.NotPlayed = service.Broke(one.RequestID), service.Why(one.RequestID), unplayed != ""
	case unplayed != "":
		one.PassedOver = strings.Split(unplayed, ", ")
	}
	if ordered != nil {
		one.Ordered = ordered.says()
		if ordered.Drop == BeforeChange {
			one.Status = 0
		}
	}
	return s.calls.add(one)
}

// BackendServer is one item of a list of backend servers, as a call or a group has it. What is missing is empty.
type BackendServer struct {
	ServerID    string `json:"server_id"`
	Type        string `json:"type,omitempty"`
	ServerIP    string `json:"server_ip,omitempty"`
	Port        int    `json:"port,omitempty"`
	Weight      *int   `json:"weight,omitempty"` // nil where a call names none
	Description string `json:"description,omitempty"`
}

// listedServers reads all lists of backend servers of a call; get returns a parameter.
func listedServers(get func(string) string) []BackendServer {
	var all []BackendServer
	for _, name := range []string{"BackendServers", "OldBackendServers", "NewBackendServers", "MasterSlaveBackendServers"} {
		all = append(all, ParseServers(get(name))...)
	}
	return all
}

// ParseServers reads a list of backend servers as calls write it: numbers or texts, names in any case, double or single
// quotes, objects or, for RemoveBackendServers, only ids. It is nil for what cannot be read.
func ParseServers(text string) []BackendServer {
	if text == "" {
		return nil
	}
	var items []any
	if json.Unmarshal([]byte(text), &items) != nil && json.Unmarshal([]byte(strings.ReplaceAll(text, "'", `"`)), &items) != nil {
		return nil
	}
	var out []BackendServer
	for _, item := range items {
		switch item := item.(type) {
		case string:
			out = append(out, BackendServer{ServerID: item})
		case map[string]any:
			out = append(out, parsedServer(item))
		}
	}
	return out
}

func parsedServer(item map[string]any) BackendServer {
	var b BackendServer
	for name, value := range item {
		text, _ := value.(string)
		number, _ := value.(float64)
		if n, err := strconv.Atoi(text); err == nil {
			number = float64(n)
		}
		switch strings.ToLower(name) {
		case "serverid":
			b.ServerID = text
		case "type":
			b.Type = text
		case "serverip":
			b.ServerIP = text
		case "description":
			b.Description = text
		case "port":
			b.Port = int(number)
		case "weight":
			weight := int(number)
			b.Weight = &weight
		}
	}
	return b
}

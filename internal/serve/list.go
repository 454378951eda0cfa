package serve

import (
	"encoding/json"
	"strconv"
	"strings"
)

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

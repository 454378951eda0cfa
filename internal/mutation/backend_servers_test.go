package mutation

import (
	"reflect"
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
)

func same(a, b []mock.BackendServer) bool { return slices.EqualFunc(a, b, alike) }

func holds(list []mock.BackendServer, m mock.BackendServer) bool {
	return slices.ContainsFunc(list, func(o mock.BackendServer) bool { return alike(o, m) })
}

// alike reports whether two backend servers of a group say the same.
func alike(a, b mock.BackendServer) bool { return reflect.DeepEqual(a, b) }

// wellFormed makes of what was asked for what a group can list; where nothing was asked for, there is one all the same.
func wellFormed(asked []mock.BackendServer) []mock.BackendServer {
	if len(asked) == 0 {
		asked = []mock.BackendServer{{}}
	}
	for i := range asked {
		m := &asked[i]
		if m.ServerID == "" {
			m.ServerID = "eni-bp1nobodyaskedforit"
		}
		if m.Type == "" {
			m.Type = "eni"
		}
	}
	return asked
}

func memberNames() []string {
	return []string{"ServerId", "Type", "ServerIp", "Port", "Weight", "Description"}
}

// otherValue gives a member of a backend server a value that is as good as the one it has; nil when there is no such
// member.
func otherValue(name string) func(*mock.BackendServer) {
	return map[string]func(*mock.BackendServer){
		"ServerId": func(m *mock.BackendServer) { m.ServerID += "x" },
		"Type": func(m *mock.BackendServer) {
			m.Type = map[string]string{"ecs": "eni", "eni": "eci", "eci": "ecs"}[m.Type]
		},
		"ServerIp": func(m *mock.BackendServer) { m.ServerIP = "10.0.1.99" },
		"Port":     func(m *mock.BackendServer) { m.Port = next(m.Port, 65535) },
		"Weight":   func(m *mock.BackendServer) { m.Weight = next(m.Weight, 100) },
		"Description": func(m *mock.BackendServer) {
			other := "x"
			if m.Description != nil {
				other = *m.Description + "x"
			}
			m.Description = &other
		},
	}[name]
}

// sameForAll gives a member of every backend server one value.
func sameForAll(name string) func(*mock.BackendServer) {
	return map[string]func(*mock.BackendServer){
		"Port":   func(m *mock.BackendServer) { m.Port = 80 },
		"Type":   func(m *mock.BackendServer) { m.Type = "ecs" },
		"Weight": func(m *mock.BackendServer) { m.Weight = 100 },
	}[name]
}

func next(n, last int) int {
	if n < last {
		return n + 1
	}
	return n - 1
}

// gone are the backend servers that a group has no longer.
func gone(before, after []mock.BackendServer) []mock.BackendServer {
	return slices.DeleteFunc(slices.Clone(before), func(m mock.BackendServer) bool { return holds(after, m) })
}

// fresh are the backend servers that a group did not hold as they are now.
func fresh(before, after []mock.BackendServer) []mock.BackendServer { return gone(after, before) }

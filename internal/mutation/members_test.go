package mutation

import (
	"reflect"
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
)

func same(a, b []mock.Member) bool { return slices.EqualFunc(a, b, alike) }

func holds(list []mock.Member, m mock.Member) bool {
	return slices.ContainsFunc(list, func(o mock.Member) bool { return alike(o, m) })
}

// alike reports whether two members of a group say the same.
func alike(a, b mock.Member) bool { return reflect.DeepEqual(a, b) }

// wellFormed makes of what was asked for what a group can list; where nothing was asked for, there is one all the same.
func wellFormed(asked []mock.Member) []mock.Member {
	if len(asked) == 0 {
		asked = []mock.Member{{}}
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
func otherValue(name string) func(*mock.Member) {
	return map[string]func(*mock.Member){
		"ServerId": func(m *mock.Member) { m.ServerID += "x" },
		"Type":     func(m *mock.Member) { m.Type = map[string]string{"ecs": "eni", "eni": "eci", "eci": "ecs"}[m.Type] },
		"ServerIp": func(m *mock.Member) { m.ServerIP = "10.0.1.99" },
		"Port":     func(m *mock.Member) { m.Port = next(m.Port, 65535) },
		"Weight":   func(m *mock.Member) { m.Weight = next(m.Weight, 100) },
		"Description": func(m *mock.Member) {
			other := "x"
			if m.Description != nil {
				other = *m.Description + "x"
			}
			m.Description = &other
		},
	}[name]
}

// sameForAll gives a member of every backend server one value.
func sameForAll(name string) func(*mock.Member) {
	return map[string]func(*mock.Member){
		"Port":   func(m *mock.Member) { m.Port = 80 },
		"Type":   func(m *mock.Member) { m.Type = "ecs" },
		"Weight": func(m *mock.Member) { m.Weight = 100 },
	}[name]
}

func next(n, last int) int {
	if n < last {
		return n + 1
	}
	return n - 1
}

// gone are the members that a group has no longer.
func gone(before, after []mock.Member) []mock.Member {
	return slices.DeleteFunc(slices.Clone(before), func(m mock.Member) bool { return holds(after, m) })
}

// fresh are the members that a group did not hold as they are now.
func fresh(before, after []mock.Member) []mock.Member { return gone(after, before) }

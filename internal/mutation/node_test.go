package mutation

import (
	"net/http"
	"slices"
	"strings"
)

// name is the last part of the path that is a name.
func (n node) name() string {
	for _, part := range slices.Backward(n.path) {
		if part != "[]" {
			return part
		}
	}
	return ""
}

func (n node) String() string {
	return strings.ReplaceAll(strings.Join(n.path, "."), ".[]", "[]")
}

// answers reports whether the place is one of a success of an action.
func (n node) answers(action string) bool { return n.action == action && n.status == http.StatusOK }

// rule is the short id of the rule that a departure from one keyword contradicts.
func (n node) rule(keyword string) string {
	if rule := n.rules[keyword]; rule != "" {
		return rule
	}
	return n.rules[""]
}

// corrupted is a mutant that changes the place in every success.
func (n node) corrupted(how string, change func(map[string]any, string)) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) {
		s.editsSuccesses(n.action, func(body []byte) []byte { return n.with(body, change) })
	}}
}

// with changes the place in a body.
func (n node) with(body []byte, change func(map[string]any, string)) []byte {
	return at(body, n.path, change)
}

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

// with changes the place in a body. The body itself and the items of a list have no name to change them by: they are put
// in an object for the time being.
func (n node) with(body []byte, change func(map[string]any, string)) []byte {
	const before, after = `{"body":`, "}"
	path := append([]string{"body"}, n.path...)
	boxed := []byte(before + string(body) + after)
	last := len(path) - 1
	if path[last] != "[]" {
		return unboxed(at(boxed, path, change), before, after)
	}
	return unboxed(at(boxed, path[:last], func(parent map[string]any, name string) {
		items, _ := parent[name].([]any)
		for i, item := range items {
			holder := map[string]any{"item": item}
			change(holder, "item")
			items[i] = holder["item"]
		}
	}), before, after)
}

func unboxed(body []byte, before, after string) []byte {
	return body[len(before) : len(body)-len(after)]
}

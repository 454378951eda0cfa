package openapi

import (
	"maps"
	"slices"
)

// mapping is the mapping at a path, which it makes if there is nothing.
func mapping(n node, way ...string) node {
	for _, step := range way {
		next, ok := n[step].(node)
		if !ok {
			next = node{}
			if n[step] == nil && n != nil {
				n[step] = next
			}
		}
		n = next
	}
	return n
}

// list is a copy of a list; nil for anything else.
func list(v any) []any {
	items, _ := v.([]any)
	return slices.Clone(items)
}

// clone copies a tree.
func clone[T any](v T) T {
	copied, _ := copyTree(v).(T)
	return copied
}

func copyTree(v any) any {
	switch v := v.(type) {
	case node:
		out := make(node, len(v))
		for name, value := range v {
			out[name] = copyTree(value)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, value := range v {
			out[i] = copyTree(value)
		}
		return out
	}
	return v
}

// eachNode calls do for every mapping of a tree, parents first.
func eachNode(v any, do func(node)) {
	switch v := v.(type) {
	case node:
		do(v)
		for _, value := range v {
			eachNode(value, do)
		}
	case []any:
		for _, value := range v {
			eachNode(value, do)
		}
	}
}

// unwrap replaces an anyOf with one branch by the branch, and removes x-pointer.
func unwrap(n node) {
	delete(n, "x-pointer")
	if choice, ok := n["anyOf"].([]any); ok && len(choice) == 1 {
		if only, ok := choice[0].(node); ok {
			delete(n, "anyOf")
			maps.Copy(n, only)
		}
	}
}

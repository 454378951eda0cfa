package mutation

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// listedOtherwise lists groups as a service may: it is judged as one is, by the scenario of the list itself among others.
func listedOtherwise(how string, service func() func(list []any) []any) *Mutant {
	return &Mutant{How: how, Rule: "DescribeVServerGroups/response.vserver-groups", open: true, alter: func(s *mutated) {
		otherwise := service()
		s.editsSuccesses("DescribeVServerGroups", func(body []byte) []byte {
			return at(body, []string{"VServerGroups", "VServerGroup"}, changed(func(v any) any {
				list, _ := v.([]any)
				return otherwise(list)
			}))
		})
	}}
}

// againBackwards is a list in which each object stands again, the members of each in the reverse order of their names.
func againBackwards() func(list []any) []any {
	return func(list []any) []any {
		for _, object := range slices.Clone(list) {
			list = append(list, backwards(object))
		}
		return list
	}
}

func backwards(value any) json.RawMessage {
	var parts []string
	switch v := value.(type) {
	case map[string]any:
		for _, name := range slices.Backward(slices.Sorted(maps.Keys(v))) {
			parts = append(parts, fmt.Sprintf("%q:%s", name, backwards(v[name])))
		}
		return json.RawMessage("{" + strings.Join(parts, ",") + "}")
	case []any:
		for _, item := range v {
			parts = append(parts, string(backwards(item)))
		}
		return json.RawMessage("[" + strings.Join(parts, ",") + "]")
	}
	raw, _ := json.Marshal(value)
	return raw
}

// listedBefore leaves out what was never to be listed before.
func listedBefore() func(list []any) []any {
	var seen sync.Map
	return func(list []any) []any {
		return slices.DeleteFunc(list, func(object any) bool {
			_, before := seen.LoadOrStore(object.(map[string]any)["VServerGroupId"], true)
			return !before
		})
	}
}

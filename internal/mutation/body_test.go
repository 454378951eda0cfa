package mutation

import (
	"bytes"
	"encoding/json"
	"slices"
)

// at changes places of a JSON body, each given by its parent; [] in a path stands for every item of a list. The body stays
// as it is, byte for byte, where nothing changes.
func at(body []byte, path []string, change func(parent map[string]any, name string)) []byte {
	var value any
	if json.Unmarshal(body, &value) != nil {
		return body
	}
	before, err := json.Marshal(value)
	if err != nil {
		return body
	}
	holder := map[string]any{"body": value} // the body has no name to change it by
	inside(holder, slices.Concat([]string{"body"}, path), change)
	after, err := json.Marshal(holder["body"])
	if err != nil || bytes.Equal(before, after) {
		return body
	}
	return after
}

func inside(parent map[string]any, path []string, change func(map[string]any, string)) {
	if len(path) == 1 {
		change(parent, path[0])
		return
	}
	switch v := parent[path[0]].(type) {
	case map[string]any:
		inside(v, path[1:], change)
	case []any:
		for i, item := range v {
			holder := map[string]any{"[]": item}
			inside(holder, path[1:], change)
			v[i] = holder["[]"]
		}
	}
}

// codeOf is the code that a refusal names; "" of what names none.
func codeOf(body []byte) string {
	var refusal struct{ Code string }
	if json.Unmarshal(body, &refusal) != nil {
		return ""
	}
	return refusal.Code
}

package mutation

import (
	"bytes"
	"encoding/json"

	"github.com/slbconform/slbconform/fixtures"
)

// at changes one place of a JSON body, given by its parent; the body stays as it is where the place is not there.
func at(body []byte, path []string, change func(parent map[string]any, name string)) []byte {
	var root any
	if json.Unmarshal(body, &root) != nil {
		return body
	}
	before, err := json.Marshal(root)
	if err != nil {
		return body
	}
	inside(root, path, change)
	after, err := json.Marshal(root)
	if err != nil || bytes.Equal(before, after) {
		return body
	}
	return after
}

func inside(value any, path []string, change func(map[string]any, string)) {
	switch v := value.(type) {
	case []any:
		if len(path) > 0 && path[0] == "[]" {
			for _, item := range v {
				inside(item, path[1:], change)
			}
		}
	case map[string]any:
		if len(path) == 1 {
			change(v, path[0])
		} else if len(path) > 1 {
			inside(v[path[0]], path[1:], change)
		}
	}
}

// memberOf is a text member of a recorded body.
func memberOf(b fixtures.Body, name string) string {
	var members map[string]any
	if json.Unmarshal([]byte(b.String()), &members) != nil {
		return ""
	}
	text, _ := members[name].(string)
	return text
}

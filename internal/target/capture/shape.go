package capture

import (
	"cmp"
	"encoding/json"
	"maps"
	"strings"
)

// shape is the JSON type at every path in a body; the items of a list share one path.
func shape(body []byte) map[string]string {
	out := map[string]string{}
	var v any
	if json.Unmarshal(body, &v) != nil {
		return map[string]string{"/": "not JSON"}
	}
	trace(out, "", v)
	return out
}

func trace(out map[string]string, location string, v any) {
	kind := "null"
	switch v := v.(type) {
	case map[string]any:
		kind = "object"
		for member, inner := range v {
			trace(out, location+"/"+member, inner)
		}
	case []any:
		kind = "list"
		for _, inner := range v {
			trace(out, location+"/*", inner)
		}
	case string:
		kind = "text"
	case float64:
		kind = "number"
	case bool:
		kind = "true or false"
	}
	if was := out[cmp.Or(location, "/")]; was != "" && was != kind {
		kind = was + " or " + kind
	}
	out[cmp.Or(location, "/")] = kind
}

// inEmptyList reports whether a path lies in a list that is empty on one side, so that its items cannot be compared.
func inEmptyList(location string, of, by map[string]string) bool {
	for at := 0; ; {
		i := strings.Index(location[at:], "/*")
		if i < 0 {
			return false
		}
		at += i + len("/*")
		if of[location[:at]] == "" || by[location[:at]] == "" {
			return true
		}
	}
}

func both(a, b map[string]string) map[string]string {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}

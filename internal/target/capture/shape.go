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

func trace(out map[string]string, place string, v any) {
	kind := "null"
	switch v := v.(type) {
	case map[string]any:
		kind = "object"
		for member, inner := range v {
			trace(out, place+"/"+member, inner)
		}
	case []any:
		kind = "list"
		for _, inner := range v {
			trace(out, place+"/*", inner)
		}
	case string:
		kind = "text"
	case float64:
		kind = "number"
	case bool:
		kind = "true or false"
	}
	if was := out[cmp.Or(place, "/")]; was != "" && was != kind {
		kind = was + " or " + kind
	}
	out[cmp.Or(place, "/")] = kind
}

// inEmptyList reports whether a path lies in a list that is empty on one side, so that its items cannot be compared.
func inEmptyList(place string, of, by map[string]string) bool {
	for at := 0; ; {
		i := strings.Index(place[at:], "/*")
		if i < 0 {
			return false
		}
		at += i + len("/*")
		if of[place[:at]] == "" || by[place[:at]] == "" {
			return true
		}
	}
}

func both(a, b map[string]string) map[string]string {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}

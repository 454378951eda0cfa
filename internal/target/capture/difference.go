package capture

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// difference is one field in which two calls are not the same.
type difference struct{ what, asked, captured string }

// same reports whether a service would answer both alike.
func (c call) same(other call) bool { return maps.Equal(c.fields, other.fields) }

// differences lists what tells a call from a captured one.
func (c call) differences(other call) []difference {
	var out []difference
	for _, name := range slices.Sorted(maps.Keys(both(c.fields, other.fields))) {
		asked, isAsked := c.fields[name]
		captured, isCaptured := other.fields[name]
		if asked == captured && isAsked == isCaptured {
			continue
		}
		if !isAsked {
			asked = "absent"
		}
		if !isCaptured {
			captured = "absent"
		}
		out = append(out, difference{name, asked, captured})
	}
	return out
}

// explain says which captured call has the fewest differences from the one that was asked for, and lists them. A call of
// the same action is nearer than any other.
func explain(asked call, among []*recording) string {
	var nearest *recording
	var least []difference
	for _, r := range among {
		d := asked.differences(r.call)
		if nearest == nil || distance(asked, r.call, d) < distance(asked, nearest.call, least) {
			nearest, least = r, d
		}
	}
	if nearest == nil {
		return "the cassette is empty"
	}
	if len(least) == 0 {
		return fmt.Sprintf("call %d of %s is the same, and was answered already", nearest.number, nearest.file)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "the nearest is call %d of %s, which differs in", nearest.number, nearest.file)
	for _, d := range least {
		fmt.Fprintf(&b, "\n  %s: asked %s, captured %s", d.what, d.asked, d.captured)
	}
	return b.String()
}

func distance(asked, other call, d []difference) int {
	if asked.Action != other.Action {
		return len(d) + 100
	}
	return len(d)
}

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

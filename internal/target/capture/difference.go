package capture

import (
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

package capture

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// difference is one thing in which two calls are not the same.
type difference struct{ what, asked, captured string }

// differences lists what tells a call from a captured one; none when they are the same.
func (c call) differences(other call) []difference {
	var out []difference
	note := func(what, asked, captured string) {
		if asked != captured {
			out = append(out, difference{what, asked, captured})
		}
	}
	note("action", c.Action, other.Action)
	note("method", c.Method, other.Method)
	note("host", c.Host, other.Host)
	note("path", c.Path, other.Path)
	note("version", c.Version, other.Version)
	note("parameters", place(c.Form), place(other.Form))
	note("signature", c.Signing, other.Signing)
	names := slices.Collect(maps.Keys(c.Params))
	names = slices.Compact(slices.Sorted(slices.Values(slices.AppendSeq(names, maps.Keys(other.Params)))))
	for _, name := range names {
		note("parameter "+name, values(c.Params, name), values(other.Params, name))
	}
	return out
}

func place(form bool) string {
	if form {
		return "in a form body"
	}
	return "in the query"
}

func values(params map[string][]string, name string) string {
	v, ok := params[name]
	if !ok {
		return "absent"
	}
	return strings.Join(v, " and ")
}

// explain says which captured call comes nearest to the one that was asked for, and in what the two differ. A call of
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

package mock

import (
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
)

// maxNumbered is the largest N that is read of Tag.N and other numbered parameters.
const maxNumbered = 100

// readTags reads Tag.1.Key, Tag.1.Value, Tag.2.Key and so on, also tags without a key. Numbers may have gaps: no document
// forbids them.
func readTags(params parameters) []tag {
	last := 0
	for name := range params.Values {
		if numbered, is := strings.CutPrefix(name, "Tag."); is {
			number, _, _ := strings.Cut(numbered, ".")
			n, _ := strconv.Atoi(number)
			last = max(last, min(n, maxNumbered))
		}
	}
	var tags []tag
	for n := 1; n <= last; n++ {
		numbered := "Tag." + strconv.Itoa(n)
		key, value := numbered+".Key", numbered+".Value"
		if params.Values.Has(key) || params.Values.Has(value) {
			tags = append(tags, tag{key: params.Get(key), value: params.Get(value), keyless: !params.Has(key)})
		}
	}
	return tags
}

// numberedTags are the tags of the call, read when first asked for.
func (c *Call) numberedTags() []tag {
	if !c.tagsRead {
		c.tags, c.tagsRead = readTags(c.params), true
	}
	return c.tags
}

// numbered reads ResourceId.1, ResourceId.2 ….
func (c *Call) numbered(name string) []string {
	var out []string
	for n := 1; n <= maxNumbered; n++ {
		v := c.params.Get(name + "." + strconv.Itoa(n))
		if v == "" {
			break
		}
		out = append(out, v)
	}
	return out
}

// carries reports whether all wanted tags are there. A wanted tag without a value matches any value.
func carries(has, wanted []tag) bool {
	return !slices.ContainsFunc(wanted, func(want tag) bool {
		return !slices.ContainsFunc(has, func(t tag) bool { return t.key == want.key && (want.value == "" || t.value == want.value) })
	})
}

func tagValues(tags []tag) []fixtures.Values {
	out := make([]fixtures.Values, len(tags))
	for i, t := range tags {
		out[i] = fixtures.Values{"TagKey": t.key, "TagValue": t.value}
	}
	return out
}

// withTags adds tags; one whose key is there takes the new value.
func withTags(has, added []tag) []tag {
	out := slices.Clone(has)
	for _, t := range added {
		out = slices.DeleteFunc(out, func(o tag) bool { return o.key == t.key })
		out = append(out, t)
	}
	return out
}

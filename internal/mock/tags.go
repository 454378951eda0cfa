package mock

import (
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
)

// maxNumbered bounds how far the numbers of Tag.N and its like are followed.
const maxNumbered = 100

// readTags reads Tag.1.Key, Tag.1.Value, Tag.2.Key …, keys that are missing included. A number that is left out ends
// nothing: no document says that they follow each other. Most calls have none.
func readTags(params parameters) []tag {
	last := 0
	for name := range params.Values {
		if strings.HasPrefix(name, "Tag.") {
			last = maxNumbered
			break
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

// numberedTags are the tags of the call. Only operations that have some ask for them.
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

// carries reports whether all wanted tags are there. One without a value is wanted with any.
func carries(has, wanted []tag) bool {
	for _, want := range wanted {
		if !slices.ContainsFunc(has, func(t tag) bool { return t.key == want.key && (want.value == "" || t.value == want.value) }) {
			return false
		}
	}
	return true
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

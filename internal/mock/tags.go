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

// The older operations on the tags of load balancers, which older controllers call: they take the spelling Tags alone.

func (catalogue) AddTags() Operation {
	return olderTags(func(c *Call, tags []tag) { c.lb.tags = withTags(c.lb.tags, tags) })
}

func (catalogue) RemoveTags() Operation {
	return olderTags(func(c *Call, tags []tag) {
		c.lb.tags = slices.DeleteFunc(slices.Clone(c.lb.tags), func(has tag) bool {
			return slices.ContainsFunc(tags, func(t tag) bool { return t.key == has.key && (t.value == "" || t.value == has.value) })
		})
	})
}

func (catalogue) DescribeTags() Operation {
	return Operation{Reads: true, Required: []string{"RegionId"}, Rules: boolean("DistinctKey"), Serve: describeTags}
}

func olderTags(change func(*Call, []tag)) Operation {
	return Operation{Required: []string{"RegionId", "LoadBalancerId", "Tags"}, Serve: func(c *Call) Reply {
		tags, ok := c.tagFilter()
		if !ok || len(tags) == 0 {
			return refuse("InvalidParameter.Value", "Tags")
		}
		change(c, tags)
		return succeed(nil)
	}}
}

// describeTags lists each tag once, with the number of load balancers that carry it.
func describeTags(c *Call) Reply {
	wanted, ok := c.tagFilter()
	if !ok {
		return refuse("InvalidParameter.Value", "Tags")
	}
	var seen []tag
	count := map[tag]int{}
	one, keysAlone := c.params.Get("LoadBalancerId") != "", c.asks("DistinctKey")
	for _, lb := range c.state.order {
		if lb.region != c.params.Get("RegionId") || one && lb != c.lb {
			continue
		}
		for _, t := range lb.tags {
			if keysAlone {
				t.value = ""
			}
			asked := func(w tag) bool { return w.key == t.key && (w.value == "" || w.value == t.value) }
			if len(wanted) > 0 && !slices.ContainsFunc(wanted, asked) {
				continue
			}
			if count[t]++; count[t] == 1 {
				seen = append(seen, t)
			}
		}
	}
	shown, values := paged(c, seen)
	sets := []fixtures.Values{}
	for _, t := range shown {
		sets = append(sets, fixtures.Values{"TagKey": t.key, "TagValue": t.value, "InstanceCount": count[t]})
	}
	values["TagSets"] = sets
	return succeed(values)
}

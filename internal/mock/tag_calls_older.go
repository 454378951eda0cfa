package mock

import (
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

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

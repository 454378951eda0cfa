package mock

import (
	"fmt"
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

// maxTagParams bounds how far the numbers of Tag.N are followed.
const maxTagParams = 100

// tagParams reads Tag.1.Key, Tag.1.Value, Tag.2.Key …, keys that are missing included.
func tagParams(c *Call) []tag {
	var tags []tag
	for n := 1; n <= maxTagParams; n++ {
		key, value := fmt.Sprintf("Tag.%d.Key", n), fmt.Sprintf("Tag.%d.Value", n)
		if !c.params.Has(key) && !c.params.Has(value) {
			break
		}
		tags = append(tags, tag{key: c.params.Get(key), value: c.params.Get(value)})
	}
	return tags
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

func (catalogue) TagResources() Operation {
	return Operation{Required: []string{"RegionId", "ResourceType"}, Serve: tagResources}
}

// tagResources tags load balancers (ResourceType instance) and vServer groups (vservergroup).
func tagResources(c *Call) Reply {
	tags := tagParams(c)
	if len(tags) == 0 {
		return refuse("MissingName", "Tag")
	}
	var targets []*[]tag
	for n := 1; ; n++ {
		id := c.params.Get(fmt.Sprintf("ResourceId.%d", n))
		if id == "" {
			break
		}
		target := c.tagsOf(c.params.Get("ResourceType"), id)
		if target == nil {
			return refuse("InvalidLoadBalancerId.NotFound", "")
		}
		targets = append(targets, target)
	}
	if len(targets) == 0 {
		return refuse("MissingName", "ResourceId")
	}
	for _, target := range targets {
		*target = withTags(*target, tags)
	}
	return succeed(nil)
}

func (c *Call) tagsOf(kind, id string) *[]tag {
	if l := c.state.lbs[id]; kind == "instance" && l != nil {
		return &l.tags
	}
	if g := c.state.groups[id]; kind == "vservergroup" && g != nil {
		return &g.tags
	}
	return nil
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
